import type { VNode } from 'preact';
import { recordEvent } from '../../../audit/record-event.ts';
import { makeRecoveryCodes } from '../../../authentication/recovery-codes/codes.ts';
import { countRecoveryCodes } from '../../../authentication/recovery-codes/queries.ts';
import { inTransaction } from '../../../db/pg-errors.ts';
import { Alert, Form, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import type { Visit } from '../../../ui/page-request.ts';
import { actorOfPage } from '../../../ui/page-request.ts';
import { tellFactorChange } from '../../../users/notices/security-changes.ts';
import { lockUser } from '../../../users/queries.ts';
import type { SignInParts } from '../../sign-in/parts.ts';
import { withFreshProof } from '../signed-in.ts';
import { recoveryPath, securityPath } from './overview.tsx';

/** `GET /account/security/recovery`: how many codes are left; the codes themselves nobody can show again. */
export function recoveryCodesPage({ db }: SignInParts): PageHandler {
  return withFreshProof(async (visit, { username }) => {
    const count = await countRecoveryCodes(db, username);
    const { translate } = visit;
    const title = translate('recoveryCodes.title');
    const content = (
      <section class="card">
        <h1>{title}</h1>
        <p>{translate('recoveryCodes.text')}</p>
        <p>{translate('security.codes', { count })}</p>
        {count > 0 && <Alert kind="info">{translate('recoveryCodes.warning')}</Alert>}
        <Form visit={visit} action={recoveryPath}>
          <Submit>{translate(count > 0 ? 'recoveryCodes.again' : 'recoveryCodes.make')}</Submit>
        </Form>
        <Back visit={visit} />
      </section>
    );
    return { page: { title, content } };
  });
}

/** `POST /account/security/recovery`: ten new codes, shown this once; earlier ones are void. */
export function makeCodes(parts: SignInParts): PageHandler {
  return withFreshProof(async (visit, own) => {
    const { username } = own;
    const { now, translate } = visit;
    const codes = await inTransaction(parts.db, async (trx) => {
      await lockUser(trx, username);
      const made = await makeRecoveryCodes(trx, parts.sealing, username, now);
      await recordEvent(trx, actorOfPage(visit, own), 'recovery_codes.made', { username });
      await tellFactorChange(parts, trx, username, 'recoveryCodesMade', now);
      return made;
    });
    const title = translate('recoveryCodes.title');
    return { page: { title, content: <Codes visit={visit} username={username} codes={codes} /> } };
  });
}

interface CodesProps {
  readonly visit: Visit;
  readonly username: string;
  readonly codes: readonly string[];
}

function Codes({ visit, username, codes }: CodesProps): VNode {
  const { translate } = visit;
  const text = [`It's You Online: ${username}`, ...codes, ''].join('\n');
  return (
    <section class="card">
      <h1>{translate('recoveryCodes.title')}</h1>
      <p>{translate('recoveryCodes.made', { username })}</p>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p>
        <a
          class="button quiet"
          download="recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          {translate('recoveryCodes.download')}
        </a>
      </p>
      <p class="hint">{translate('recoveryCodes.print')}</p>
      <Back visit={visit} />
    </section>
  );
}

function Back({ visit: { translate } }: { visit: Visit }): VNode {
  return (
    <p>
      <a href={securityPath}>{translate('security.back')}</a>
    </p>
  );
}

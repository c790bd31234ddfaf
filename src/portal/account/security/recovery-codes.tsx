import type { VNode } from 'preact';
import { createRecoveryCodes } from '../../../authentication/recovery-codes/acts.ts';
import { countRecoveryCodes } from '../../../authentication/recovery-codes/queries.ts';
import { service } from '../../../base/service.ts';
import type { UserSession } from '../../../sessions/session.ts';
import { Alert, Form, Submit } from '../../../ui/components.tsx';
import type { PageHandler } from '../../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../../ui/page-request.ts';
import type { PageContent } from '../../../ui/page-response.ts';
import { portalView } from '../../frame.tsx';
import type { SignInDependencies } from '../../sign-in/dependencies.ts';
import { withRecentAuthentication } from '../signed-in.ts';
import { recoveryPath, securityPath } from './overview.tsx';

/** `GET /account/security/recovery`: how many recovery codes are left. The codes are not shown again. */
export function recoveryCodesPage({ db }: SignInDependencies): PageHandler {
  return withRecentAuthentication(async (page, session) => {
    const count = await countRecoveryCodes(db, session.username);
    const { translate } = page;
    const content = (
      <section class="card">
        <p>{translate('recoveryCodes.text')}</p>
        <p>{translate('security.codes', { count })}</p>
        {count > 0 && <Alert kind="info">{translate('recoveryCodes.warning')}</Alert>}
        <Form page={page} action={recoveryPath}>
          <Submit>{translate(count > 0 ? 'recoveryCodes.again' : 'recoveryCodes.make')}</Submit>
        </Form>
      </section>
    );
    return { page: await framed({ db }, page, session, content) };
  });
}

/** `POST /account/security/recovery`: creates ten codes and shows them once. Earlier codes become void. */
export function makeCodes(deps: SignInDependencies): PageHandler {
  return withRecentAuthentication(async (page, own) => {
    const { username } = own;
    const codes = await createRecoveryCodes(deps, actorOfPage(page, own), username);
    const content = <Codes page={page} username={username} codes={codes} />;
    return { page: await framed(deps, page, own, content) };
  });
}

function framed(
  deps: Pick<SignInDependencies, 'db'>,
  page: PageRequest,
  session: UserSession,
  content: VNode,
): Promise<PageContent> {
  const title = page.translate('recoveryCodes.title');
  const breadcrumb = [{ title: page.translate('security.title'), href: securityPath }];
  return portalView(deps, { page, session, active: 'security', breadcrumb, title, content });
}

interface CodesProps {
  readonly page: PageRequest;
  readonly username: string;
  readonly codes: readonly string[];
}

function Codes({ page, username, codes }: CodesProps): VNode {
  const { translate } = page;
  const text = [`${service().name}: ${username}`, ...codes, ''].join('\n');
  return (
    <section class="card">
      <p>{translate('recoveryCodes.made', { username })}</p>
      <ol class="recovery-codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <p class="actions">
        <a
          class="button quiet"
          download="recovery-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
        >
          {translate('recoveryCodes.download')}
        </a>
        <a class="button primary" href={securityPath}>
          {translate('recoveryCodes.done')}
        </a>
      </p>
      <p class="hint">{translate('recoveryCodes.print')}</p>
    </section>
  );
}

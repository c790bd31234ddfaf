import { randomBytes } from 'node:crypto';
import type { RegistrationResponseJSON } from '@simplewebauthn/server';
import type { VNode } from 'preact';
import { recordEvent } from '../../audit/record-event.ts';
import { checkRegistration, registrationOptions } from '../../authentication/passkeys/ceremonies.ts';
import { deletePasskey, insertPasskey, listPasskeys } from '../../authentication/passkeys/queries.ts';
import type { UserPasskeyRow } from '../../authentication/passkeys/tables.ts';
import { findMethods } from '../../authentication/sign-in/methods.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { momentText } from '../../mail/security-mails.ts';
import type { Answer } from '../../ui/answer.ts';
import { Alert, Field, Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { tellFactorChange } from '../../users/notices/security-changes.ts';
import { lockUser } from '../../users/queries.ts';
import type { SignInDependencies } from '../sign-in/dependencies.ts';
import { readCredential } from '../sign-in/passkey.ts';
import { type SignedIn, withFreshProof } from './signed-in.ts';

const path = '/account/security/passkeys';

/** `GET /account/security/passkeys`. */
export function passkeysPage(deps: SignInDependencies): PageHandler {
  return withFreshProof((page, own) => listPage(deps, page, own));
}

async function listPage(
  { db }: SignInDependencies,
  page: PageRequest,
  { username }: SignedIn,
  refusal?: string,
): Promise<Answer> {
  const passkeys = await listPasskeys(db, username);
  const { translate } = page;
  const title = translate('passkeys.title');
  const content = (
    <section class="card">
      <h1>{title}</h1>
      {refusal !== undefined && <Alert kind="error">{refusal}</Alert>}
      <p>{translate(passkeys.length > 0 ? 'passkeys.text' : 'passkeys.none')}</p>
      <ul class="rows">
        {passkeys.map((passkey) => (
          <li key={passkey.label}>
            <PasskeyView page={page} passkey={passkey} />
          </li>
        ))}
      </ul>
      <div data-passkey-add={path}>
        <Field
          name="label"
          label={translate('passkeys.label')}
          value={translate('passkeys.suggestion')}
          autocomplete="off"
          input={{ maxLength: 50 }}
        />
        <button type="button" class="primary" hidden>
          {translate('passkeys.add')}
        </button>
        <p class="hint" data-unsupported>
          {translate('passkeys.unsupported')}
        </p>
      </div>
    </section>
  );
  const scripts = ['simplewebauthn-browser.js', 'passkey.js'];
  return { status: refusal === undefined ? 200 : 409, page: { title, content, scripts } };
}

function PasskeyView({ page, passkey }: { page: PageRequest; passkey: UserPasskeyRow }): VNode {
  const { translate, language } = page;
  const { label, created_at, last_used_at } = passkey;
  return (
    <>
      <p>
        <strong>{label}</strong>
      </p>
      <p class="hint">
        {translate('passkeys.since', { at: momentText(language, created_at) })}{' '}
        {last_used_at && translate('passkeys.used', { at: momentText(language, last_used_at) })}
      </p>
      <Form page={page} action={path}>
        <input type="hidden" name="remove" value={Buffer.from(passkey.credential_id).toString('base64url')} />
        <Submit kind="quiet">{translate('passkeys.remove')}</Submit>
      </Form>
    </>
  );
}

/** `POST /account/security/passkeys/options` (JSON). */
export function addOptions(deps: SignInDependencies): PageHandler {
  return withFreshProof(async (page, own) => ({
    status: 200,
    json: await registrationOptions(deps, own, page.now),
  }));
}

/** `POST /account/security/passkeys`: JSON adds one, a form removes one. */
export function changePasskeys(deps: SignInDependencies): PageHandler {
  return withFreshProof((page, own) =>
    page.submission.values.remove === undefined ? add(deps, page, own) : remove(deps, page, own),
  );
}

async function add(deps: SignInDependencies, page: PageRequest, own: SignedIn): Promise<Answer> {
  const response = readCredential<RegistrationResponseJSON>(page);
  const label =
    (page.submission.values.label ?? '').trim().slice(0, 50) || page.translate('passkeys.suggestion');
  const [known] = await listPasskeys(deps.db, own.username);
  const userHandle = Buffer.from(known?.user_handle ?? randomBytes(32));
  const row = response && (await checkRegistration(deps, own, { response, label, userHandle }, page.now));
  if (!row) return { status: 422, json: { error: 'invalid_passkey' } };
  const { username } = own;
  const isNew = await inTransaction(deps.db, async (trx) => {
    if (!(await insertPasskey(trx, row))) return false;
    await recordEvent(trx, actorOfPage(page, own), 'passkey.added', { username, label });
    await tellFactorChange(deps, trx, username, 'passkeyAdded', page.now);
    return true;
  });
  return isNew
    ? { status: 200, json: { redirecturl: path } }
    : { status: 409, json: { error: 'duplicate_passkey' } };
}

/** The last means of proving anything stays. */
async function remove(deps: SignInDependencies, page: PageRequest, own: SignedIn): Promise<Answer> {
  const { username } = own;
  const id = Buffer.from(page.submission.values.remove ?? '', 'base64url');
  const isRemoved = await inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    const { hasApp, numbers } = await findMethods(trx, username);
    const others = (await listPasskeys(trx, username)).filter((row) => !id.equals(row.credential_id));
    if (!hasApp && numbers.length === 0 && others.length === 0) return false;
    const label = await deletePasskey(trx, username, id);
    if (label === undefined) return true;
    await recordEvent(trx, actorOfPage(page, own), 'passkey.removed', { username, label });
    await tellFactorChange(deps, trx, username, 'passkeyRemoved', page.now);
    return true;
  });
  if (isRemoved) return { redirect: path };
  return listPage(deps, page, own, page.translate('passkeys.last'));
}

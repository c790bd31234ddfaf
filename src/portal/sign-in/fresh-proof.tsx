import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import { authenticationOptions, checkAuthentication } from '../../authentication/passkeys/ceremonies.ts';
import { hasPasskey } from '../../authentication/passkeys/queries.ts';
import { checkPassword } from '../../authentication/passwords/check.ts';
import { recordFactorFailure } from '../../authentication/sign-in/failures.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { countAttempts } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { updateSession } from '../../sessions/queries.ts';
import type { Session } from '../../sessions/sessions.ts';
import type { Answer } from '../../ui/answer.ts';
import { Field, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { findPassword } from '../../users/queries.ts';
import { localPath } from '../../web/local-path.ts';
import type { SignInDependencies } from './dependencies.ts';
import { readCredential, storeUse } from './passkey.ts';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';

/** An interactive session always has a user. */
type OwnSession = Session & { readonly username: string };

async function findOwn(page: PageRequest): Promise<OwnSession | undefined> {
  const session = await page.session('interactive');
  return session && session.username !== null ? { ...session, username: session.username } : undefined;
}

/** `GET /login/confirm?to=<path>`: asks who is signed in for the password again, or for a passkey. */
export function confirmPage(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const own = await findOwn(page);
    return own ? formPage(deps, page, own) : { redirect: '/login' };
  };
}

/** `POST /login/confirm?to=<path>`: the password. A session that was confirmed has a new cookie. */
export function confirm(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const own = await findOwn(page);
    if (!own) return { redirect: '/login' };
    const { password = '' } = page.submission.values;
    const account = await checkPassword(deps, page, { login: own.username, password, clientId: undefined });
    if (account?.username !== own.username)
      return formPage(deps, page, own, { password: page.translate('confirm.wrong') });
    await renewProof(deps, deps.db, page, own);
    return { redirect: placeAfter(page) };
  };
}

/** `POST /login/confirm/passkey/options` (JSON): a challenge that is good for this session only. */
export function confirmPasskeyOptions(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const own = await findOwn(page);
    if (!own) return notSignedIn;
    await countAttempts(deps.db, page.now, [['passkeysFromNetwork', page.network]]);
    return { status: 200, json: await authenticationOptions(deps, own, page.now) };
  };
}

/** `POST /login/confirm/passkey?to=<path>` (JSON): a passkey of one's own whose device made sure who holds it. */
export function confirmByPasskey(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const own = await findOwn(page);
    if (!own) return notSignedIn;
    const response = readCredential<AuthenticationResponseJSON>(page);
    const proof = response && (await checkAuthentication(deps, [own.session_id], response, page.now));
    const isOwn = proof?.isUserVerified && proof.passkey.username === own.username;
    const isDone =
      isOwn &&
      (await inTransaction(deps.db, async (trx) => {
        if (!(await storeUse(trx, proof, page.now))) return false;
        await renewProof(deps, trx, page, own);
        const fields = { username: own.username, factor: 'passkey' } as const;
        await recordEvent(trx, actorOfPage(page, own), 'factor.succeeded', fields);
        return true;
      }));
    if (isDone) return { status: 200, json: { redirecturl: placeAfter(page) } };
    await recordFactorFailure(deps, page, own, { factor: 'passkey', reason: 'wrong' });
    return { status: 422 };
  };
}

const notSignedIn: Answer = { status: 401, json: { error: 'unauthorized' } };

async function renewProof(
  { sessions }: SignInDependencies,
  db: Kysely<Database>,
  { cookies, now }: PageRequest,
  own: Session,
): Promise<void> {
  await updateSession(db, own.session_id, { proved_at: now });
  await sessions.rotate(db, cookies, own);
}

function placeAfter({ query }: PageRequest): string {
  return localPath(query.get('to') ?? '/');
}

/** What the account has no means for is not asked. */
async function formPage(
  { db }: SignInDependencies,
  page: PageRequest,
  { username }: OwnSession,
  errors: FormErrors = {},
): Promise<Answer> {
  const { translate } = page;
  const title = translate('confirm.title');
  const hasPassword = (await findPassword(db, username)) !== undefined;
  const offersPasskey = await hasPasskey(db, username);
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <p>{translate('confirm.text', { username })}</p>
      {hasPassword && <PasswordForm page={page} username={username} errors={errors} />}
      {offersPasskey && (
        <PasskeyButton
          page={page}
          path="/login/confirm/passkey"
          label={translate('confirm.passkey')}
          failure={translate('confirm.passkeyFailed')}
          isPrimary={!hasPassword}
          unsupported={hasPassword ? undefined : translate('secondFactor.passkeyUnsupported')}
        />
      )}
    </section>
  );
  const status = Object.keys(errors).length > 0 ? 422 : 200;
  return { status, page: { title, content, ...(offersPasskey && { scripts: passkeyScripts }) } };
}

interface PasswordFormProps {
  readonly page: PageRequest;
  readonly username: string;
  readonly errors: FormErrors;
}

function PasswordForm({ page, username, errors }: PasswordFormProps) {
  const { translate } = page;
  const action = `/login/confirm?${new URLSearchParams({ to: placeAfter(page) })}`;
  return (
    <Form page={page} action={action} errors={errors}>
      <input type="text" autocomplete="username" value={username} readOnly hidden />
      <Field
        name="password"
        type="password"
        label={translate('signIn.password')}
        autocomplete="current-password"
        errors={errors}
      />
      <Submit>{translate('confirm.submit')}</Submit>
    </Form>
  );
}

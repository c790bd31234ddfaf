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
import type { Visit } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { findPassword } from '../../users/queries.ts';
import { localPath } from '../../web/local-path.ts';
import type { SignInParts } from './parts.ts';
import { readCredential, storeUse } from './passkey.ts';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';

/** An interactive session always has a user. */
type OwnSession = Session & { readonly username: string };

async function findOwn(visit: Visit): Promise<OwnSession | undefined> {
  const session = await visit.session('interactive');
  return session && session.username !== null ? { ...session, username: session.username } : undefined;
}

/** `GET /login/confirm?to=<path>`: asks who is signed in for the password again, or for a passkey. */
export function confirmPage(parts: SignInParts): PageHandler {
  return async (visit) => {
    const own = await findOwn(visit);
    return own ? formPage(parts, visit, own) : { redirect: '/login' };
  };
}

/** `POST /login/confirm?to=<path>`: the password. A session that was confirmed has a new cookie. */
export function confirm(parts: SignInParts): PageHandler {
  return async (visit) => {
    const own = await findOwn(visit);
    if (!own) return { redirect: '/login' };
    const { password = '' } = visit.submission.values;
    const account = await checkPassword(parts, visit, { login: own.username, password, clientId: undefined });
    if (account?.username !== own.username)
      return formPage(parts, visit, own, { password: visit.translate('confirm.wrong') });
    await renewProof(parts, parts.db, visit, own);
    return { redirect: placeAfter(visit) };
  };
}

/** `POST /login/confirm/passkey/options` (JSON): a challenge that is good for this session only. */
export function confirmPasskeyOptions(parts: SignInParts): PageHandler {
  return async (visit) => {
    const own = await findOwn(visit);
    if (!own) return notSignedIn;
    await countAttempts(parts.db, visit.now, [['passkeysFromNetwork', visit.network]]);
    return { status: 200, json: await authenticationOptions(parts, own, visit.now) };
  };
}

/** `POST /login/confirm/passkey?to=<path>` (JSON): a passkey of one's own whose device made sure who holds it. */
export function confirmByPasskey(parts: SignInParts): PageHandler {
  return async (visit) => {
    const own = await findOwn(visit);
    if (!own) return notSignedIn;
    const response = readCredential<AuthenticationResponseJSON>(visit);
    const proof = response && (await checkAuthentication(parts, [own.session_id], response, visit.now));
    const isOwn = proof?.isUserVerified && proof.passkey.username === own.username;
    const isDone =
      isOwn &&
      (await inTransaction(parts.db, async (trx) => {
        if (!(await storeUse(trx, proof, visit.now))) return false;
        await renewProof(parts, trx, visit, own);
        const fields = { username: own.username, factor: 'passkey' } as const;
        await recordEvent(trx, actorOfPage(visit, own), 'factor.succeeded', fields);
        return true;
      }));
    if (isDone) return { status: 200, json: { redirecturl: placeAfter(visit) } };
    await recordFactorFailure(parts, visit, own, { factor: 'passkey', reason: 'wrong' });
    return { status: 422 };
  };
}

const notSignedIn: Answer = { status: 401, json: { error: 'unauthorized' } };

async function renewProof(
  { sessions }: SignInParts,
  db: Kysely<Database>,
  { cookies, now }: Visit,
  own: Session,
): Promise<void> {
  await updateSession(db, own.session_id, { proved_at: now });
  await sessions.rotate(db, cookies, own);
}

function placeAfter({ query }: Visit): string {
  return localPath(query.get('to') ?? '/');
}

/** What the account has no means for is not asked. */
async function formPage(
  { db }: SignInParts,
  visit: Visit,
  { username }: OwnSession,
  errors: FormErrors = {},
): Promise<Answer> {
  const { translate } = visit;
  const title = translate('confirm.title');
  const hasPassword = (await findPassword(db, username)) !== undefined;
  const offersPasskey = await hasPasskey(db, username);
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <p>{translate('confirm.text', { username })}</p>
      {hasPassword && <PasswordForm visit={visit} username={username} errors={errors} />}
      {offersPasskey && (
        <PasskeyButton
          visit={visit}
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
  readonly visit: Visit;
  readonly username: string;
  readonly errors: FormErrors;
}

function PasswordForm({ visit, username, errors }: PasswordFormProps) {
  const { translate } = visit;
  const action = `/login/confirm?${new URLSearchParams({ to: placeAfter(visit) })}`;
  return (
    <Form visit={visit} action={action} errors={errors}>
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

import type { AuthenticationResponseJSON } from '@simplewebauthn/server';
import { hasPasskey } from '../../authentication/passkeys/queries.ts';
import {
  reauthenticateWithPasskey,
  reauthenticateWithPassword,
} from '../../authentication/sign-in/reauthenticate.ts';
import { challengePasskey } from '../../authentication/sign-in/with-passkey.ts';
import { isOfUser, type UserSession } from '../../sessions/session.ts';
import { Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Field } from '../../ui/field.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { findPassword } from '../../users/password-queries.ts';
import { localPath } from '../../web/local-path.ts';
import type { SignInDependencies } from './dependencies.ts';
import { readCredential } from './passkey.ts';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';

async function findOwn(page: PageRequest): Promise<UserSession | undefined> {
  const session = await page.session('interactive');
  return isOfUser(session) ? session : undefined;
}

/** `GET /login/confirm?to=<path>`: asks a signed-in user for the password again, or for a passkey. */
export function confirmPage(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const own = await findOwn(page);
    return own ? formPage(deps, page, own) : { redirect: '/login' };
  };
}

/** `POST /login/confirm?to=<path>`: checks the password. The session gets a new cookie. */
export function confirm(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const own = await findOwn(page);
    if (!own) return { redirect: '/login' };
    const { password = '' } = page.submission.values;
    if (password === '')
      return formPage(deps, page, own, { password: page.translate('signIn.passwordMissing') });
    const browser = { cookies: page.cookies, session: own };
    if (!(await reauthenticateWithPassword(deps, actorOfPage(page, own), browser, password)))
      return formPage(deps, page, own, { password: page.translate('confirm.wrong') });
    return { redirect: placeAfter(page) };
  };
}

/** `POST /login/confirm/passkey/options` (JSON): a challenge that is valid for this session only. */
export function confirmPasskeyOptions(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const own = await findOwn(page);
    if (!own) return notSignedIn;
    return { status: 200, json: await challengePasskey(deps, actorOfPage(page, own), own) };
  };
}

/** `POST /login/confirm/passkey?to=<path>` (JSON): checks a passkey of the user, with user verification. */
export function confirmByPasskey(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const own = await findOwn(page);
    if (!own) return notSignedIn;
    const response = readCredential<AuthenticationResponseJSON>(page);
    const browser = { cookies: page.cookies, session: own };
    const isDone = await reauthenticateWithPasskey(deps, actorOfPage(page, own), browser, response);
    return isDone ? { status: 200, json: { redirecturl: placeAfter(page) } } : { status: 422 };
  };
}

const notSignedIn: PageResponse = { status: 401, json: { error: 'unauthorized' } };

function placeAfter({ query }: PageRequest): string {
  return localPath(query.get('to') ?? '/');
}

/** Asks only for what the account has. */
async function formPage(
  { db }: SignInDependencies,
  page: PageRequest,
  { username }: UserSession,
  errors: FormErrors = {},
): Promise<PageResponse> {
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
        input={{ autofocus: true }}
      />
      <Submit>{translate('confirm.submit')}</Submit>
    </Form>
  );
}

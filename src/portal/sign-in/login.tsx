import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { findOnlyNumber } from '../../authentication/sign-in/methods.ts';
import { signInWithPassword } from '../../authentication/sign-in/with-password.ts';
import { sendSmsCode } from '../../authentication/sms-codes/acts.ts';
import { isConsentSilent } from '../../authorization-requests/consent/prior-consent.ts';
import { TooManyRequests } from '../../base/errors.ts';
import { remindOfDeletion } from '../../privacy/deletion/acts.ts';
import { NumberNotServed } from '../../sms/prefixes.ts';
import { parseScopes } from '../../tokens/scopes.ts';
import { Alert, Choice, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Field } from '../../ui/field.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { RichText } from '../../ui/rich-text.tsx';
import { Time } from '../../ui/time.tsx';
import { addressWith, destinationOf, isAuthorizeRequest, pageQuery } from '../../web/destination.ts';
import { clientOf } from './client.ts';
import type { SignInDependencies } from './dependencies.ts';
import { signedInResponse } from './entry.ts';
import { signInPage } from './frame.tsx';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';

/** `GET /login`: asks for username and password, unless the user is signed in and need not authenticate again. */
export function loginPage(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const session = await page.session('interactive');
    if (session && !asksAgain(page.query)) return { redirect: destinationOf(pageQuery(page)) };
    if (!session && prefersRegistration(page)) return { redirect: addressWith('/register', pageQuery(page)) };
    const login = page.query.get('login_hint') ?? session?.username ?? '';
    return formPage(deps, page, { login });
  };
}

/** Whether the client wants even a signed-in user to authenticate. */
function asksAgain(query: URLSearchParams): boolean {
  const prompts = (query.get('prompt') ?? '').split(/\s+/);
  return query.has('reauthenticate_after') || prompts.includes('login') || prompts.includes('select_account');
}

/** Whether the client prefers registration and no user has signed in with this browser yet. */
function prefersRegistration({ query, cookies }: PageRequest): boolean {
  return query.get('prefer') === 'register' && cookies.get('device') === undefined;
}

/** `POST /login`: checks the password. Old clients get 204 if a second factor must follow, otherwise 200. */
export function login(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const { values, kind } = page.submission;
    const { login: name = '', password = '' } = values;
    if (kind === 'form' && (name.trim() === '' || password === '')) return incompletePage(deps, page);
    const result = await signInWithPassword(deps, actorOfPage(page), {
      login: name,
      password,
      cookies: page.cookies,
      clientId: await clientOf(deps, page.query),
      returnQuery: pageQuery(page),
      isKeptSignedIn: values.keep === '1',
      isConsentSilent: consentCheckOf(deps, page),
    });
    if (result.outcome === 'protected')
      return signedInResponse(deps, page, { username: result.username, returnQuery: pageQuery(page) });
    if (result.outcome === 'closed') {
      const isReminded = await remindOfDeletion(deps, actorOfPage(page), result.username);
      return kind === 'json'
        ? { status: 422, json: { error: 'account_closed' } }
        : closedPage(deps, page, { ...result, isReminded });
    }
    if (result.outcome === 'locked')
      return kind === 'json'
        ? { status: 422, json: { error: 'account_locked' } }
        : lockedPage(deps, page, result.username);
    if (result.outcome === 'refused')
      return kind === 'json' ? { status: 422 } : refusedPage(deps, page, name);
    return kind === 'json' ? { status: 204 } : { redirect: await nextStep(deps, page, result.pending) };
  };
}

/** Only an authorize request may skip the second factor, and only if it needs no consent. */
function consentCheckOf({ db }: SignInDependencies, { query }: PageRequest) {
  return async (username: string, clientId: string): Promise<boolean> =>
    isAuthorizeRequest(query) &&
    isConsentSilent(db, username, clientId, parseScopes(query.get('scope') ?? '').scopes);
}

/** A missing field does not count as an attempt. */
function incompletePage(deps: SignInDependencies, page: PageRequest): Promise<PageResponse> {
  const { translate, submission } = page;
  const { login = '', password = '' } = submission.values;
  const errors = {
    ...(login.trim() === '' && { login: translate('signIn.loginMissing') }),
    ...(password === '' && { password: translate('signIn.passwordMissing') }),
  };
  return formPage(deps, page, { login, errors });
}

function refusedPage(deps: SignInDependencies, page: PageRequest, login: string): Promise<PageResponse> {
  return formPage(deps, page, { login, errors: { '': page.translate('signIn.wrong') } });
}

interface ClosedAccount {
  readonly username: string;
  readonly eraseAt: Date;
  /** Whether the link that cancels the deletion was mailed again. */
  readonly isReminded: boolean;
}

/** Shown only after the correct password. */
function closedPage(
  deps: SignInDependencies,
  page: PageRequest,
  { username, eraseAt, isReminded }: ClosedAccount,
): Promise<PageResponse> {
  const text = isReminded ? 'signIn.closed' : 'signIn.closed.silent';
  const values = { username, at: <Time page={page} at={eraseAt} /> };
  const errors = { '': <RichText page={page} text={text} values={values} /> };
  return formPage(deps, page, { login: username, errors });
}

/** Shown only after the correct password. */
function lockedPage(deps: SignInDependencies, page: PageRequest, username: string): Promise<PageResponse> {
  const errors = { '': page.translate('signIn.locked', { username }) };
  return formPage(deps, page, { login: username, errors });
}

interface FormState {
  readonly login: string;
  readonly errors?: FormErrors;
}

async function formPage(
  deps: SignInDependencies,
  page: PageRequest,
  { login, errors = {} }: FormState,
): Promise<PageResponse> {
  const { translate, query } = page;
  const session = await page.session('interactive');
  const search = pageQuery(page);
  const title = translate('signIn.title');
  return signInPage(deps, page, {
    title,
    query,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    scripts: ['legacy-links.js', ...passkeyScripts],
    children: (
      <>
        {query.has('expired') && <Alert kind="info">{translate('signIn.expired')}</Alert>}
        {session && (
          <Alert kind="info">{translate('signIn.again', { username: session.username ?? '' })}</Alert>
        )}
        <Form page={page} action={addressWith('/login', search)} errors={errors}>
          <Field
            name="login"
            label={translate('signIn.login')}
            hint={translate('signIn.loginHint')}
            value={login}
            autocomplete="username webauthn"
            errors={errors}
            input={{ spellcheck: false }}
          />
          <Field
            name="password"
            type="password"
            label={translate('signIn.password')}
            autocomplete="current-password"
            errors={errors}
          />
          <Choice name="keep" label={translate('signIn.keep')} />
          <Submit>{translate('signIn.submit')}</Submit>
        </Form>
        <PasskeyButton page={page} />
        <ul class="links">
          {mailedWays(deps).map(([path, text]) => (
            <li key={path}>
              <a href={addressWith(path, search)}>{translate(text)}</a>
            </li>
          ))}
        </ul>
      </>
    ),
  });
}

/** Links to flows that begin with a mail. */
function mailedWays({ messages }: SignInDependencies) {
  if (!messages.channels.mail) return [];
  return [
    ['/login/forgotpassword', 'signIn.forgot'],
    ['/register', 'signIn.register'],
    ['/login/validateemail', 'signIn.validateEmail'],
  ] as const;
}

/** If a single phone number is the only factor, sends a code at once; otherwise the user chooses a factor. */
async function nextStep(deps: SignInDependencies, page: PageRequest, pending: PendingLogin): Promise<string> {
  const number = await findOnlyNumber(deps, pending.username);
  if (number === undefined) return '/login/2fa';
  try {
    const request = { pending, number, purpose: 'sign_in', language: page.language } as const;
    await sendSmsCode(deps, actorOfPage(page, pending), request);
    return '/login/2fa/sms';
  } catch (error) {
    if (error instanceof TooManyRequests) return '/login/2fa?unsent=1';
    if (error instanceof NumberNotServed) return '/login/2fa?unserved=1';
    throw error;
  }
}

import { maskNetwork } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { isSecondFactorRemembered } from '../../authentication/devices/devices.ts';
import { checkPassword, clientOf } from '../../authentication/passwords/check.ts';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { onlyNumber } from '../../authentication/sign-in/methods.ts';
import type { SignInAccount } from '../../authentication/sign-in/queries.ts';
import { sendSmsCode } from '../../authentication/sms-codes/codes.ts';
import { isConsentSilent } from '../../authorization-requests/consent/prior-consent.ts';
import { TooManyRequests } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { NumberNotServed } from '../../sms/prefixes.ts';
import { parseScopes } from '../../tokens/scopes.ts';
import type { Answer } from '../../ui/answer.ts';
import { Alert, Field, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { addressWith, destinationOf, isAuthorizeRequest, pageQuery } from '../../web/destination.ts';
import type { SignInDependencies } from './dependencies.ts';
import { answerTo } from './entry.ts';
import { signInPage } from './frame.tsx';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';

/** `GET /login`: asks for name and password, unless that would be asking twice. */
export function loginPage(deps: SignInDependencies): PageHandler {
  return async (page) => {
    const session = await page.session('interactive');
    if (session && !asksAgain(page.query)) return { redirect: destinationOf(pageQuery(page)) };
    if (!session && prefersRegistration(page)) return { redirect: addressWith('/register', pageQuery(page)) };
    const login = page.query.get('login_hint') ?? session?.username ?? '';
    return formPage(deps, page, { login });
  };
}

/** Whether the application wants the person to prove who they are, signed in or not. */
function asksAgain(query: URLSearchParams): boolean {
  const prompts = (query.get('prompt') ?? '').split(/\s+/);
  return query.has('reauthenticate_after') || prompts.includes('login') || prompts.includes('select_account');
}

/** The application would have who is new here register: nobody has signed in in this browser yet. */
function prefersRegistration({ query, cookies }: PageRequest): boolean {
  return query.get('prefer') === 'register' && cookies.get('device') === undefined;
}

/** `POST /login`: the password. Old clients: 204 when the second factor comes next, 200 when it need not. */
export function login(deps: SignInDependencies): PageHandler {
  return async (page) => {
    deps.passwords.checkRoom();
    const { values, kind } = page.submission;
    const { login: name = '', password = '' } = values;
    const clientId = await clientOf(deps, page.query);
    const account = await checkPassword(deps, page, { login: name, password, clientId });
    if (!account) return kind === 'json' ? { status: 422 } : refusedPage(deps, page, name);
    if (clientId !== undefined && (await isWaived(deps, page, account.username, clientId)))
      return startProtected(deps, page, account, clientId);
    const pending = await startPending(deps, page, account, clientId);
    return kind === 'json' ? { status: 204 } : { redirect: await nextStep(deps, page, pending) };
  };
}

function refusedPage(deps: SignInDependencies, page: PageRequest, login: string): Promise<Answer> {
  return formPage(deps, page, { login, errors: { '': page.translate('signIn.wrong') } });
}

interface FormState {
  readonly login: string;
  readonly errors?: FormErrors;
}

async function formPage(
  deps: SignInDependencies,
  page: PageRequest,
  { login, errors = {} }: FormState,
): Promise<Answer> {
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
          <label class="choice">
            <input type="checkbox" name="keep" value="1" />
            <span>{translate('signIn.keep')}</span>
          </label>
          <Submit>{translate('signIn.submit')}</Submit>
        </Form>
        <PasskeyButton page={page} />
        <ul class="links">
          <li>
            <a href={addressWith('/login/forgotpassword', search)}>{translate('signIn.forgot')}</a>
          </li>
          <li>
            <a href={addressWith('/register', search)}>{translate('signIn.register')}</a>
          </li>
          <li>
            <a href={addressWith('/login/validateemail', search)}>{translate('signIn.validateEmail')}</a>
          </li>
        </ul>
      </>
    ),
  });
}

/** Accounts 7.6: the client has all it asks for, and the factor was proved for it in this browser lately. */
async function isWaived(
  { db }: SignInDependencies,
  page: PageRequest,
  username: string,
  clientId: string,
): Promise<boolean> {
  if (!isAuthorizeRequest(page.query)) return false;
  if (!(await isSecondFactorRemembered(db, page, username, clientId))) return false;
  return isConsentSilent(db, username, clientId, parseScopes(page.query.get('scope') ?? '').scopes);
}

async function startProtected(
  deps: SignInDependencies,
  page: PageRequest,
  { username }: SignInAccount,
  clientId: string,
): Promise<Answer> {
  const { db, sessions } = deps;
  const { cookies, now } = page;
  await sessions.end(db, cookies, 'pending_login');
  await sessions.end(db, cookies, 'interactive');
  const proof = { username, clientId, amr: ['pwd'], authenticatedAt: now };
  const session = { purpose: 'protected', ...proof, ...browserOf(page) } as const;
  await inTransaction(db, async (trx) => {
    const started = await sessions.start(trx, cookies, session, now);
    await recordEvent(trx, actorOfPage(page, started), 'signin.succeeded', { username });
  });
  return answerTo(deps, page, { username, return_query: pageQuery(page) });
}

async function startPending(
  { db, sessions }: SignInDependencies,
  page: PageRequest,
  { username }: SignInAccount,
  clientId: string | undefined,
): Promise<PendingLogin> {
  const session = await sessions.start(
    db,
    page.cookies,
    {
      purpose: 'pending_login',
      username,
      clientId,
      returnQuery: pageQuery(page),
      isKeptSignedIn: page.submission.values.keep === '1',
      amr: ['pwd'],
      authenticatedAt: page.now,
      ...browserOf(page),
    },
    page.now,
  );
  return { ...session, username };
}

function browserOf({ userAgent, network }: PageRequest) {
  return { userAgent, maskedIp: maskNetwork(network) };
}

/** With a single number and nothing else the code is on its way at once; otherwise there is something to choose. */
async function nextStep(deps: SignInDependencies, page: PageRequest, pending: PendingLogin): Promise<string> {
  const number = await onlyNumber(deps.db, pending.username);
  if (number === undefined) return '/login/2fa';
  try {
    await sendSmsCode(deps, page, { pending, number, purpose: 'sign_in', language: page.language });
    return '/login/2fa/sms';
  } catch (error) {
    if (error instanceof TooManyRequests) return '/login/2fa?unsent=1';
    if (error instanceof NumberNotServed) return '/login/2fa?unserved=1';
    throw error;
  }
}

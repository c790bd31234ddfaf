import { maskNetwork } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import { isSecondFactorRemembered } from '../../authentication/devices/devices.ts';
import { checkPassword, clientOf } from '../../authentication/passwords/check.ts';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { onlyNumber } from '../../authentication/sign-in/methods.ts';
import type { SignInAccount } from '../../authentication/sign-in/queries.ts';
import { sendTextCode } from '../../authentication/sms-codes/codes.ts';
import { isConsentSilent } from '../../authorization-requests/silence.ts';
import { TooManyRequests } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { NumberNotServed } from '../../sms/prefixes.ts';
import { parseScopes } from '../../tokens/scopes.ts';
import type { Answer } from '../../ui/answer.ts';
import { Alert, Field, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { Visit } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { addressWith, destinationOf, isAuthorizeRequest, pageQuery } from '../../web/destination.ts';
import { answerTo } from './entry.ts';
import { signInPage } from './frame.tsx';
import type { SignInParts } from './parts.ts';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';

/** `GET /login`: asks for name and password, unless that would be asking twice. */
export function loginPage(parts: SignInParts): PageHandler {
  return async (visit) => {
    const session = await visit.session('interactive');
    if (session && !asksAgain(visit.query)) return { redirect: destinationOf(pageQuery(visit)) };
    if (!session && prefersRegistration(visit))
      return { redirect: addressWith('/register', pageQuery(visit)) };
    const login = visit.query.get('login_hint') ?? session?.username ?? '';
    return formPage(parts, visit, { login });
  };
}

/** Whether the application wants the person to prove who they are, signed in or not. */
function asksAgain(query: URLSearchParams): boolean {
  const prompts = (query.get('prompt') ?? '').split(/\s+/);
  return query.has('reauthenticate_after') || prompts.includes('login') || prompts.includes('select_account');
}

/** The application would have who is new here register: nobody has signed in in this browser yet. */
function prefersRegistration({ query, cookies }: Visit): boolean {
  return query.get('prefer') === 'register' && cookies.get('device') === undefined;
}

/** `POST /login`: the password. Old clients: 204 when the second factor comes next, 200 when it need not. */
export function login(parts: SignInParts): PageHandler {
  return async (visit) => {
    parts.passwords.checkRoom();
    const { values, kind } = visit.submission;
    const { login: name = '', password = '' } = values;
    const clientId = await clientOf(parts, visit.query);
    const account = await checkPassword(parts, visit, { login: name, password, clientId });
    if (!account) return kind === 'json' ? { status: 422 } : refusedPage(parts, visit, name);
    if (clientId !== undefined && (await isWaived(parts, visit, account.username, clientId)))
      return startProtected(parts, visit, account, clientId);
    const pending = await startPending(parts, visit, account, clientId);
    return kind === 'json' ? { status: 204 } : { redirect: await nextStep(parts, visit, pending) };
  };
}

function refusedPage(parts: SignInParts, visit: Visit, login: string): Promise<Answer> {
  return formPage(parts, visit, { login, errors: { '': visit.translate('signIn.wrong') } });
}

interface FormState {
  readonly login: string;
  readonly errors?: FormErrors;
}

async function formPage(
  parts: SignInParts,
  visit: Visit,
  { login, errors = {} }: FormState,
): Promise<Answer> {
  const { translate, query } = visit;
  const session = await visit.session('interactive');
  const search = pageQuery(visit);
  const title = translate('signIn.title');
  return signInPage(parts, visit, {
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
        <Form visit={visit} action={addressWith('/login', search)} errors={errors}>
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
        <PasskeyButton visit={visit} />
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
  { db }: SignInParts,
  visit: Visit,
  username: string,
  clientId: string,
): Promise<boolean> {
  if (!isAuthorizeRequest(visit.query)) return false;
  if (!(await isSecondFactorRemembered(db, visit, username, clientId))) return false;
  return isConsentSilent(db, username, clientId, parseScopes(visit.query.get('scope') ?? '').scopes);
}

async function startProtected(
  parts: SignInParts,
  visit: Visit,
  { username }: SignInAccount,
  clientId: string,
): Promise<Answer> {
  const { db, sessions } = parts;
  const { cookies, now } = visit;
  await sessions.end(db, cookies, 'pending_login');
  await sessions.end(db, cookies, 'interactive');
  const proof = { username, clientId, amr: ['pwd'], authenticatedAt: now };
  const session = { purpose: 'protected', ...proof, ...browserOf(visit) } as const;
  await inTransaction(db, async (trx) => {
    const started = await sessions.start(trx, cookies, session, now);
    await recordEvent(trx, actorOfPage(visit, started), 'signin.succeeded', { username });
  });
  return answerTo(parts, visit, { username, return_query: pageQuery(visit) });
}

async function startPending(
  { db, sessions }: SignInParts,
  visit: Visit,
  { username }: SignInAccount,
  clientId: string | undefined,
): Promise<PendingLogin> {
  const session = await sessions.start(
    db,
    visit.cookies,
    {
      purpose: 'pending_login',
      username,
      clientId,
      returnQuery: pageQuery(visit),
      isKeptSignedIn: visit.submission.values.keep === '1',
      amr: ['pwd'],
      authenticatedAt: visit.now,
      ...browserOf(visit),
    },
    visit.now,
  );
  return { ...session, username };
}

function browserOf({ userAgent, network }: Visit) {
  return { userAgent, maskedIp: maskNetwork(network) };
}

/** With a single number and nothing else the code is on its way at once; otherwise there is something to choose. */
async function nextStep(parts: SignInParts, visit: Visit, pending: PendingLogin): Promise<string> {
  const number = await onlyNumber(parts.db, pending.username);
  if (number === undefined) return '/login/2fa';
  try {
    await sendTextCode(parts, visit, { pending, number, purpose: 'sign_in', language: visit.language });
    return '/login/2fa/sms';
  } catch (error) {
    if (error instanceof TooManyRequests) return '/login/2fa?unsent=1';
    if (error instanceof NumberNotServed) return '/login/2fa?unserved=1';
    throw error;
  }
}

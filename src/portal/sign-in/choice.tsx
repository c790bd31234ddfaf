import type { VNode } from 'preact';
import { findSecondFactors } from '../../authentication/authenticator/queries.ts';
import { findKnownDevice } from '../../authentication/devices/acts.ts';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import {
  findMethods,
  hasNoMethod,
  type Method,
  type Methods,
  sendableOf,
  smsMethod,
} from '../../authentication/sign-in/methods.ts';
import { sendSmsCodeTo } from '../../authentication/sms-codes/acts.ts';
import { ApiError, TooManyRequests } from '../../base/errors.ts';
import { maskPhoneNumber } from '../../names/phone-number.ts';
import { NumberNotServed } from '../../sms/prefixes.ts';
import { Alert, Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { Tick } from '../../ui/typed.tsx';
import type { SignInDependencies } from './dependencies.ts';
import { signInPage } from './frame.tsx';
import { lostPath } from './lost-path.ts';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';
import { withPending, withPendingJson } from './pending.ts';

/** `GET /login/2fa`: the choice of second factors. */
export function choicePage(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const all = await findMethods(deps.db, pending.username);
    if (hasNoMethod(all)) return { redirect: '/login/verify-phone' };
    const methods = sendableOf(deps.messages, all);
    if (isOnlyApp(methods)) return { redirect: '/login/2fa/app' };
    return formPage(deps, page, pending, methods);
  });
}

function isOnlyApp({ hasApp, hasPasskey, numbers }: Methods): boolean {
  return hasApp && !hasPasskey && numbers.length === 0;
}

/** `POST /login/2fa`: `method` is one of the options on the page. A passkey has its own button. */
export function chooseMethod(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const { method = '' } = page.submission.values;
    if (method === 'totp') return { redirect: '/login/2fa/app' };
    if (method === 'recoveryCode') return { redirect: '/login/2fa/recovery' };
    const [kind, ...label] = method.split(':');
    return kind === 'sms' ? sendCodeTo(deps, page, pending, label.join(':')) : { redirect: '/login/2fa' };
  });
}

/** If the message may not be sent, the user stays on the page, because there may be other factors. */
async function sendCodeTo(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  label: string,
): Promise<PageResponse> {
  try {
    await deps.countCall('loginCodeCalls', page.network, page.response);
    const request = { pending, label, language: languageAsked(page) };
    const isSent = await sendSmsCodeTo(deps, actorOfPage(page, pending), request);
    return { redirect: isSent ? '/login/2fa/sms' : '/login/2fa' };
  } catch (error) {
    const text = refusalText(page, error);
    if (text === undefined || !(error instanceof ApiError)) throw error;
    for (const [name, value] of Object.entries(error.headers)) page.response.setHeader(name, value);
    const methods = sendableOf(deps.messages, await findMethods(deps.db, pending.username));
    return formPage(deps, page, pending, methods, { status: error.status, text });
  }
}

function refusalText({ translate }: PageRequest, error: unknown): string | undefined {
  if (error instanceof NumberNotServed) return translate('error.numberNotServed.text');
  if (!(error instanceof TooManyRequests)) return undefined;
  return translate('secondFactor.notSentYet', { minutes: Math.ceil(error.retryAfterSeconds / 60) });
}

interface Refusal {
  readonly status: number;
  readonly text: string;
}

async function formPage(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  methods: Methods,
  refusal?: Refusal,
): Promise<PageResponse> {
  const { translate, cookies, now } = page;
  const device = await findKnownDevice(deps.db, cookies, pending.username, now);
  return signInPage(deps, page, {
    title: translate('secondFactor.title'),
    pending,
    ...(methods.hasPasskey && { scripts: passkeyScripts }),
    status: refusal?.status ?? 200,
    children: (
      <>
        {refusal && <Alert kind="error">{refusal.text}</Alert>}
        <Notice page={page} />
        {hasNoMethod(methods) && <p>{translate('lostFactor.noSms')}</p>}
        <Choices page={page} methods={methods} last={device?.lastMethod} />
        <p class="links">
          <a href={lostPath}>{translate('lostFactor.link')}</a>
        </p>
      </>
    ),
  });
}

/** Why the user is on this page. */
function Notice({ page: { query, translate } }: { page: PageRequest }): VNode | null {
  if (query.has('unsent')) return <Alert kind="error">{translate('secondFactor.notSent')}</Alert>;
  if (query.has('unserved')) return <Alert kind="error">{translate('error.numberNotServed.text')}</Alert>;
  if (query.has('over')) return <Alert kind="info">{translate('secondFactor.codeOver')}</Alert>;
  return null;
}

interface ChoicesProps {
  readonly page: PageRequest;
  readonly methods: Methods;
  /** The factor last used in this browser; it may have been removed since. */
  readonly last: string | undefined;
}

/** Preselects the factor that was last used. A passkey comes first if it was. */
function Choices({ page, methods, last }: ChoicesProps): VNode {
  const { translate } = page;
  const options = selectableEntries(page, methods);
  const chosen = options.find(({ method }) => method === last) ?? options[0];
  const leadsWithPasskey = methods.hasPasskey && (last === 'passkey' || options.length === 0);
  const passkey = methods.hasPasskey && (
    <PasskeyButton
      page={page}
      isPrimary={leadsWithPasskey}
      label={translate('confirm.passkey')}
      unsupported={options.length === 0 ? translate('secondFactor.passkeyUnsupported') : undefined}
    />
  );
  return (
    <>
      {leadsWithPasskey && passkey}
      {options.length > 0 && (
        <Form page={page} action="/login/2fa">
          <fieldset>
            <legend>{translate('secondFactor.text')}</legend>
            {options.map(({ method, text }) => (
              <label key={method} class="choice">
                <Tick type="radio" name="method" value={method} checked={method === chosen?.method} />
                <span>{text}</span>
              </label>
            ))}
          </fieldset>
          <Submit kind={leadsWithPasskey ? 'quiet' : 'primary'}>{translate('secondFactor.continue')}</Submit>
        </Form>
      )}
      {!leadsWithPasskey && passkey}
    </>
  );
}

function selectableEntries(
  { translate }: PageRequest,
  { hasApp, numbers, recoveryCodes }: Methods,
): { method: Method; text: string }[] {
  const texts = numbers.map(({ label, phoneNumber }) => ({
    method: smsMethod(label),
    text: translate('secondFactor.sendSms', { number: maskPhoneNumber(phoneNumber), label }),
  }));
  return [
    ...(hasApp ? [{ method: 'totp' as const, text: translate('secondFactor.app') }] : []),
    ...texts,
    ...(recoveryCodes > 0
      ? [{ method: 'recoveryCode' as const, text: translate('secondFactor.recovery') }]
      : []),
  ];
}

/** `GET /login/twofamethods`, for old clients: full phone numbers by label. */
export function methodsJson({ db }: SignInDependencies): PageHandler {
  return withPendingJson(async (_page, { username }) => {
    const factors = await findSecondFactors(db, username);
    const numbers = factors?.numbers ?? [];
    const sms = Object.fromEntries(numbers.map(({ label, phoneNumber }) => [label, phoneNumber]));
    return { status: 200, json: { totp: factors?.hasApp ?? false, sms } };
  });
}

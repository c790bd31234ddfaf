import type { VNode } from 'preact';
import { findSecondFactors } from '../../authentication/authenticator/queries.ts';
import { knownDevice } from '../../authentication/devices/devices.ts';
import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import {
  findMethods,
  hasNoMethod,
  type Method,
  type Methods,
  textMethod,
} from '../../authentication/sign-in/methods.ts';
import { ApiError, TooManyRequests } from '../../base/errors.ts';
import { NumberNotServed } from '../../sms/prefixes.ts';
import type { Answer } from '../../ui/answer.ts';
import { Alert, Form, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { Visit } from '../../ui/page-request.ts';
import { maskPhoneNumber } from '../../users/phone-numbers/normal-form.ts';
import { signInPage } from './frame.tsx';
import type { SignInParts } from './parts.ts';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';
import { withPending, withPendingJson } from './pending.ts';
import { sendCodeTo } from './sms-code.ts';

/** `GET /login/2fa`: by what the second factor shall be proved. */
export function choicePage(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) => {
    const methods = await findMethods(parts.db, pending.username);
    if (hasNoMethod(methods)) return { redirect: '/login/verify-phone' };
    if (isOnlyApp(methods)) return { redirect: '/login/2fa/app' };
    return formPage(parts, visit, pending, methods);
  });
}

function isOnlyApp({ hasApp, hasPasskey, numbers }: Methods): boolean {
  return hasApp && !hasPasskey && numbers.length === 0;
}

/** `POST /login/2fa`: `method` is one of those that the page offers; a passkey has a button of its own. */
export function chooseMethod(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) => {
    const { method = '' } = visit.submission.values;
    if (method === 'totp') return { redirect: '/login/2fa/app' };
    if (method === 'recoveryCode') return { redirect: '/login/2fa/recovery' };
    const [kind, ...label] = method.split(':');
    return kind === 'sms' ? sendText(parts, visit, pending, label.join(':')) : { redirect: '/login/2fa' };
  });
}

/** A message that may not go out is no reason to leave the page: there may be other ways. */
async function sendText(
  parts: SignInParts,
  visit: Visit,
  pending: PendingLogin,
  label: string,
): Promise<Answer> {
  try {
    await parts.countCall('loginCodeCalls', visit.network, visit.response);
    const isSent = await sendCodeTo(parts, visit, pending, label);
    return { redirect: isSent ? '/login/2fa/sms' : '/login/2fa' };
  } catch (error) {
    const text = refusalText(visit, error);
    if (text === undefined || !(error instanceof ApiError)) throw error;
    for (const [name, value] of Object.entries(error.headers)) visit.response.setHeader(name, value);
    const methods = await findMethods(parts.db, pending.username);
    return formPage(parts, visit, pending, methods, { status: error.status, text });
  }
}

function refusalText({ translate }: Visit, error: unknown): string | undefined {
  if (error instanceof NumberNotServed) return translate('error.numberNotServed.text');
  if (!(error instanceof TooManyRequests)) return undefined;
  return translate('secondFactor.notSentYet', { minutes: Math.ceil(error.retryAfterSeconds / 60) });
}

interface Refusal {
  readonly status: number;
  readonly text: string;
}

async function formPage(
  parts: SignInParts,
  visit: Visit,
  pending: PendingLogin,
  methods: Methods,
  refusal?: Refusal,
): Promise<Answer> {
  const { translate, cookies, now } = visit;
  const device = await knownDevice(parts.db, cookies, pending.username, now);
  return signInPage(parts, visit, {
    title: translate('secondFactor.title'),
    query: new URLSearchParams(pending.return_query),
    ...(methods.hasPasskey && { scripts: passkeyScripts }),
    status: refusal?.status ?? 200,
    children: (
      <>
        {refusal && <Alert kind="error">{refusal.text}</Alert>}
        <Notice visit={visit} />
        <Choices visit={visit} methods={methods} last={device?.last_method} />
      </>
    ),
  });
}

/** Why somebody is back at the choice, or sees it at all. */
function Notice({ visit: { query, translate } }: { visit: Visit }): VNode | null {
  if (query.has('unsent')) return <Alert kind="error">{translate('secondFactor.notSent')}</Alert>;
  if (query.has('unserved')) return <Alert kind="error">{translate('error.numberNotServed.text')}</Alert>;
  if (query.has('over')) return <Alert kind="info">{translate('secondFactor.codeOver')}</Alert>;
  return null;
}

interface ChoicesProps {
  readonly visit: Visit;
  readonly methods: Methods;
  /** By what the factor was proved in this browser the last time; perhaps gone since. */
  readonly last: string | undefined;
}

/** What was used last stands ready: a passkey comes first, of the others one is chosen already. */
function Choices({ visit, methods, last }: ChoicesProps): VNode {
  const { translate } = visit;
  const options = optionsOf(visit, methods);
  const chosen = options.find(({ method }) => method === last) ?? options[0];
  const leadsWithPasskey = methods.hasPasskey && (last === 'passkey' || options.length === 0);
  const passkey = methods.hasPasskey && (
    <PasskeyButton
      visit={visit}
      isPrimary={leadsWithPasskey}
      label={translate('confirm.passkey')}
      failure={translate('secondFactor.passkeyFailed')}
      unsupported={options.length === 0 ? translate('secondFactor.passkeyUnsupported') : undefined}
    />
  );
  return (
    <>
      {leadsWithPasskey && passkey}
      {options.length > 0 && (
        <Form visit={visit} action="/login/2fa">
          <fieldset>
            <legend>{translate('secondFactor.text')}</legend>
            {options.map(({ method, text }) => (
              <label key={method} class="choice">
                <input type="radio" name="method" value={method} checked={method === chosen?.method} />
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

function optionsOf(
  { translate }: Visit,
  { hasApp, numbers, recoveryCodes }: Methods,
): { method: Method; text: string }[] {
  const texts = numbers.map(({ label, phone_number }) => ({
    method: textMethod(label),
    text: translate('secondFactor.textMessage', { number: maskPhoneNumber(phone_number), label }),
  }));
  return [
    ...(hasApp ? [{ method: 'totp' as const, text: translate('secondFactor.app') }] : []),
    ...texts,
    ...(recoveryCodes > 0
      ? [{ method: 'recoveryCode' as const, text: translate('secondFactor.recovery') }]
      : []),
  ];
}

/** `GET /login/twofamethods` for old clients: full numbers by label. */
export function methodsJson({ db }: SignInParts): PageHandler {
  return withPendingJson(async (_visit, { username }) => {
    const factors = await findSecondFactors(db, username);
    const numbers = factors?.phone_numbers ?? [];
    const sms = Object.fromEntries(numbers.map(({ label, phone_number }) => [label, phone_number]));
    return { status: 200, json: { totp: factors?.has_totp ?? false, sms } };
  });
}

import type { VNode } from 'preact';
import { Form, Submit } from '../pages/components.tsx';
import type { PageHandler } from '../pages/endpoint.tsx';
import type { Visit } from '../pages/visit.ts';
import { maskPhoneNumber } from '../users/phone-numbers/normal-form.ts';
import { findSecondFactors } from '../users/two-factor/queries.ts';
import { signInPage } from './frame.tsx';
import { findMethods, hasNoMethod, type Methods } from './methods.ts';
import type { SignInParts } from './parts.ts';
import { PasskeyButton, passkeyScripts } from './passkey-button.tsx';
import { withPending, withPendingJson } from './pending.ts';

/** `GET /login/2fa`: by what the second factor shall be proved. */
export function choicePage(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) => {
    const methods = await findMethods(parts.db, pending.username);
    if (hasNoMethod(methods)) return { redirect: '/login/verify-phone' };
    if (isOnlyApp(methods)) return { redirect: '/login/2fa/app' };
    const title = visit.translate('secondFactor.title');
    return signInPage(parts, visit, {
      title,
      query: new URLSearchParams(pending.return_query),
      ...(methods.hasPasskey && { scripts: passkeyScripts }),
      children: <Choices visit={visit} methods={methods} />,
    });
  });
}

function isOnlyApp({ hasApp, hasPasskey, numbers }: Methods): boolean {
  return hasApp && !hasPasskey && numbers.length === 0;
}

function Choices({ visit, methods }: { visit: Visit; methods: Methods }): VNode {
  const { translate } = visit;
  return (
    <>
      <p>{translate('secondFactor.text')}</p>
      <ul class="methods">
        {methods.hasApp && (
          <li>
            <a class="button quiet" href="/login/2fa/app">
              {translate('secondFactor.app')}
            </a>
          </li>
        )}
        {methods.numbers.map(({ label, phone_number }) => (
          <li key={label}>
            <Form visit={visit} action={`/login/smscode/${encodeURIComponent(label)}`}>
              <Submit kind="quiet">
                {translate('secondFactor.textMessage', { number: maskPhoneNumber(phone_number), label })}
              </Submit>
            </Form>
          </li>
        ))}
      </ul>
      {methods.hasPasskey && <PasskeyButton visit={visit} />}
      <OtherWays visit={visit} methods={methods} />
    </>
  );
}

function OtherWays({ visit: { translate }, methods }: { visit: Visit; methods: Methods }): VNode {
  return (
    <ul class="links">
      {methods.recoveryCodes > 0 && (
        <li>
          <a href="/login/2fa/recovery">{translate('secondFactor.recovery')}</a>
        </li>
      )}
    </ul>
  );
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

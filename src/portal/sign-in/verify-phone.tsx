import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { findMethods, hasNoMethod } from '../../authentication/sign-in/methods.ts';
import { sendTextCode } from '../../authentication/sms-codes/codes.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import type { Answer } from '../../ui/answer.ts';
import { Field, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import type { Visit } from '../../ui/page-request.ts';
import { readPhoneNumber } from '../../users/phone-numbers/normal-form.ts';
import { signInPage } from './frame.tsx';
import type { SignInParts } from './parts.ts';
import { withPending } from './pending.ts';

/** `GET /login/verify-phone`: an account by which nothing can be proved gets a number first. */
export function verifyPhonePage(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) =>
    (await needsNumber(parts, pending)) ? formPage(parts, visit, pending) : { redirect: '/login/2fa' },
  );
}

/**
 * `POST /login/resendsms`: sends a code to a new number. An account that has any factor does not get another one this
 * way, or a stolen password would do to add the thief's own phone.
 */
export function sendVerification(parts: SignInParts): PageHandler {
  return async (visit) => {
    await parts.countCall('loginCodeResendCalls', visit.network, visit.response);
    return withPending(parts, async (_visit, pending) => {
      const isJson = visit.submission.kind === 'json';
      if (!(await needsNumber(parts, pending)))
        return isJson ? { status: 403, json: { error: 'forbidden' } } : { redirect: '/login/2fa' };
      const number = readPhoneNumber(visit.submission.values.phonenumber ?? '');
      if (number === undefined) return isJson ? invalidJson : refusedPage(parts, visit, pending);
      if (!parts.messages.servesNumber(number))
        return isJson ? invalidJson : refusedPage(parts, visit, pending, 'error.numberNotServed.text');
      const text = { number, purpose: 'verify_phone', language: languageAsked(visit) } as const;
      await sendTextCode(parts, visit, { pending, ...text });
      return isJson ? { status: 204 } : { redirect: '/login/2fa/sms' };
    })(visit);
  };
}

const invalidJson: Answer = { status: 422, json: { error: 'invalid_phonenumber' } };

async function needsNumber({ db }: SignInParts, { username }: PendingLogin): Promise<boolean> {
  return hasNoMethod(await findMethods(db, username));
}

function refusedPage(
  parts: SignInParts,
  visit: Visit,
  pending: PendingLogin,
  reason: MessageKey = 'verifyPhone.invalid',
): Promise<Answer> {
  return formPage(parts, visit, pending, { phonenumber: visit.translate(reason) });
}

function formPage(
  parts: SignInParts,
  visit: Visit,
  pending: PendingLogin,
  errors: FormErrors = {},
): Promise<Answer> {
  const { translate, submission } = visit;
  return signInPage(parts, visit, {
    title: translate('verifyPhone.title'),
    query: new URLSearchParams(pending.return_query),
    status: Object.keys(errors).length > 0 ? 422 : 200,
    children: (
      <>
        <p>{translate('verifyPhone.text')}</p>
        <Form visit={visit} action="/login/resendsms" errors={errors}>
          <Field
            name="phonenumber"
            type="tel"
            label={translate('verifyPhone.number')}
            hint={translate('verifyPhone.hint')}
            value={submission.values.phonenumber}
            autocomplete="tel"
            errors={errors}
            input={{ inputMode: 'tel' }}
          />
          <Submit>{translate('verifyPhone.submit')}</Submit>
        </Form>
      </>
    ),
  });
}

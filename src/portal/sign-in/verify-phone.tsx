import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { findMethods, hasNoMethod } from '../../authentication/sign-in/methods.ts';
import { sendSmsCode } from '../../authentication/sms-codes/acts.ts';
import type { MessageKey } from '../../i18n/en/index.ts';
import { readPossiblePhoneNumber } from '../../names/phone-number.ts';
import { Form, type FormErrors, Submit } from '../../ui/components.tsx';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { Field } from '../../ui/field.tsx';
import { languageAsked } from '../../ui/language.ts';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import type { SignInDependencies } from './dependencies.ts';
import { signInPage } from './frame.tsx';
import { newAppPath } from './new-app.tsx';
import { withPending } from './pending.ts';

/** `GET /login/verify-phone`: an account without a second factor must add a phone number to continue. */
export function verifyPhonePage(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    if (!(await needsNumber(deps, pending))) return { redirect: '/login/2fa' };
    return deps.messages.channels.sms ? formPage(deps, page, pending) : { redirect: newAppPath };
  });
}

/**
 * `POST /login/resendsms`: sends a code to a new phone number. An account that has a factor cannot add another one
 * here; otherwise a stolen password would be enough to add the thief's phone.
 */
export function sendVerification(deps: SignInDependencies): PageHandler {
  return async (page) => {
    await deps.countCall('loginCodeResendCalls', page.network, page.response);
    return withPending(deps, async (_page, pending) => {
      const isJson = page.submission.kind === 'json';
      if (!(await needsNumber(deps, pending)))
        return isJson ? { status: 403, json: { error: 'forbidden' } } : { redirect: '/login/2fa' };
      const number = readPossiblePhoneNumber(page.submission.values.phonenumber ?? '');
      if (number === undefined) return isJson ? invalidJson : refusedPage(deps, page, pending);
      if (!deps.messages.servesNumber(number))
        return isJson ? invalidJson : refusedPage(deps, page, pending, 'error.numberNotServed.text');
      const request = { number, purpose: 'verify_phone', language: languageAsked(page) } as const;
      await sendSmsCode(deps, actorOfPage(page, pending), { pending, ...request });
      return isJson ? { status: 204 } : { redirect: '/login/2fa/sms' };
    })(page);
  };
}

const invalidJson: PageResponse = { status: 422, json: { error: 'invalid_phonenumber' } };

async function needsNumber({ db }: SignInDependencies, { username }: PendingLogin): Promise<boolean> {
  return hasNoMethod(await findMethods(db, username));
}

function refusedPage(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  reason: MessageKey = 'verifyPhone.invalid',
): Promise<PageResponse> {
  return formPage(deps, page, pending, { phonenumber: page.translate(reason) });
}

function formPage(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate, submission } = page;
  return signInPage(deps, page, {
    title: translate('verifyPhone.title'),
    pending,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    children: (
      <>
        <p>{translate('verifyPhone.text')}</p>
        <Form page={page} action="/login/resendsms" errors={errors}>
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
        <p class="links">
          <a href={newAppPath}>{translate('verifyPhone.app')}</a>
        </p>
      </>
    ),
  });
}

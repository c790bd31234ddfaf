import type { ConfirmationOutcome } from '../../../authentication/registration/contact-confirmation.ts';
import type { Registration } from '../../../authentication/registration/queries.ts';
import { maskPhoneNumber } from '../../../names/phone-number.ts';
import { Alert, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import { codeInput, Field } from '../../../ui/field.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { RichText } from '../../../ui/rich-text.tsx';
import { Time } from '../../../ui/time.tsx';
import { KeptFields } from './kept-fields.tsx';
import { Resend } from './resend.tsx';
import { Step } from './step.tsx';

/** Step 2 of registration: asks for the code that was sent to the phone number. */
export function phonePage(
  page: PageRequest,
  registration: Registration,
  problems: FormErrors = {},
): PageResponse {
  const { translate, query } = page;
  const title = translate('register.phone.title');
  const content = (
    <section class="card">
      <Step page={page} step={2} hasPhone />
      <h1>{title}</h1>
      {query.has('sent') && <Alert kind="success">{translate('register.sentAgain')}</Alert>}
      <p>{translate('register.phone.text', { number: maskPhoneNumber(registration.phoneNumber) })}</p>
      <Form page={page} action="/register/smsconfirmation" errors={problems}>
        <KeptFields registration={registration} />
        <Field
          name="smscode"
          label={translate('register.code')}
          errors={problems}
          autocomplete="one-time-code"
          input={{ ...codeInput, autofocus: true }}
        />
        <Submit>{translate('register.next')}</Submit>
      </Form>
      <Resend page={page} registration={registration} />
      <p class="links" data-wait-for="/register/smsconfirmed" data-wait-page="/register/phone">
        <a href="/register/phone">{translate('register.phone.opened')}</a>
        <a href="/register">{translate('register.phone.change')}</a>
      </p>
    </section>
  );
  const isRefused = Object.keys(problems).length > 0;
  return { status: isRefused ? 422 : 200, page: { title, content, scripts: ['wait.js'] } };
}

/** The text for a code that was not accepted. */
export function wrongCodeText({ translate }: PageRequest, result: ConfirmationOutcome): string {
  if (result.outcome !== 'wrong') return translate('register.codeExpired');
  const { left } = result;
  return left > 0 ? translate('register.codeWrong', { left }) : translate('register.codeVoid');
}

/**
 * Shown to a visitor who confirmed the phone number or email address of an existing account.
 * @param eraseAt when that account will be erased, if deletion was requested
 */
export function contactInUsePage(
  page: PageRequest,
  contact: string,
  eraseAt: Date | undefined,
): PageResponse {
  const { translate } = page;
  const title = translate(eraseAt ? 'register.erasing.title' : 'register.inUse.title');
  const at = eraseAt && <Time page={page} at={eraseAt} />;
  const content = (
    <section class="card">
      <h1>{title}</h1>
      <p>
        {at ? (
          <RichText page={page} text="register.erasing.text" values={{ contact, at }} />
        ) : (
          translate('register.inUse.text', { contact })
        )}
      </p>
      <p class="actions fill">
        <a class="button primary" href="/login">
          {translate('register.inUse.signIn')}
        </a>
        <a class="button quiet" href="/login/forgotpassword">
          {translate('register.inUse.recover')}
        </a>
        <a class="button quiet" href="/register">
          {translate('register.inUse.other')}
        </a>
      </p>
    </section>
  );
  return { status: 409, page: { title, content } };
}

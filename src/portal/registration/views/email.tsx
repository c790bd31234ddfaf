import type { VNode } from 'preact';
import type { Registration } from '../../../authentication/registration/queries.ts';
import { Alert, Form, type FormErrors, Submit } from '../../../ui/components.tsx';
import { codeInput, Field } from '../../../ui/field.tsx';
import type { PageRequest } from '../../../ui/page-request.ts';
import type { PageResponse } from '../../../ui/page-response.ts';
import { KeptFields } from './kept-fields.tsx';
import { Resend } from './resend.tsx';
import { Step } from './step.tsx';

/** Step 3 of registration: confirms the email address and creates the account. */
export function emailPage(
  page: PageRequest,
  registration: Registration,
  problems: FormErrors = {},
): PageResponse {
  const { translate, query } = page;
  const title = translate('register.email.title');
  const content = (
    <section class="card">
      <Step page={page} step={3} hasPhone={registration.phoneNumber !== ''} />
      <h1>{title}</h1>
      {query.has('sent') && <Alert kind="success">{translate('register.sentAgain')}</Alert>}
      <Stage page={page} registration={registration} problems={problems} />
    </section>
  );
  const isRefused = Object.keys(problems).length > 0;
  return { status: isRefused ? 422 : 200, page: { title, content, scripts: ['wait.js'] } };
}

interface StageProps {
  readonly page: PageRequest;
  readonly registration: Registration;
  readonly problems: FormErrors;
}

function Stage({ page, registration, problems }: StageProps): VNode {
  const { translate } = page;
  const address = registration.emailAddress;
  if (registration.emailConfirmedAt)
    return (
      <Form page={page} action="/register">
        <KeptFields registration={registration} />
        <Alert kind="success">{translate('register.email.confirmed', { address })}</Alert>
        <Submit>{translate('register.finish')}</Submit>
      </Form>
    );
  if (!registration.emailKeyHash)
    return (
      <Form page={page} action="/register/resendvalidation">
        <KeptFields registration={registration} />
        <p>{translate('register.email.send', { address })}</p>
        <Submit>{translate('register.email.sendButton')}</Submit>
      </Form>
    );
  return <WaitingForMail page={page} registration={registration} problems={problems} />;
}

function WaitingForMail({ page, registration, problems }: StageProps): VNode {
  const { translate } = page;
  return (
    <>
      <p>{translate('register.email.text', { address: registration.emailAddress })}</p>
      <Form page={page} action="/register" errors={problems}>
        <KeptFields registration={registration} />
        <Field
          name="emailcode"
          label={translate('register.code')}
          errors={problems}
          autocomplete="one-time-code"
          input={{ ...codeInput, autofocus: true }}
        />
        <Submit>{translate('register.finish')}</Submit>
      </Form>
      <Resend page={page} registration={registration} />
      <p class="links" data-wait-for="/register/emailconfirmed" data-wait-page="/register/email">
        <a href="/register/email">{translate('register.email.opened')}</a>
        <a href="/register">{translate('register.email.change')}</a>
      </p>
    </>
  );
}

import type { PendingLogin } from '../../authentication/sign-in/complete.ts';
import { findMethods, smsMethod } from '../../authentication/sign-in/methods.ts';
import { signInTemplate } from '../../authentication/sms-codes/acts.ts';
import type { LoginSmsCode } from '../../authentication/sms-codes/queries.ts';
import { maskPhoneNumber } from '../../names/phone-number.ts';
import { isAbandoned } from '../../outbox/queries.ts';
import { Alert, Form, type FormErrors, Submit } from '../../ui/components.tsx';
import { codeInput, Field } from '../../ui/field.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import type { SignInDependencies } from './dependencies.ts';
import { signInPage } from './frame.tsx';
import { lostPath } from './lost-path.ts';

const refreshSeconds = 5;

/** The page that waits for a code, or for the link of the SMS to be opened. */
export async function codePage(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  code: LoginSmsCode,
  errors: FormErrors = {},
): Promise<PageResponse> {
  const { translate, query } = page;
  const message = { recipient: code.phoneNumber, template: signInTemplate };
  const isLost = !code.confirmedAt && (await isAbandoned(deps.db, message, code.createdAt));
  const isWaiting = query.has('waiting') && !code.confirmedAt && !isLost;
  const { numbers } = await findMethods(deps.db, pending.username);
  const label = numbers.find(({ phoneNumber }) => phoneNumber === code.phoneNumber)?.label;
  return signInPage(deps, page, {
    title: translate('secondFactor.smsTitle'),
    pending,
    status: Object.keys(errors).length > 0 ? 422 : 200,
    scripts: ['wait.js'],
    refreshSeconds: isWaiting ? refreshSeconds : undefined,
    children: (
      <>
        <Sent page={page} number={maskPhoneNumber(code.phoneNumber)} isLost={isLost} />
        {code.confirmedAt ? (
          <Confirmed page={page} />
        ) : (
          <CodeForm page={page} errors={errors} isWaiting={isWaiting} />
        )}
        {label !== undefined && !code.confirmedAt && <Resend page={page} label={label} isLost={isLost} />}
        <ul class="links">
          <li>
            <a href={code.purpose === 'sign_in' ? '/login/2fa' : '/login/verify-phone'}>
              {translate(code.purpose === 'sign_in' ? 'secondFactor.again' : 'verifyPhone.again')}
            </a>
          </li>
          {code.purpose === 'sign_in' && (
            <li>
              <a href={lostPath}>{translate('lostFactor.link')}</a>
            </li>
          )}
        </ul>
      </>
    ),
  });
}

interface SentProps {
  readonly page: PageRequest;
  /** Masked. */
  readonly number: string;
  readonly isLost: boolean;
}

function Sent({ page: { translate }, number, isLost }: SentProps) {
  if (isLost) return <Alert kind="error">{translate('secondFactor.lost', { number })}</Alert>;
  return <p>{translate('secondFactor.sent', { number })}</p>;
}

/** An SMS may take this long to arrive, and a second one would make the first invalid. */
const resendSeconds = 30;

interface ResendProps {
  readonly page: PageRequest;
  readonly label: string;
  readonly isLost: boolean;
}

function Resend({ page, label, isLost }: ResendProps) {
  return (
    <Form page={page} action="/login/2fa">
      <input type="hidden" name="method" value={smsMethod(label)} />
      <Submit kind="quiet" {...(!isLost && { waitSeconds: resendSeconds })}>
        {page.translate('secondFactor.resend')}
      </Submit>
    </Form>
  );
}

function Confirmed({ page }: { page: PageRequest }) {
  const { translate } = page;
  return (
    <Form page={page} action="/login/smsconfirmation">
      <Alert kind="success">{translate('secondFactor.opened')}</Alert>
      <Submit>{translate('secondFactor.continue')}</Submit>
    </Form>
  );
}

interface CodeFormProps {
  readonly page: PageRequest;
  readonly errors: FormErrors;
  readonly isWaiting: boolean;
}

/** While the page reloads automatically it has no field, because a half-typed code would be lost. */
function CodeForm({ page, errors, isWaiting }: CodeFormProps) {
  const { translate } = page;
  return (
    <>
      {!isWaiting && (
        <Form page={page} action="/login/smsconfirmation" errors={errors} id="code-form">
          <Field
            name="smscode"
            label={translate('secondFactor.code')}
            autocomplete="one-time-code"
            errors={errors}
            input={{ ...codeInput, autofocus: true }}
          />
          <Submit>{translate('signIn.submit')}</Submit>
        </Form>
      )}
      <p class="hint" data-wait-for="/login/smsconfirmed" data-wait-form="code-form">
        {translate('secondFactor.orOpen')}{' '}
        <a href="/login/2fa/sms?waiting=1">{translate('secondFactor.checkAgain')}</a>
        {isWaiting && (
          <>
            {' '}
            <a href="/login/2fa/sms">{translate('secondFactor.typeCode')}</a>
          </>
        )}
      </p>
    </>
  );
}

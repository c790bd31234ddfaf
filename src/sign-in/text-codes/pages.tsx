import type { Translate } from '../../messages/catalogue.ts';
import type { Answer } from '../../pages/answer.ts';
import { Alert, codeInput, Field, Form, type FormErrors, Submit } from '../../pages/components.tsx';
import type { PageHandler } from '../../pages/endpoint.tsx';
import { languageAsked } from '../../pages/language.ts';
import type { Visit } from '../../pages/visit.ts';
import type { LoginSmsCodeRow } from '../../sessions/tables.ts';
import { maskPhoneNumber } from '../../users/phone-numbers/normal-form.ts';
import { findSecondFactors } from '../../users/two-factor/queries.ts';
import { completeSignIn, type PendingLogin } from '../complete.ts';
import { answerTo } from '../entry.ts';
import { recordFactorFailure } from '../failures.ts';
import { signInPage } from '../frame.tsx';
import type { SignInParts } from '../parts.ts';
import { backToLogin, withPending, withPendingJson } from '../pending.ts';
import { checkEntry, type Entry, sendTextCode } from './codes.ts';
import { proofOfText } from './proof.ts';
import { findTextCode } from './queries.ts';

/** `POST /login/smscode/{label}`: sends a code to one of the validated numbers. */
export function sendCode(parts: SignInParts): PageHandler {
  return async (visit) => {
    await parts.countCall('loginCodeCalls', visit.network, visit.response);
    return withPending(parts, async (_visit, pending) => {
      const { submission, request } = visit;
      const factors = await findSecondFactors(parts.db, pending.username);
      const chosen = factors?.phone_numbers.find(({ label }) => label === request.params.label);
      if (!chosen) return submission.kind === 'json' ? { status: 404 } : { redirect: '/login/2fa' };
      const language = languageAsked(visit);
      const text = { number: chosen.phone_number, purpose: 'sign_in', language } as const;
      await sendTextCode(parts, visit, { pending, ...text });
      return submission.kind === 'json' ? { status: 204 } : { redirect: '/login/2fa/sms' };
    })(visit);
  };
}

/** `GET /login/2fa/sms`: waits for the code, or for the link to be opened elsewhere. */
export function waitingPage(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) => {
    const code = await findTextCode(parts.db, pending.session_id, visit.now);
    return code ? formPage(parts, visit, pending, code) : { redirect: '/login/2fa' };
  });
}

/** `GET /login/smsconfirmed`: whether the link was opened. */
export function confirmedJson({ db }: SignInParts): PageHandler {
  const handler = withPendingJson(async ({ now }, { session_id }) => {
    const code = await findTextCode(db, session_id, now);
    return { status: 200, json: { confirmed: code?.confirmed_at instanceof Date } };
  });
  return async (visit) => {
    const answer = await handler(visit);
    return 'status' in answer && answer.status === 401 ? { status: 200, json: { confirmed: false } } : answer;
  };
}

/** `POST /login/smsconfirmation`: the code, or nothing when the link was opened. */
export function confirmText(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) => {
    const { submission, now, translate } = visit;
    const entry = await checkEntry(parts, pending, submission.values.smscode ?? '', now);
    if (entry.outcome === 'right') {
      const proof = proofOfText(visit, pending, entry.row);
      const destination = await completeSignIn(parts, visit, pending, proof);
      if (destination !== undefined) return answerTo(parts, visit, pending);
    }
    await recordFactorFailure(parts, visit, pending, { factor: 'sms', reason: failureOf(entry) });
    if (submission.kind === 'json') return { status: 422 };
    if (entry.outcome === 'ended') return backToLogin(parts, visit);
    const code = await findTextCode(parts.db, pending.session_id, now);
    if (!code) return { redirect: '/login/2fa' };
    return formPage(parts, visit, pending, code, { smscode: reasonOf(entry, translate) });
  });
}

/** Also the right code is of no use when it was used, or the number taken, in the meantime. */
function failureOf({ outcome }: Entry): 'wrong' | 'limit' | 'expired' {
  if (outcome === 'ended') return 'limit';
  return outcome === 'wrong' ? 'wrong' : 'expired';
}

function reasonOf(entry: Entry, translate: Translate): string {
  if (entry.outcome === 'right' && entry.row.purpose === 'verify_phone')
    return translate('verifyPhone.taken');
  const triesLeft = entry.outcome === 'wrong' ? entry.triesLeft : 0;
  if (triesLeft === 0) return translate('secondFactor.voidTextCode');
  return translate('secondFactor.wrongTextCode', { triesLeft });
}

const refreshSeconds = 5;

function formPage(
  parts: SignInParts,
  visit: Visit,
  pending: PendingLogin,
  code: LoginSmsCodeRow,
  errors: FormErrors = {},
): Promise<Answer> {
  const { translate, query } = visit;
  const isWaiting = query.has('waiting') && !code.confirmed_at;
  return signInPage(parts, visit, {
    title: translate('secondFactor.textTitle'),
    query: new URLSearchParams(pending.return_query),
    status: Object.keys(errors).length > 0 ? 422 : 200,
    scripts: ['wait.js'],
    refreshSeconds: isWaiting ? refreshSeconds : undefined,
    children: (
      <>
        <p>{translate('secondFactor.sent', { number: maskPhoneNumber(code.phone_number) })}</p>
        {code.confirmed_at ? (
          <Confirmed visit={visit} />
        ) : (
          <CodeForm visit={visit} errors={errors} isWaiting={isWaiting} />
        )}
        <ul class="links">
          <li>
            <a href={code.purpose === 'sign_in' ? '/login/2fa' : '/login/verify-phone'}>
              {translate(code.purpose === 'sign_in' ? 'secondFactor.again' : 'verifyPhone.again')}
            </a>
          </li>
        </ul>
      </>
    ),
  });
}

function Confirmed({ visit }: { visit: Visit }) {
  const { translate } = visit;
  return (
    <Form visit={visit} action="/login/smsconfirmation">
      <Alert kind="success">{translate('secondFactor.opened')}</Alert>
      <Submit>{translate('secondFactor.continue')}</Submit>
    </Form>
  );
}

interface CodeFormProps {
  readonly visit: Visit;
  readonly errors: FormErrors;
  readonly isWaiting: boolean;
}

/** A page that loads itself anew has no field, or half a code would be lost. */
function CodeForm({ visit, errors, isWaiting }: CodeFormProps) {
  const { translate } = visit;
  return (
    <>
      {!isWaiting && (
        <Form visit={visit} action="/login/smsconfirmation" errors={errors} id="code-form">
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

import { findSecondFactors } from '../../authentication/authenticator/queries.ts';
import { completeSignIn, type PendingLogin } from '../../authentication/sign-in/complete.ts';
import { recordFactorFailure } from '../../authentication/sign-in/failures.ts';
import { checkEntry, type Entry, sendSmsCode } from '../../authentication/sms-codes/codes.ts';
import { proofOfSmsCode } from '../../authentication/sms-codes/proof.ts';
import { findSmsCode } from '../../authentication/sms-codes/queries.ts';
import type { Translate } from '../../i18n/catalogue.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { codeIn } from '../../web/form.ts';
import type { SignInDependencies } from './dependencies.ts';
import { answerTo } from './entry.ts';
import { backToLogin, withPending, withPendingJson } from './pending.ts';
import { codePage } from './sms-code-page.tsx';

/** `POST /login/smscode/{label}`: sends a code to one of the validated numbers. */
export function sendCode(deps: SignInDependencies): PageHandler {
  return async (page) => {
    await deps.countCall('loginCodeCalls', page.network, page.response);
    return withPending(deps, async (_visit, pending) => {
      const isJson = page.submission.kind === 'json';
      const isSent = await sendCodeTo(deps, page, pending, String(page.request.params.label));
      if (!isSent) return isJson ? { status: 404 } : { redirect: '/login/2fa' };
      return isJson ? { status: 204 } : { redirect: '/login/2fa/sms' };
    })(page);
  };
}

/** @returns false when no validated number has the label. @throws TooManyRequests */
export async function sendCodeTo(
  deps: SignInDependencies,
  page: PageRequest,
  pending: PendingLogin,
  label: string,
): Promise<boolean> {
  const factors = await findSecondFactors(deps.db, pending.username);
  const chosen = factors?.phone_numbers.find((number) => number.label === label);
  if (!chosen) return false;
  const text = { number: chosen.phone_number, purpose: 'sign_in', language: languageAsked(page) } as const;
  await sendSmsCode(deps, page, { pending, ...text });
  return true;
}

/** `GET /login/2fa/sms`: waits for the code, or for the link to be opened elsewhere. */
export function waitingPage(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const code = await findSmsCode(deps.db, pending.session_id, page.now);
    return code ? codePage(deps, page, pending, code) : { redirect: '/login/2fa' };
  });
}

/** `GET /login/smsconfirmed`: whether the link was opened. */
export function confirmedJson({ db }: SignInDependencies): PageHandler {
  const handler = withPendingJson(async ({ now }, { session_id }) => {
    const code = await findSmsCode(db, session_id, now);
    return { status: 200, json: { confirmed: code?.confirmed_at instanceof Date } };
  });
  return async (page) => {
    const answer = await handler(page);
    return 'status' in answer && answer.status === 401 ? { status: 200, json: { confirmed: false } } : answer;
  };
}

/** `POST /login/smsconfirmation`: the code, or nothing when the link was opened. */
export function confirmSmsCode(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const { submission, now, translate } = page;
    const entry = await checkEntry(deps, pending, codeIn(submission, 'smscode'), now);
    if (entry.outcome === 'right') {
      const proof = proofOfSmsCode(deps, page, pending, entry.row);
      const destination = await completeSignIn(deps, page, pending, proof);
      if (destination !== undefined) return answerTo(deps, page, pending);
    }
    if (entry.outcome !== 'missing')
      await recordFactorFailure(deps, page, pending, { factor: 'sms', reason: failureOf(entry) });
    if (submission.kind === 'json') return { status: 422 };
    if (entry.outcome === 'ended') return backToLogin(deps, page);
    const code = await findSmsCode(deps.db, pending.session_id, now);
    if (!code) return { redirect: '/login/2fa?over=1' };
    return codePage(deps, page, pending, code, { smscode: reasonOf(entry, translate) });
  });
}

/** Also the right code is of no use when it was used, or the number taken, in the meantime. */
function failureOf({ outcome }: Entry): 'wrong' | 'limit' | 'expired' {
  if (outcome === 'ended') return 'limit';
  return outcome === 'wrong' ? 'wrong' : 'expired';
}

function reasonOf(entry: Entry, translate: Translate): string {
  if (entry.outcome === 'missing') return translate('form.codeMissing');
  if (entry.outcome === 'right' && entry.row.purpose === 'verify_phone')
    return translate('verifyPhone.taken');
  const triesLeft = entry.outcome === 'wrong' ? entry.triesLeft : 0;
  if (triesLeft === 0) return translate('secondFactor.voidSmsCode');
  return translate('secondFactor.wrongSmsCode', { triesLeft });
}

import { findSecondFactors } from '../../authentication/authenticator/queries.ts';
import { completeSignIn, type PendingLogin } from '../../authentication/sign-in/complete.ts';
import { recordFactorFailure } from '../../authentication/sign-in/failures.ts';
import { checkEntry, type Entry, sendTextCode } from '../../authentication/sms-codes/codes.ts';
import { proofOfText } from '../../authentication/sms-codes/proof.ts';
import { findTextCode } from '../../authentication/sms-codes/queries.ts';
import type { Translate } from '../../i18n/catalogue.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import type { Visit } from '../../ui/page-request.ts';
import { answerTo } from './entry.ts';
import type { SignInParts } from './parts.ts';
import { backToLogin, withPending, withPendingJson } from './pending.ts';
import { codePage } from './sms-code-page.tsx';

/** `POST /login/smscode/{label}`: sends a code to one of the validated numbers. */
export function sendCode(parts: SignInParts): PageHandler {
  return async (visit) => {
    await parts.countCall('loginCodeCalls', visit.network, visit.response);
    return withPending(parts, async (_visit, pending) => {
      const isJson = visit.submission.kind === 'json';
      const isSent = await sendCodeTo(parts, visit, pending, String(visit.request.params.label));
      if (!isSent) return isJson ? { status: 404 } : { redirect: '/login/2fa' };
      return isJson ? { status: 204 } : { redirect: '/login/2fa/sms' };
    })(visit);
  };
}

/** @returns false when no validated number has the label. @throws TooManyRequests */
export async function sendCodeTo(
  parts: SignInParts,
  visit: Visit,
  pending: PendingLogin,
  label: string,
): Promise<boolean> {
  const factors = await findSecondFactors(parts.db, pending.username);
  const chosen = factors?.phone_numbers.find((number) => number.label === label);
  if (!chosen) return false;
  const text = { number: chosen.phone_number, purpose: 'sign_in', language: languageAsked(visit) } as const;
  await sendTextCode(parts, visit, { pending, ...text });
  return true;
}

/** `GET /login/2fa/sms`: waits for the code, or for the link to be opened elsewhere. */
export function waitingPage(parts: SignInParts): PageHandler {
  return withPending(parts, async (visit, pending) => {
    const code = await findTextCode(parts.db, pending.session_id, visit.now);
    return code ? codePage(parts, visit, pending, code) : { redirect: '/login/2fa' };
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
      const proof = proofOfText(parts, visit, pending, entry.row);
      const destination = await completeSignIn(parts, visit, pending, proof);
      if (destination !== undefined) return answerTo(parts, visit, pending);
    }
    await recordFactorFailure(parts, visit, pending, { factor: 'sms', reason: failureOf(entry) });
    if (submission.kind === 'json') return { status: 422 };
    if (entry.outcome === 'ended') return backToLogin(parts, visit);
    const code = await findTextCode(parts.db, pending.session_id, now);
    if (!code) return { redirect: '/login/2fa?over=1' };
    return codePage(parts, visit, pending, code, { smscode: reasonOf(entry, translate) });
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

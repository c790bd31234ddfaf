import { signInWithSmsCode } from '../../authentication/sign-in/with-second-factor.ts';
import { type Entry, sendSmsCodeTo } from '../../authentication/sms-codes/acts.ts';
import { findSmsCode } from '../../authentication/sms-codes/queries.ts';
import type { Translate } from '../../i18n/catalogue.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { codeIn } from '../../web/form.ts';
import type { SignInDependencies } from './dependencies.ts';
import { signedInResponse } from './entry.ts';
import { backToLogin, withPending, withPendingJson } from './pending.ts';
import { codePage } from './sms-code-page.tsx';

/** `POST /login/smscode/{label}`: sends a code to one of the validated numbers. */
export function sendCode(deps: SignInDependencies): PageHandler {
  return async (page) => {
    await deps.countCall('loginCodeCalls', page.network, page.response);
    return withPending(deps, async (_page, pending) => {
      const isJson = page.submission.kind === 'json';
      const request = { pending, label: String(page.request.params.label), language: languageAsked(page) };
      const isSent = await sendSmsCodeTo(deps, actorOfPage(page, pending), request);
      if (!isSent) return isJson ? { status: 404 } : { redirect: '/login/2fa' };
      return isJson ? { status: 204 } : { redirect: '/login/2fa/sms' };
    })(page);
  };
}

/** `GET /login/2fa/sms`: waits for the code, or for the link of the SMS to be opened. */
export function waitingPage(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const code = await findSmsCode(deps.db, pending.sessionId, page.now);
    return code ? codePage(deps, page, pending, code) : { redirect: '/login/2fa' };
  });
}

/** `GET /login/smsconfirmed`: whether the link was opened. */
export function confirmedJson({ db }: SignInDependencies): PageHandler {
  const handler = withPendingJson(async ({ now }, { sessionId }) => {
    const code = await findSmsCode(db, sessionId, now);
    return { status: 200, json: { confirmed: code?.confirmedAt instanceof Date } };
  });
  return async (page) => {
    const response = await handler(page);
    return 'status' in response && response.status === 401
      ? { status: 200, json: { confirmed: false } }
      : response;
  };
}

/** `POST /login/smsconfirmation`: checks the code; without one, whether the link was opened. */
export function confirmSmsCode(deps: SignInDependencies): PageHandler {
  return withPending(deps, async (page, pending) => {
    const { submission, cookies, now, translate } = page;
    const actor = actorOfPage(page, pending);
    const entered = codeIn(submission, 'smscode');
    const result = await signInWithSmsCode(deps, actor, { cookies, pending }, entered);
    if (result.outcome === 'signedIn') return signedInResponse(deps, page, pending);
    if (submission.kind === 'json') return { status: 422 };
    if (result.outcome === 'ended') return backToLogin(deps, page);
    const code = await findSmsCode(deps.db, pending.sessionId, now);
    if (!code) return { redirect: '/login/2fa?over=1' };
    return codePage(deps, page, pending, code, { smscode: reasonOf(result, translate) });
  });
}

function reasonOf(entry: Entry, translate: Translate): string {
  if (entry.outcome === 'missing') return translate('form.codeMissing');
  if (entry.outcome === 'right' && entry.code.purpose === 'verify_phone')
    return translate('verifyPhone.taken');
  const triesLeft = entry.outcome === 'wrong' ? entry.triesLeft : 0;
  if (triesLeft === 0) return translate('secondFactor.voidSmsCode');
  return translate('secondFactor.wrongSmsCode', { triesLeft });
}

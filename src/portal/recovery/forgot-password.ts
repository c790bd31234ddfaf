import { type ResetRequest, requestPasswordReset } from '../../authentication/recovery/acts.ts';
import type { Actor } from '../../base/actor.ts';
import { BadRequest } from '../../base/errors.ts';
import { remindOfDeletion } from '../../privacy/deletion/acts.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { addressWith } from '../../web/destination.ts';
import { afterSending, type RecoveryDependencies, returnIn } from './dependencies.ts';
import { forgotPage, sentPage } from './views.tsx';

/** `GET /login/forgotpassword` */
export const showForgotPassword: PageHandler = (page) =>
  page.query.has('sent') ? sentPage(page, 'forgot') : forgotPage(page);

/**
 * `POST /login/forgotpassword`: mails links to choose a new password. The response does not reveal whether the account
 * exists; if the settings ask for it, JSON callers get 404 and 412.
 */
export function forgotPassword(deps: RecoveryDependencies): PageHandler {
  return async (page) => {
    const { kind, values } = page.submission;
    const login = (values.login ?? '').trim();
    if (login === '') {
      if (kind === 'json') throw new BadRequest();
      return forgotPage(page, { login: page.translate('recovery.loginMissing') });
    }
    const { cookies } = page;
    const request = { login, language: languageAsked(page), returnTo: returnIn(page), cookies };
    const outcome = await requestReset(deps, actorOfPage(page), request);
    if (kind === 'form') return { redirect: addressWith('/login/forgotpassword', afterSending(page)) };
    return deps.config.tellsRecoveryCodes ? legacyResponse(outcome) : { status: 204 };
  };
}

/** For an account that is about to be erased, mails the link that cancels the deletion instead. */
async function requestReset(
  deps: RecoveryDependencies,
  actor: Actor,
  request: ResetRequest,
): Promise<'sent' | 'unknown' | 'noAddress'> {
  const outcome = await requestPasswordReset(deps, actor, request);
  if (typeof outcome === 'string') return outcome;
  await remindOfDeletion(deps, actor, outcome.closed);
  return 'sent';
}

function legacyResponse(outcome: 'sent' | 'unknown' | 'noAddress'): PageResponse {
  if (outcome === 'unknown') return { status: 404, json: { error: 'user_not_found' } };
  if (outcome === 'sent') return { status: 204 };
  return { status: 412, json: { error: 'no_validated_email_address' } };
}

import { requestEmailValidation, type ValidationOutcome } from '../../authentication/recovery/acts.ts';
import { BadRequest } from '../../base/errors.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { addressWith } from '../../web/destination.ts';
import { afterSending, type RecoveryDependencies } from './dependencies.ts';
import { sentPage, validateEmailPage } from './views.tsx';

/** `GET /login/validateemail` */
export const showValidateEmail: PageHandler = (page) =>
  page.query.has('sent') ? sentPage(page, 'validate') : validateEmailPage(page);

/**
 * `POST /login/validateemail`: for users without a validated email address, mails a validation link to each address of
 * the profile. The response does not reveal whether the account exists; if the settings ask for it, JSON callers get
 * 404, 409 and 412.
 */
export function validateEmail(deps: RecoveryDependencies): PageHandler {
  return async (page) => {
    const { kind, values } = page.submission;
    const typed = (values.username ?? '').trim();
    if (typed === '') {
      if (kind === 'json') throw new BadRequest();
      return validateEmailPage(page, { username: page.translate('recovery.usernameMissing') });
    }
    const { tellsRecoveryCodes } = deps.config;
    const about = { login: typed, language: languageAsked(page), cookies: page.cookies };
    const request = { ...about, keepsOpen: tellsRecoveryCodes };
    const outcome = await requestEmailValidation(deps, actorOfPage(page), request);
    if (kind === 'form') return { redirect: addressWith('/login/validateemail', afterSending(page)) };
    return tellsRecoveryCodes ? legacyResponse(outcome) : { status: 200 };
  };
}

function legacyResponse(outcome: ValidationOutcome): PageResponse {
  if (outcome === 'sent') return { status: 200 };
  if (outcome === 'unknown') return { status: 404, json: { error: 'user_not_found' } };
  if (outcome === 'noAddress') return { status: 412, json: { error: 'no_email_address' } };
  return { status: 409, json: { error: outcome === 'running' ? 'validation_pending' : 'already_validated' } };
}

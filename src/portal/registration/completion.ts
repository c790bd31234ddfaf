import { PasswordRefused } from '../../authentication/passwords/rules.ts';
import {
  confirmRegistrationEmail,
  confirmRegistrationPhone,
  registrationExpired,
} from '../../authentication/registration/acts.ts';
import { completeRegistration } from '../../authentication/registration/complete.ts';
import { type Registration, waitsForPhone } from '../../authentication/registration/queries.ts';
import { ApiError, BadRequest, Conflict } from '../../base/errors.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { codeIn } from '../../web/form.ts';
import { startOver } from './confirmation.ts';
import { respondInUse } from './contact-in-use.ts';
import { continuationOf } from './continuation.ts';
import { currentRegistration, type RegistrationDependencies } from './dependencies.ts';
import { donePage } from './views/done.tsx';
import { emailPage } from './views/email.tsx';
import { wrongCodeText } from './views/phone.tsx';

/** `POST /register`: creates the account once both contacts are confirmed, and signs the user in. */
export function complete(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const registration = await currentRegistration(deps, page);
    const isJson = page.submission.kind === 'json';
    try {
      if (!registration) throw registrationExpired();
      const refusal = await (isJson ? jsonObstacle : pageObstacle)(deps, page, registration);
      return refusal ?? (await finish(deps, page, registration));
    } catch (error) {
      return await refusalOf(deps, page, registration, error);
    }
  };
}

async function finish(
  deps: RegistrationDependencies,
  page: PageRequest,
  registration: Registration,
): Promise<PageResponse> {
  const { cookies, submission } = page;
  const isJson = submission.kind === 'json';
  const password = isJson ? submission.values.password : undefined;
  const place = placeAfter(page, registration);
  await completeRegistration(deps, actorOfPage(page), { registration, cookies, password });
  if (isJson) return { status: 200, json: { redirecturl: place } };
  return { redirect: `/register/done?${new URLSearchParams({ continue: place })}` };
}

/** What is missing, as old clients expect it. A code in the request is checked first. */
async function jsonObstacle(
  deps: RegistrationDependencies,
  page: PageRequest,
  registration: Registration,
): Promise<PageResponse | undefined> {
  const { sessionId, emailConfirmedAt } = registration;
  if (waitsForPhone(registration)) {
    const code = codeIn(page.submission, 'phonenumbercode');
    if (code === '') throw new BadRequest('phone_not_confirmed');
    const step = { sessionId, code, sendsMail: false };
    const { outcome } = await confirmRegistrationPhone(deps, actorOfPage(page), step);
    if (outcome === 'expired') throw registrationExpired();
    if (outcome === 'wrong') return { status: 422, json: { error: 'invalid_sms_code' } };
  }
  if (!emailConfirmedAt) throw new BadRequest('email_not_confirmed');
  return undefined;
}

/** On the page, the code of the mail can confirm the email address in the same step. */
async function pageObstacle(
  deps: RegistrationDependencies,
  page: PageRequest,
  registration: Registration,
): Promise<PageResponse | undefined> {
  const { sessionId, emailConfirmedAt } = registration;
  if (waitsForPhone(registration)) return { redirect: '/register/phone' };
  if (emailConfirmedAt) return undefined;
  const code = codeIn(page.submission, 'emailcode');
  if (code === '') return emailPage(page, registration, { emailcode: page.translate('form.codeMissing') });
  const result = await confirmRegistrationEmail(deps, actorOfPage(page), { sessionId, code });
  if (result.outcome === 'confirmed' || result.outcome === 'alreadyConfirmed') return undefined;
  return emailPage(page, registration, { emailcode: wrongCodeText(page, result) });
}

/** Another user has confirmed the same contact in the meantime, or another request of this browser was faster. */
async function refusalOf(
  deps: RegistrationDependencies,
  page: PageRequest,
  registration: Registration | undefined,
  error: unknown,
): Promise<PageResponse> {
  const isForm = page.submission.kind === 'form';
  if (isForm && error instanceof ApiError && error.code === 'registration_expired')
    return startOver(deps, page);
  if (error instanceof PasswordRefused) return { status: 422, json: { error: error.code } };
  if (!(error instanceof Conflict) || !registration) throw error;
  const isPhone = error.code === 'phonenumber_in_use';
  const { phoneNumber, emailAddress } = registration;
  if (isForm) return respondInUse(deps, page, isPhone ? phoneNumber : emailAddress);
  return { status: 422, json: { error: isPhone ? 'phone_already_used' : 'email_already_used' } };
}

/**
 * Where to continue: from the query of this request, from the submitted form, or from the query that the registration
 * began with.
 */
function placeAfter({ query, submission }: PageRequest, { redirectParams }: Registration): string {
  const given = new URLSearchParams((submission.values.redirectparams ?? '').replace(/^\?/, ''));
  const candidates = [query, given, new URLSearchParams(redirectParams)].map(continuationOf);
  return candidates.find((place) => place !== '/') ?? '/';
}

/** `GET /register/done`: shows the new username, which the user has not seen before. */
export const showDone: PageHandler = async (page) => {
  const session = await page.session('interactive');
  return session?.username ? donePage(page, session.username) : { redirect: '/login' };
};

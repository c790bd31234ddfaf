import {
  confirmRegistrationByLink,
  confirmRegistrationPhone,
  isLinkOfRegistration,
  registrationExpired,
  resendRegistrationCode,
} from '../../authentication/registration/acts.ts';
import type { ConfirmationOutcome } from '../../authentication/registration/contact-confirmation.ts';
import { type Registration, waitsForPhone } from '../../authentication/registration/queries.ts';
import { BadRequest } from '../../base/errors.ts';
import { readEmailAddress } from '../../names/email-address.ts';
import { readPossiblePhoneNumber } from '../../names/phone-number.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import type { PageResponse } from '../../ui/page-response.ts';
import { findPhoneOwner } from '../../users/phone-numbers/queries.ts';
import { codeIn } from '../../web/form.ts';
import { type ContactPages, contactValidationPages } from '../validation/contact-validation.tsx';
import { respondInUse } from './contact-in-use.ts';
import { currentRegistration, expiredRegistration, type RegistrationDependencies } from './dependencies.ts';
import { basicDataPage } from './views/basic-data.tsx';
import { emailPage } from './views/email.tsx';
import { keptValues } from './views/kept-fields.tsx';
import { phonePage, wrongCodeText } from './views/phone.tsx';

/**
 * The response when there is no registration in progress: the first step, for the same application. It has
 * the values of the expired registration, or with those that the form kept.
 */
export async function startOver(deps: RegistrationDependencies, page: PageRequest): Promise<PageResponse> {
  const expired = await expiredRegistration(deps, page);
  const values = page.request.method === 'POST' && !expired ? keptValues(page) : undefined;
  if (!values)
    return { redirect: ['/register?expired=1', expired?.redirectParams].filter(Boolean).join('&') };
  const asksPhone = deps.messages.channels.sms;
  const minimum = deps.passwordRules.minimumLength;
  const again = { values, asksPhone, minimum, invitation: undefined, expiry: 'lost' } as const;
  return { ...basicDataPage(page, again), status: 422 };
}

/** `GET /register/phone` */
export function showPhone(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    if (!row) return startOver(deps, page);
    return waitsForPhone(row) ? phonePage(page, row) : { redirect: '/register/email' };
  };
}

/** `GET /register/email` */
export function showEmail(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    if (!row) return startOver(deps, page);
    if (waitsForPhone(row)) return { redirect: '/register/phone' };
    if (await findPhoneOwner(deps.db, row.phoneNumber)) return respondInUse(deps, page, row.phoneNumber);
    return emailPage(page, row);
  };
}

/** `POST /register/smsconfirmation`. From the page, it also sends the mail of the next step. */
export function confirmPhone(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const { kind } = page.submission;
    const code = codeIn(page.submission, 'smscode');
    const row = await currentRegistration(deps, page);
    if (kind === 'json' && code === '') throw new BadRequest();
    if (!row) {
      if (kind === 'json') throw registrationExpired();
      return startOver(deps, page);
    }
    if (code === '' && waitsForPhone(row))
      return phonePage(page, row, { smscode: page.translate('form.codeMissing') });
    const step = { sessionId: row.sessionId, code, sendsMail: kind === 'form' };
    const result = await confirmRegistrationPhone(deps, actorOfPage(page), step);
    return kind === 'json' ? phoneJson(result) : phoneResponse(page, row, result);
  };
}

function phoneJson(result: ConfirmationOutcome): PageResponse {
  if (result.outcome === 'expired') throw registrationExpired();
  if (result.outcome === 'wrong')
    return { status: 422, json: { error: 'invalid_sms_code', confirmed: false } };
  return { status: 200, json: { error: '', confirmed: true } };
}

function phoneResponse(page: PageRequest, row: Registration, result: ConfirmationOutcome): PageResponse {
  if (result.outcome === 'confirmed' || result.outcome === 'alreadyConfirmed')
    return { redirect: '/register/email' };
  return phonePage(page, row, { smscode: wrongCodeText(page, result) });
}

/** `GET /register/smsconfirmed` */
export function tellPhone(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    if (!row) throw registrationExpired();
    return { status: 200, json: { confirmed: row.phoneConfirmedAt !== null } };
  };
}

/** `GET /register/emailconfirmed` */
export function tellEmail(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    if (!row && page.cookies.get('registration') !== undefined) throw registrationExpired();
    return { status: 200, json: { confirmed: (row?.emailConfirmedAt ?? null) !== null } };
  };
}

/**
 * `POST /register/resendvalidation`: sends a new code to the phone number; once it is confirmed, a new mail to the
 * address.
 */
export function resend(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const { kind, values } = page.submission;
    await deps.countCall('registrationResendCalls', page.network, page.response);
    const current = await currentRegistration(deps, page);
    const isJson = kind === 'json';
    if (!current || (isJson && !isAbout(current, values))) {
      if (isJson) throw registrationExpired();
      return startOver(deps, page);
    }
    const { isPhoneConfirmed } = await resendRegistrationCode(deps, actorOfPage(page), current.sessionId);
    if (isJson) return { status: 200 };
    return { redirect: `/register/${isPhoneConfirmed ? 'email' : 'phone'}?sent=1` };
  };
}

function isAbout(row: Registration, { phone = '', email = '' }: Readonly<Record<string, string>>) {
  return readPossiblePhoneNumber(phone) === row.phoneNumber && readEmailAddress(email) === row.emailAddress;
}

/** `/phoneregistrationvalidation`, the link of an SMS. */
export function phoneLinkPages(deps: RegistrationDependencies): ContactPages {
  return linkPages(deps, 'phone');
}

/** `/emailregistrationvalidation`, the link of a mail. */
export function emailLinkPages(deps: RegistrationDependencies): ContactPages {
  return linkPages(deps, 'email');
}

function linkPages(deps: RegistrationDependencies, kind: 'phone' | 'email'): ContactPages {
  return contactValidationPages({
    kind,
    mode: deps.config.linkConfirm,
    confirm: (actor, key, secret) => confirmRegistrationByLink(deps, actor, { kind, key, secret }),
    async isAskedHere(page, key) {
      const row = await currentRegistration(deps, page);
      return (
        row !== undefined && (await isLinkOfRegistration(deps, page, { kind, key, sessionId: row.sessionId }))
      );
    },
    async continueAt(page) {
      const row = await currentRegistration(deps, page);
      return row && '/register/email';
    },
  });
}

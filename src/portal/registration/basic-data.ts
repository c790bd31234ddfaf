import { countRegistrationStep, saveRegistration } from '../../authentication/registration/acts.ts';
import {
  type BasicData,
  completeData,
  findFirstCode,
  readBasicData,
} from '../../authentication/registration/fields.ts';
import type { Registration } from '../../authentication/registration/queries.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { findInvitationByCode } from '../../organizations/invitations/queries.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import { actorOfPage, type PageRequest } from '../../ui/page-request.ts';
import { askedAddress } from './continuation.ts';
import { currentRegistration, expiredRegistration, type RegistrationDependencies } from './dependencies.ts';
import { basicDataPage, basicDataProblems } from './views/basic-data.tsx';

/** `GET /register`: the form of the first step, filled in with known values. */
export function showBasicData(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const current = await currentRegistration(deps, page);
    const expired = current ? undefined : await expiredRegistration(deps, page);
    const registration = current ?? expired;
    const values = registration ? valuesOf(registration) : { email: askedAddress(page.query) ?? '' };
    const asksPhone = deps.messages.channels.sms;
    const invitation = await invitationOf(deps, page);
    const expiry = expired ? 'kept' : page.query.has('expired') ? 'lost' : undefined;
    const minimum = deps.passwordRules.minimumLength;
    return basicDataPage(page, { values, asksPhone, minimum, invitation, expiry });
  };
}

function valuesOf(registration: Registration): Record<string, string> {
  const { firstName, lastName, phoneNumber: phone, emailAddress: email } = registration;
  return { firstname: firstName, lastname: lastName, phone, email };
}

async function invitationOf({ db }: RegistrationDependencies, { query, now }: PageRequest) {
  const code = query.get('invitecode');
  return code ? findInvitationByCode(db, hashToken(code), now) : undefined;
}

/**
 * `POST /register/validation`: begins a registration, or changes the one in progress. JSON callers learn that an email
 * address or phone number is in use; on the page only its owner learns it, in a later step.
 */
export function submitBasicData(deps: RegistrationDependencies): PageHandler {
  const { db, passwordRules, messages } = deps;
  return async (page) => {
    const { values, kind } = page.submission;
    await countRegistrationStep(deps, actorOfPage(page));
    if (kind === 'json') await countAttempts(db, page.now, [['contactLookups', page.network]]);
    const read = await readBasicData(values, passwordRules, messages);
    if (kind === 'json') {
      const code = await findFirstCode(db, read);
      if (code) return { status: 422, json: { error: code } };
    }
    const data = completeData(read);
    const { minimumLength: minimum } = passwordRules;
    const problems = basicDataProblems(page, read, minimum);
    if (!data || (kind === 'form' && Object.keys(problems).length > 0)) {
      const invitation = await invitationOf(deps, page);
      return basicDataPage(page, { values, problems, invitation, minimum, asksPhone: read.needsPhone });
    }
    const { isPhoneConfirmed } = await save(deps, page, data);
    if (kind === 'json') return { status: 201 };
    return { redirect: isPhoneConfirmed ? '/register/email' : '/register/phone' };
  };
}

async function save(
  deps: RegistrationDependencies,
  page: PageRequest,
  data: BasicData,
): Promise<{ readonly isPhoneConfirmed: boolean }> {
  const query = new URLSearchParams(page.query);
  query.delete('invitecode');
  return saveRegistration(deps, actorOfPage(page), {
    data,
    language: languageAsked(page),
    query,
    invitationCode: page.query.get('invitecode'),
    cookies: page.cookies,
    sessionId: (await page.session('registration'))?.sessionId,
  });
}

import {
  type ProofOutcome,
  proveEmail,
  provePhone,
  startEmailProof,
  startPhoneProof,
} from '../../authentication/registration/proofs.ts';
import {
  findSessionOfLink,
  lockRegistration,
  updateRegistration,
} from '../../authentication/registration/queries.ts';
import type { RegistrationRow } from '../../authentication/registration/tables.ts';
import { BadRequest } from '../../base/errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { readEmailAddress } from '../../users/email-addresses/normal-form.ts';
import { readPhoneNumber } from '../../users/phone-numbers/normal-form.ts';
import { findPhoneOwner } from '../../users/phone-numbers/queries.ts';
import { codeIn } from '../../web/form.ts';
import {
  type ContactConfirmation,
  type ContactPages,
  contactValidationPages,
} from '../validation/contact-validation.tsx';
import { currentRegistration, type RegistrationDependencies, registrationExpired } from './dependencies.ts';
import { emailPage } from './views/email.tsx';
import { phoneInUsePage, phonePage, wrongCodeText } from './views/phone.tsx';

/** Where a page leads when there is no registration to go on with. */
export const startOver: Answer = { redirect: '/register?expired=1' };

/** `GET /register/phone` */
export function showPhone(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    if (!row) return startOver;
    return row.phone_confirmed_at ? { redirect: '/register/email' } : phonePage(page, row);
  };
}

/** `GET /register/email` */
export function showEmail(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    if (!row) return startOver;
    if (!row.phone_confirmed_at) return { redirect: '/register/phone' };
    if (await findPhoneOwner(deps.db, row.phone_number)) return phoneInUsePage(page, row);
    return emailPage(page, row);
  };
}

/** `POST /register/smsconfirmation`. From the page it also has the mail of the next step sent. */
export function confirmPhone(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const { kind } = page.submission;
    const code = codeIn(page.submission, 'smscode');
    const row = await currentRegistration(deps, page);
    if (kind === 'json' && code === '') throw new BadRequest();
    if (!row) {
      if (kind === 'json') throw registrationExpired();
      return startOver;
    }
    if (code === '' && !row.phone_confirmed_at)
      return phonePage(page, row, { smscode: page.translate('form.codeMissing') });
    const result = await tryPhoneCode(deps, page, row, code);
    return kind === 'json' ? phoneJson(result) : phoneAnswer(page, row, result);
  };
}

export function tryPhoneCode(
  deps: RegistrationDependencies,
  page: PageRequest,
  { session_id }: RegistrationRow,
  code: string,
): Promise<ProofOutcome> {
  return inTransaction(deps.db, async (trx) => {
    const row = await lockRegistration(trx, session_id);
    if (!row) throw registrationExpired();
    const result = await provePhone(trx, deps.sealing, row, code, page.now);
    const isFromPage = page.submission.kind === 'form';
    if (isFromPage && result.outcome === 'confirmed' && !(await findPhoneOwner(trx, row.phone_number))) {
      const request = { registration: row, source: actorOfPage(page), now: page.now };
      await updateRegistration(trx, session_id, await startEmailProof(trx, deps, request));
    }
    return result;
  });
}

function phoneJson(result: ProofOutcome): Answer {
  if (result.outcome === 'expired') throw registrationExpired();
  if (result.outcome === 'wrong')
    return { status: 422, json: { error: 'invalid_sms_code', confirmed: false } };
  return { status: 200, json: { error: '', confirmed: true } };
}

function phoneAnswer(page: PageRequest, row: RegistrationRow, result: ProofOutcome): Answer {
  if (result.outcome === 'confirmed' || result.outcome === 'alreadyConfirmed')
    return { redirect: '/register/email' };
  return phonePage(page, row, { smscode: wrongCodeText(page, result) });
}

/** `GET /register/smsconfirmed` */
export function tellPhone(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    if (!row) throw registrationExpired();
    return { status: 200, json: { confirmed: row.phone_confirmed_at !== null } };
  };
}

/** `GET /register/emailconfirmed` */
export function tellEmail(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    if (!row && page.cookies.get('registration') !== undefined) throw registrationExpired();
    return { status: 200, json: { confirmed: (row?.email_confirmed_at ?? null) !== null } };
  };
}

/** `POST /register/resendvalidation`: a new code for the number; once that is confirmed, a new mail for the address. */
export function resend(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const { kind, values } = page.submission;
    await deps.countCall('registrationResendCalls', page.network, page.response);
    const current = await currentRegistration(deps, page);
    const isJson = kind === 'json';
    if (!current || (isJson && !isAbout(current, values))) {
      if (isJson) throw registrationExpired();
      return startOver;
    }
    const isPhoneConfirmed = await sendAgain(deps, page, current.session_id);
    if (isJson) return { status: 200 };
    return { redirect: `/register/${isPhoneConfirmed ? 'email' : 'phone'}?sent=1` };
  };
}

function isAbout(row: RegistrationRow, { phone = '', email = '' }: Readonly<Record<string, string>>) {
  return readPhoneNumber(phone) === row.phone_number && readEmailAddress(email.trim()) === row.email_address;
}

/** @returns whether the number is confirmed */
function sendAgain(deps: RegistrationDependencies, page: PageRequest, sessionId: string): Promise<boolean> {
  return inTransaction(deps.db, async (trx) => {
    const row = await lockRegistration(trx, sessionId);
    if (!row) throw registrationExpired();
    const request = { registration: row, source: actorOfPage(page), now: page.now };
    if (!row.phone_confirmed_at)
      await updateRegistration(trx, sessionId, await startPhoneProof(trx, deps, request));
    else if (!row.email_confirmed_at)
      await updateRegistration(trx, sessionId, await startEmailProof(trx, deps, request));
    return row.phone_confirmed_at !== null;
  });
}

/** `/phoneregistrationvalidation`, the link of a text message. */
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
    mode: deps.config.linkConfirm.contact,
    confirm: (_source, key, secret) => confirmByLink(deps, kind, key, secret),
    async continueAt(page) {
      const row = await currentRegistration(deps, page);
      return row && '/register/email';
    },
  });
}

async function confirmByLink(
  { db, sealing, clock }: RegistrationDependencies,
  kind: 'phone' | 'email',
  key: string,
  secret: string,
): Promise<ContactConfirmation> {
  const now = clock.now();
  const sessionId = await findSessionOfLink(db, `${kind}_key_hash`, hashToken(key), now);
  if (sessionId === undefined) return { outcome: 'invalid' };
  return inTransaction(db, async (trx) => {
    const row = await lockRegistration(trx, sessionId);
    const stored = kind === 'phone' ? row?.phone_key_hash : row?.email_key_hash;
    if (!row || !stored || !hashToken(key).equals(stored)) return { outcome: 'invalid' };
    const { outcome } =
      kind === 'phone'
        ? await provePhone(trx, sealing, row, secret, now)
        : await proveEmail(trx, sealing, row, { secret }, now);
    if (outcome !== 'confirmed' && outcome !== 'alreadyConfirmed') return { outcome: 'invalid' };
    return { outcome, contact: kind === 'phone' ? row.phone_number : row.email_address };
  });
}

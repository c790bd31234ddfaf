import type { Transaction } from 'kysely';
import {
  type BasicData,
  completeData,
  findFirstCode,
  readBasicData,
} from '../../authentication/registration/fields.ts';
import { startEmailProof, startPhoneProof } from '../../authentication/registration/proofs.ts';
import {
  insertRegistration,
  lockRegistration,
  updateRegistration,
} from '../../authentication/registration/queries.ts';
import type { RegistrationRow } from '../../authentication/registration/tables.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { findInvitationByCode } from '../../organizations/invitations/queries.ts';
import { countAttempts } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import type { Answer } from '../../ui/answer.ts';
import type { PageHandler } from '../../ui/endpoint.tsx';
import { languageAsked } from '../../ui/language.ts';
import type { PageRequest } from '../../ui/page-request.ts';
import { actorOfPage } from '../../ui/page-request.ts';
import { askedAddress } from './continuation.ts';
import { currentRegistration, type RegistrationDependencies } from './dependencies.ts';
import { basicDataPage, basicDataProblems } from './views/basic-data.tsx';

/** `GET /register`: the form of the first step, filled in with what is known. */
export function showBasicData(deps: RegistrationDependencies): PageHandler {
  return async (page) => {
    const row = await currentRegistration(deps, page);
    const values = row ? valuesOf(row) : { email: askedAddress(page.query) ?? '' };
    return basicDataPage(page, { values, invitation: await invitationOf(deps, page) });
  };
}

function valuesOf(row: RegistrationRow): Record<string, string> {
  const { first_name: firstname, last_name: lastname, phone_number: phone, email_address: email } = row;
  return { firstname, lastname, phone, email };
}

async function invitationOf({ db }: RegistrationDependencies, { query, now }: PageRequest) {
  const code = query.get('invitecode');
  return code ? findInvitationByCode(db, hashToken(code), now) : undefined;
}

/**
 * `POST /register/validation`: begins a registration, or changes the one in progress. JSON callers learn that an
 * address or number is used; on the page its owner alone learns it, in a later step.
 */
export function submitBasicData(deps: RegistrationDependencies): PageHandler {
  const { db, passwordRules, messages } = deps;
  return async (page) => {
    const { values, kind } = page.submission;
    if (kind === 'json') await countAttempts(db, page.now, [['contactLookups', page.network]]);
    const read = await readBasicData(values, passwordRules, messages.servesNumber);
    if (kind === 'json') {
      const code = await findFirstCode(db, read);
      if (code) return { status: 422, json: { error: code } };
    }
    const data = completeData(read);
    const problems = basicDataProblems(page, read, passwordRules.minimumLength);
    if (!data || (kind === 'form' && Object.keys(problems).length > 0)) {
      const invitation = await invitationOf(deps, page);
      return basicDataPage(page, { values, problems, invitation });
    }
    const isPhoneKnown = await store(deps, page, data);
    return kind === 'json' ? { status: 201 } : nextStep(isPhoneKnown);
  };
}

function nextStep(isPhoneConfirmed: boolean): Answer {
  return { redirect: isPhoneConfirmed ? '/register/email' : '/register/phone' };
}

/** @returns whether the number is confirmed already */
async function store(deps: RegistrationDependencies, page: PageRequest, data: BasicData): Promise<boolean> {
  const { db, passwords } = deps;
  const session = await page.session('registration');
  if (!session) await countAttempts(db, page.now, [['registrationsFromNetwork', page.network]]);
  const change = { ...columnsOf(page, data), password_hash: await passwords.hash(data.password) };
  return inTransaction(db, async (trx) => {
    const row = session && (await lockRegistration(trx, session.session_id));
    if (!row) return begin(deps, trx, page, change);
    return alter(deps, trx, page, row, change);
  });
}

type Change = ReturnType<typeof columnsOf> & Pick<RegistrationRow, 'password_hash'>;

const longestQuery = 8_000;

function columnsOf(page: PageRequest, { firstName, lastName, email, phone }: BasicData) {
  const { query, now } = page;
  const code = query.get('invitecode');
  const rest = new URLSearchParams(query);
  rest.delete('invitecode');
  return {
    first_name: firstName,
    last_name: lastName,
    email_address: email,
    phone_number: phone,
    language: languageAsked(page),
    redirect_params: rest.toString().slice(0, longestQuery),
    invitation_code_hash: code ? hashToken(code) : null,
    updated_at: now,
  };
}

async function begin(
  deps: RegistrationDependencies,
  trx: Transaction<Database>,
  page: PageRequest,
  change: Change,
): Promise<boolean> {
  const { cookies, now, userAgent } = page;
  const { session_id } = await deps.sessions.start(trx, cookies, { purpose: 'registration', userAgent }, now);
  const registration = { ...change, session_id };
  const proof = await startPhoneProof(trx, deps, { registration, source: actorOfPage(page), now });
  await insertRegistration(trx, { ...registration, ...proof, created_at: now });
  return false;
}

/** A confirmation is of one value: it ends when the value changes. What did not change is not sent again. */
async function alter(
  deps: RegistrationDependencies,
  trx: Transaction<Database>,
  page: PageRequest,
  row: RegistrationRow,
  change: Change,
): Promise<boolean> {
  const registration = { ...change, session_id: row.session_id };
  const { now, query } = page;
  const request = { registration, source: actorOfPage(page), now };
  const hasNewPhone = row.phone_number !== change.phone_number;
  const hasNewEmail = row.email_address !== change.email_address;
  const isConfirmed = !hasNewPhone && row.phone_confirmed_at !== null;
  const { redirect_params, invitation_code_hash, ...rest } = change;
  await updateRegistration(trx, row.session_id, {
    ...rest,
    ...(query.size > 0 && { redirect_params, invitation_code_hash }),
    ...(hasNewPhone && (await startPhoneProof(trx, deps, request))),
    ...(hasNewEmail && (isConfirmed ? await startEmailProof(trx, deps, request) : noEmailProof)),
  });
  return isConfirmed;
}

const noEmailProof = {
  email_key_hash: null,
  email_secret_hash: null,
  email_code_hash: null,
  email_expires_at: null,
  email_confirmed_at: null,
  email_wrong_codes: 0,
};

import type { Transaction } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import { ApiError } from '../../base/errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Language } from '../../i18n/catalogue.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { findPhoneOwner } from '../../users/phone-numbers/queries.ts';
import type { Cookies } from '../../web/cookies.ts';
import type { AuthenticationDependencies } from '../sign-in/dependencies.ts';
import {
  type ConfirmationOutcome,
  confirmEmail,
  confirmPhone,
  type MessageDependencies,
  startEmailConfirmation,
  startPhoneConfirmation,
} from './contact-confirmation.ts';
import type { BasicData } from './fields.ts';
import {
  findSessionOfLink,
  insertRegistration,
  type LockedRegistration,
  lockRegistration,
  type PhoneConfirmation,
  type RegistrationData,
  updateRegistration,
  waitsForPhone,
} from './queries.ts';

export interface RegistrationActDependencies extends AuthenticationDependencies, MessageDependencies {
  readonly messages: AuthenticationDependencies['messages'];
}

/** 401: this browser has no registration, or it has expired. */
export function registrationExpired(): ApiError {
  return new ApiError(401, 'registration_expired');
}

/**
 * Counts an attempt at a step that costs a hash, before any work is done.
 * @throws TooManyRequests
 */
export async function countRegistrationStep(
  { db }: Pick<RegistrationActDependencies, 'db'>,
  { now, network }: Actor,
): Promise<void> {
  await countAttempts(db, now, [['registrationStepsFromNetwork', network]]);
}

/** The input of the first step of registration. */
export interface RegistrationEntry {
  readonly data: BasicData;
  readonly language: Language;
  /** The query to continue with, without the invitation code. */
  readonly query: URLSearchParams;
  readonly invitationCode: string | null;
  readonly cookies: Cookies;
  /** The session of the registration that this browser continues; undefined for a new one. */
  readonly sessionId: string | undefined;
}

/**
 * Begins a registration or changes the one in progress, and has the code for the next step sent. The caller
 * counts the step first, with `countRegistrationStep`.
 * @returns whether the phone number is confirmed or not needed
 * @throws TooManyRequests; NumberNotServed; Unavailable when too many hashes are waiting
 */
export async function saveRegistration(
  deps: RegistrationActDependencies,
  actor: Actor,
  entry: RegistrationEntry,
): Promise<{ readonly isPhoneConfirmed: boolean }> {
  const { db, passwords } = deps;
  if (entry.sessionId === undefined)
    await countAttempts(db, actor.now, [['registrationsFromNetwork', actor.network]]);
  const data = toStored(entry, await passwords.forVisitors.hash(entry.data.password));
  return inTransaction(db, async (trx) => {
    const current = entry.sessionId && (await lockRegistration(trx, entry.sessionId));
    if (!current) return begin(deps, trx, actor, entry.cookies, data);
    const hasQuery = entry.query.size > 0 || entry.invitationCode !== null;
    return changeRegistration(deps, trx, actor, current, { data, hasQuery });
  });
}

function toStored(
  { data, language, query, invitationCode }: RegistrationEntry,
  passwordHash: string,
): RegistrationData {
  const { firstName, lastName, email: emailAddress, phone: phoneNumber } = data;
  return {
    firstName,
    lastName,
    emailAddress,
    phoneNumber,
    passwordHash,
    language,
    redirectParams: query.toString(),
    invitationCodeHash: invitationCode ? hashToken(invitationCode) : null,
  };
}

async function begin(
  deps: RegistrationActDependencies,
  trx: Transaction<Database>,
  actor: Actor,
  cookies: Cookies,
  data: RegistrationData,
): Promise<{ readonly isPhoneConfirmed: boolean }> {
  const { now, userAgent } = actor;
  const { sessionId } = await deps.sessions.start(trx, cookies, { purpose: 'registration', userAgent }, now);
  const registration = { ...data, sessionId };
  const confirmation = await confirmationOfPhone(trx, deps, actor, registration);
  await insertRegistration(trx, { ...registration, ...confirmation }, now);
  if (data.phoneNumber !== '') return { isPhoneConfirmed: false };
  await updateRegistration(trx, sessionId, await startEmailConfirmation(trx, deps, actor, registration), now);
  return { isPhoneConfirmed: true };
}

async function confirmationOfPhone(
  trx: Transaction<Database>,
  deps: RegistrationActDependencies,
  actor: Actor,
  registration: RegistrationData & { readonly sessionId: string },
): Promise<PhoneConfirmation> {
  if (registration.phoneNumber === '') return noPhoneConfirmation;
  return startPhoneConfirmation(trx, deps, actor, registration);
}

/**
 * A confirmation counts for one value: it ends when the value changes. A value that did not change gets no
 * new message.
 */
async function changeRegistration(
  deps: RegistrationActDependencies,
  trx: Transaction<Database>,
  actor: Actor,
  current: LockedRegistration,
  { data, hasQuery }: { readonly data: RegistrationData; readonly hasQuery: boolean },
): Promise<{ readonly isPhoneConfirmed: boolean }> {
  const { sessionId } = current;
  const subject = { ...data, sessionId };
  const hasNewPhone = current.phoneNumber !== data.phoneNumber;
  const hasNewEmail = current.emailAddress !== data.emailAddress;
  const phoneConfirmedAt = hasNewPhone ? null : current.phoneConfirmedAt;
  const isPhoneConfirmed = !waitsForPhone({ ...data, phoneConfirmedAt });
  const { redirectParams, invitationCodeHash, ...entered } = data;
  const change = {
    ...entered,
    ...(hasQuery && { redirectParams, invitationCodeHash }),
    ...(hasNewPhone && (await confirmationOfPhone(trx, deps, actor, subject))),
    ...(hasNewEmail &&
      (isPhoneConfirmed ? await startEmailConfirmation(trx, deps, actor, subject) : noEmailConfirmation)),
  };
  await updateRegistration(trx, sessionId, change, actor.now);
  return { isPhoneConfirmed };
}

const noPhoneConfirmation = {
  phoneKeyHash: null,
  phoneCodeHash: null,
  phoneWrongCodes: 0,
  phoneCodeExpiresAt: null,
  phoneConfirmedAt: null,
};

const noEmailConfirmation = {
  emailKeyHash: null,
  emailSecretHash: null,
  emailCodeHash: null,
  emailExpiresAt: null,
  emailConfirmedAt: null,
  emailWrongCodes: 0,
};

/**
 * Confirms the phone number of a registration with a code.
 * @param sendsMail whether to send the mail of the next step at once
 * @throws ApiError `registration_expired` when it is gone
 */
export function confirmRegistrationPhone(
  deps: RegistrationActDependencies,
  actor: Actor,
  { sessionId, code, sendsMail }: { sessionId: string; code: string; sendsMail: boolean },
): Promise<ConfirmationOutcome> {
  return inTransaction(deps.db, async (trx) => {
    const registration = await lockRegistration(trx, sessionId);
    if (!registration) throw registrationExpired();
    const result = await confirmPhone(trx, deps.sealing, registration, code, actor.now);
    const isFree = async () => !(await findPhoneOwner(trx, registration.phoneNumber));
    if (sendsMail && result.outcome === 'confirmed' && (await isFree())) {
      const change = await startEmailConfirmation(trx, deps, actor, registration);
      await updateRegistration(trx, sessionId, change, actor.now);
    }
    return result;
  });
}

/**
 * Confirms the email address of a registration with a code. @throws ApiError `registration_expired` when it
 * is gone
 */
export function confirmRegistrationEmail(
  { db, sealing }: RegistrationActDependencies,
  { now }: Actor,
  { sessionId, code }: { readonly sessionId: string; readonly code: string },
): Promise<ConfirmationOutcome> {
  return inTransaction(db, async (trx) => {
    const registration = await lockRegistration(trx, sessionId);
    if (!registration) throw registrationExpired();
    return confirmEmail(trx, sealing, registration, { code }, now);
  });
}

/**
 * Sends the message that the registration waits for again: the code for the phone number, then the mail for
 * the address.
 * @returns whether the phone number is confirmed or not needed
 * @throws ApiError `registration_expired`; TooManyRequests
 */
export function resendRegistrationCode(
  deps: Pick<RegistrationActDependencies, 'db'> & MessageDependencies,
  actor: Actor,
  sessionId: string,
): Promise<{ readonly isPhoneConfirmed: boolean }> {
  return inTransaction(deps.db, async (trx) => {
    const registration = await lockRegistration(trx, sessionId);
    if (!registration) throw registrationExpired();
    const { emailConfirmedAt } = registration;
    const change = waitsForPhone(registration)
      ? await startPhoneConfirmation(trx, deps, actor, registration)
      : !emailConfirmedAt && (await startEmailConfirmation(trx, deps, actor, registration));
    if (change) await updateRegistration(trx, sessionId, change, actor.now);
    return { isPhoneConfirmed: !waitsForPhone(registration) };
  });
}

export interface RegistrationLink {
  readonly kind: 'phone' | 'email';
  readonly key: string;
  readonly secret: string;
}

export type LinkOutcome =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed'; readonly contact: string }
  | { readonly outcome: 'invalid' };

/** Whether a link belongs to the registration of this browser. */
export async function isLinkOfRegistration(
  { db }: Pick<RegistrationActDependencies, 'db'>,
  { now }: Pick<Actor, 'now'>,
  { kind, key, sessionId }: Omit<RegistrationLink, 'secret'> & { readonly sessionId: string },
): Promise<boolean> {
  return (await findSessionOfLink(db, `${kind}_key_hash`, hashToken(key), now)) === sessionId;
}

/** Confirms the phone number or email address of a registration with the link in its message. */
export async function confirmRegistrationByLink(
  { db, sealing }: RegistrationActDependencies,
  { now }: Actor,
  { kind, key, secret }: RegistrationLink,
): Promise<LinkOutcome> {
  const sessionId = await findSessionOfLink(db, `${kind}_key_hash`, hashToken(key), now);
  if (sessionId === undefined) return { outcome: 'invalid' };
  return inTransaction(db, async (trx) => {
    const registration = await lockRegistration(trx, sessionId);
    const stored = kind === 'phone' ? registration?.phoneKeyHash : registration?.emailKeyHash;
    if (!registration || !stored || !hashToken(key).equals(stored)) return { outcome: 'invalid' };
    const { outcome } =
      kind === 'phone'
        ? await confirmPhone(trx, sealing, registration, secret, now)
        : await confirmEmail(trx, sealing, registration, { secret }, now);
    if (outcome !== 'confirmed' && outcome !== 'alreadyConfirmed') return { outcome: 'invalid' };
    return { outcome, contact: kind === 'phone' ? registration.phoneNumber : registration.emailAddress };
  });
}

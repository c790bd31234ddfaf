import { timingSafeEqual } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { hashToken, randomDigits, randomPaddedToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { type Language, languageOf } from '../../i18n/catalogue.ts';
import { phoneTakenMail } from '../../mail/mails.ts';
import type { QueueMail, QueueSms } from '../../outbox/message-queue.ts';
import type { Count } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { phoneValidationSms } from '../../sms/messages.ts';
import { tellContactChange } from '../notices/security-changes.ts';
import type { NoticeDependencies } from '../notices/tell-user.ts';
import { clearUserExpiry, lockUser } from '../queries.ts';
import {
  confirmPendingPhoneValidation,
  countWrongCode,
  findPendingPhoneValidation,
  findPhoneOwner,
  insertValidatedFact,
  type PhoneOwner,
  upsertPendingPhoneValidation,
} from './queries.ts';
import type { PendingPhoneValidationRow } from './tables.ts';

const lifetimeMinutes = 10;
const maximumWrongCodes = 5;
const codeDigits = 6;

export interface ValidationRequest {
  readonly username: string;
  /** On the profile of the user, who is locked. */
  readonly number: string;
  readonly language: Language;
  readonly publicUrl: string;
  readonly queueSms: QueueSms;
  /** From where it is asked for. */
  readonly network: string;
  readonly now: Date;
}

/**
 * Opens the validation of a number, in place of an earlier one, and has the code sent.
 * @returns the key to be shown together with the code
 * @throws TooManyRequests
 */
export async function startPhoneValidation(
  trx: Transaction<Database>,
  { username, number, language, publicUrl, queueSms, network, now }: ValidationRequest,
): Promise<string> {
  const expires_at = new Date(now.getTime() + lifetimeMinutes * 60_000);
  const [key, code] = [randomPaddedToken(tokenBytes.mailLink), randomDigits(codeDigits)];
  await upsertPendingPhoneValidation(trx, {
    username,
    phone_number: number,
    key_hash: hashToken(key),
    code_hash: hashCode(key, code),
    language,
    created_at: now,
    expires_at,
  });
  const link = `${publicUrl}/phonevalidation?c=${code}&k=${key}&l=${language}`;
  const message = phoneValidationSms(language, { number, code, link });
  const about = { template: 'phoneValidation', language, username } as const;
  const counts: readonly Count[] = [
    ['smsOfAccount', username],
    ['smsFromNetwork', network],
  ];
  await queueSms(trx, { ...about, message, usefulUntil: expires_at, counts });
  return key;
}

/** With the key in it, which is stored nowhere, the hash does not give away a code of six digits. */
function hashCode(key: string, code: string): Buffer {
  return hashToken(`${key} ${code}`);
}

/** What became of a key and a code. */
export type PhoneConfirmation =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed'; readonly number: string }
  | { readonly outcome: 'taken'; readonly number: string; readonly owner: PhoneOwner }
  | { readonly outcome: 'invalidKey' }
  | { readonly outcome: 'invalidCode' };

export interface Proof {
  readonly key: string;
  readonly code: string;
  readonly now: Date;
  readonly source: Actor;
}

type PhoneOfUser = Pick<PendingPhoneValidationRow, 'username' | 'phone_number'>;

/**
 * Confirms a number of a user, who is locked: the number cannot leave the profile any more. A code works once, for
 * this user and number only; the first owner of a number keeps it. Commit whatever comes out: wrong codes are counted.
 */
export async function confirmPhoneNumber(
  trx: Transaction<Database>,
  phone: PhoneOfUser,
  { key, code, now, source }: Proof,
): Promise<PhoneConfirmation> {
  const pending = await findPendingPhoneValidation(trx, hashToken(key), now);
  if (!pending || !isUsable(pending, phone)) return { outcome: 'invalidKey' };
  if (!timingSafeEqual(pending.code_hash, hashCode(key, code))) {
    await countWrongCode(trx, pending.key_hash);
    return { outcome: 'invalidCode' };
  }
  const confirmation = await spend(trx, pending, now);
  const fields = { username: phone.username, contact: maskPhoneNumber(phone.phone_number) };
  if (confirmation.outcome === 'confirmed') await recordEvent(trx, source, 'phone.validated', fields);
  return confirmation;
}

function isUsable(pending: PendingPhoneValidationRow, { username, phone_number }: PhoneOfUser): boolean {
  if (pending.username !== username || pending.phone_number !== phone_number) return false;
  return pending.wrong_codes < maximumWrongCodes;
}

/** People and programs open links twice: what was confirmed is still worth saying, and changes nothing. */
async function spend(
  trx: Transaction<Database>,
  pending: PendingPhoneValidationRow,
  now: Date,
): Promise<PhoneConfirmation> {
  const { username, phone_number: number } = pending;
  const isOpen = pending.confirmed_at === null;
  if (isOpen) {
    await confirmPendingPhoneValidation(trx, pending.key_hash, now);
    await insertValidatedFact(trx, pending, now);
  }
  const owner = await findPhoneOwner(trx, number);
  const isOwn = owner?.username === username;
  if (!isOpen) return isOwn ? { outcome: 'alreadyConfirmed', number } : { outcome: 'invalidKey' };
  if (owner && !isOwn) return { outcome: 'taken', number, owner };
  await clearUserExpiry(trx, username);
  return { outcome: 'confirmed', number };
}

export interface ConfirmationDependencies {
  readonly db: Kysely<Database>;
  readonly now: Date;
  readonly queueMail: QueueMail;
  readonly publicUrl: string;
  /** Who opens the link, which may be anybody. */
  readonly source: Actor;
}

/** Confirms a number with the two parts of a link, whoever opens it. */
export async function confirmPhoneNumberByLink(
  { db, now, queueMail, publicUrl, source }: ConfirmationDependencies,
  key: string,
  code: string,
): Promise<PhoneConfirmation> {
  const pending = await findPendingPhoneValidation(db, hashToken(key), now);
  if (!pending) return { outcome: 'invalidKey' };
  return inTransaction(db, async (trx) => {
    await lockUser(trx, pending.username);
    const confirmation = await confirmPhoneNumber(trx, pending, { key, code, now, source });
    await tellOfConfirmation(
      { messages: { queueMail }, publicUrl },
      trx,
      pending.username,
      confirmation,
      now,
    );
    return confirmation;
  });
}

/** Tells whom a confirmation concerns: its user, or the owner of the number, who keeps it. */
export async function tellOfConfirmation(
  deps: NoticeDependencies,
  trx: Transaction<Database>,
  username: string,
  confirmation: PhoneConfirmation,
  now: Date,
): Promise<void> {
  if (confirmation.outcome === 'taken') await tellOwner(trx, confirmation, deps.messages.queueMail);
  if (confirmation.outcome !== 'confirmed') return;
  const changed = { username, change: 'phoneConfirmed', contact: confirmation.number } as const;
  await tellContactChange(deps, trx, changed, now);
}

/** By mail only: the number itself is in the hands of whoever just tried to confirm it. */
async function tellOwner(
  trx: Transaction<Database>,
  confirmation: Extract<PhoneConfirmation, { outcome: 'taken' }>,
  queueMail: QueueMail,
): Promise<void> {
  const {
    number,
    owner: { username, email_addresses, language: wanted },
  } = confirmation;
  const language = languageOf(wanted);
  for (const address of email_addresses) {
    const message = phoneTakenMail(language, address, { number, username });
    await queueMail(trx, { template: 'phoneTaken', language, username, message });
  }
}

import { timingSafeEqual } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { hashToken, randomDigits, randomPaddedToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { type Language, languageOf } from '../../i18n/catalogue.ts';
import { phoneTakenMail } from '../../mail/mails.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Count } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import { phoneValidationSms } from '../../sms/messages.ts';
import type { NoticeDependencies } from '../notices/notify-user.ts';
import { notifyContactChange } from '../notices/security-changes.ts';
import { clearUserExpiry, lockUser } from '../queries.ts';
import {
  confirmPendingPhoneValidation,
  countWrongCode,
  findPendingPhoneValidation,
  findPhoneOwner,
  insertValidatedFact,
  type NumberOfUser,
  type PendingPhoneValidation,
  type PhoneOwner,
  upsertPendingPhoneValidation,
} from './queries.ts';

const lifetimeMinutes = 10;
const maximumWrongCodes = 5;
const codeDigits = 6;

export interface ValidationDependencies {
  readonly publicUrl: string;
  readonly messages: Pick<MessageQueue, 'queueSms'>;
}

export interface ValidationRequest extends NumberOfUser {
  readonly language: Language;
}

/**
 * Starts the validation of a phone number, replacing an earlier one, and sends the code.
 * @param request with a number in the profile of the user, who must be locked
 * @returns the key to submit together with the code
 * @throws TooManyRequests, NumberNotServed
 */
export async function startPhoneValidation(
  trx: Transaction<Database>,
  { publicUrl, messages }: ValidationDependencies,
  actor: Actor,
  { username, number, language }: ValidationRequest,
): Promise<string> {
  const expiresAt = new Date(actor.now.getTime() + lifetimeMinutes * 60_000);
  const [key, code] = [randomPaddedToken(tokenBytes.mailLink), randomDigits(codeDigits)];
  const hashes = { keyHash: hashToken(key), codeHash: hashCode(key, code) };
  const validation = { username, number, language, createdAt: actor.now, expiresAt, ...hashes };
  await upsertPendingPhoneValidation(trx, validation);
  const link = `${publicUrl}/phonevalidation?c=${code}&k=${key}&l=${language}`;
  const message = phoneValidationSms(language, { number, code, link });
  const about = { template: 'phoneValidation', language, username } as const;
  const counts: readonly Count[] = [
    ['smsOfAccount', username],
    ['smsFromNetwork', actor.network],
  ];
  await messages.queueSms(trx, { ...about, message, usefulUntil: expiresAt, counts });
  await recordEvent(trx, actor, 'code.sent', { username, contact: maskPhoneNumber(number) });
  return key;
}

/** The hash includes the key, which is not stored, so that it does not reveal a six-digit code. */
function hashCode(key: string, code: string): Buffer {
  return hashToken(`${key} ${code}`);
}

/** The result of submitting a key and a code. */
export type PhoneConfirmation =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed'; readonly number: string }
  | { readonly outcome: 'taken'; readonly number: string; readonly owner: PhoneOwner }
  | { readonly outcome: 'invalidKey' }
  | { readonly outcome: 'invalidCode' };

export interface PhoneProof {
  readonly key: string;
  readonly code: string;
}

/**
 * Confirms a number of a locked user, so that the number cannot leave the profile before. A code works once, for
 * this user and number only; the first user to validate a number keeps it. Commit the transaction in any case, because
 * wrong codes are counted. An empty code does not count.
 */
export async function confirmLockedNumber(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  phone: NumberOfUser,
  { key, code }: PhoneProof,
): Promise<PhoneConfirmation> {
  const pending = await findPendingPhoneValidation(trx, hashToken(key), actor.now);
  if (!pending || !isUsable(pending, phone)) return { outcome: 'invalidKey' };
  if (code.trim() === '') return { outcome: 'invalidCode' };
  if (!timingSafeEqual(pending.codeHash, hashCode(key, code))) {
    await countWrongCode(trx, pending.keyHash);
    return { outcome: 'invalidCode' };
  }
  const confirmation = await spend(trx, pending, actor.now);
  if (confirmation.outcome === 'confirmed') await noteConfirmed(trx, deps, actor, phone);
  if (confirmation.outcome === 'taken') await notifyOwner(trx, deps, confirmation);
  return confirmation;
}

function isUsable(pending: PendingPhoneValidation, { username, number }: NumberOfUser): boolean {
  if (pending.username !== username || pending.number !== number) return false;
  return pending.wrongCodes < maximumWrongCodes;
}

/** Users and programs may open a link twice: a confirmed number is reported again without any change. */
async function spend(
  trx: Transaction<Database>,
  pending: PendingPhoneValidation,
  now: Date,
): Promise<PhoneConfirmation> {
  const { username, number } = pending;
  const isOpen = pending.confirmedAt === null;
  if (isOpen) {
    await confirmPendingPhoneValidation(trx, pending.keyHash, now);
    await insertValidatedFact(trx, pending, now);
  }
  const owner = await findPhoneOwner(trx, number);
  const isOwn = owner?.username === username;
  if (!isOpen) return isOwn ? { outcome: 'alreadyConfirmed', number } : { outcome: 'invalidKey' };
  if (owner && !isOwn) return { outcome: 'taken', number, owner };
  await clearUserExpiry(trx, username);
  return { outcome: 'confirmed', number };
}

async function noteConfirmed(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  { username, number }: NumberOfUser,
): Promise<void> {
  await recordEvent(trx, actor, 'phone.validated', { username, contact: maskPhoneNumber(number) });
  const changed = { username, change: 'phoneConfirmed', contact: number } as const;
  await notifyContactChange(deps, trx, changed, actor.now);
}

/** Notifies by mail only, because the number itself is in the hands of the user who just tried to confirm it. */
async function notifyOwner(
  trx: Transaction<Database>,
  { messages }: NoticeDependencies,
  { number, owner }: Extract<PhoneConfirmation, { outcome: 'taken' }>,
): Promise<void> {
  const { username } = owner;
  const language = languageOf(owner.language);
  for (const address of owner.emailAddresses) {
    const message = phoneTakenMail(language, address, { number, username });
    await messages.queueMail(trx, { template: 'phoneTaken', language, username, message });
  }
}

export interface PhoneConfirmationDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Confirms a number with the two parts of a link.
 * @param actor opens the link, signed in or not
 */
export async function confirmPhoneNumberByLink(
  deps: PhoneConfirmationDependencies,
  actor: Actor,
  proof: PhoneProof,
): Promise<PhoneConfirmation> {
  const pending = await findPendingPhoneValidation(deps.db, hashToken(proof.key), actor.now);
  if (!pending) return { outcome: 'invalidKey' };
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, pending.username);
    return confirmLockedNumber(trx, deps, actor, pending, proof);
  });
}

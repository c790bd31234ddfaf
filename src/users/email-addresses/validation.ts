import { timingSafeEqual } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { maskEmailAddress } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { type Language, languageOf } from '../../i18n/catalogue.ts';
import { emailTakenMail, emailValidationMail } from '../../mail/mails.ts';
import type { Count } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import type { NoticeDependencies } from '../notices/notify-user.ts';
import { notifyContactChange } from '../notices/security-changes.ts';
import { lockUser } from '../queries.ts';
import {
  type AddressOfUser,
  confirmPendingEmailValidation,
  type EmailOwner,
  findEmailOwner,
  findPendingEmailValidation,
  insertValidatedFact,
  type PendingEmailValidation,
  upsertPendingEmailValidation,
} from './queries.ts';

const lifetimeHours = 48;

export interface ValidationRequest extends AddressOfUser {
  readonly language: Language;
  /** The limits that the mail counts against. Default: those of a signed-in user's request. */
  readonly counts?: readonly Count[];
}

/**
 * Starts the validation of an email address, replacing an earlier one, and sends the mail. Does nothing when the user
 * has already validated the address.
 * @param request with the address in its normal form
 * @throws TooManyRequests
 */
export async function startEmailValidation(
  trx: Transaction<Database>,
  { publicUrl, messages }: NoticeDependencies,
  actor: Actor,
  { username, address, language, counts = countsOfUser(username, address) }: ValidationRequest,
): Promise<void> {
  const [key, secret] = [randomToken(tokenBytes.mailLink), randomToken(tokenBytes.mailLink)];
  const expiresAt = new Date(actor.now.getTime() + lifetimeHours * 3_600_000);
  const hashes = { keyHash: hashToken(key), secretHash: hashToken(secret) };
  const validation = { username, address, language, createdAt: actor.now, expiresAt, ...hashes };
  if (!(await upsertPendingEmailValidation(trx, validation))) return;
  const link = `${publicUrl}/emailvalidation?c=${secret}&k=${key}&l=${language}`;
  const message = emailValidationMail(language, { address, username, link, lifetimeHours });
  const about = { template: 'emailValidation', language, username } as const;
  await messages.queueMail(trx, { ...about, message, usefulUntil: expiresAt, counts });
  await recordEvent(trx, actor, 'code.sent', { username, contact: maskEmailAddress(address) });
}

function countsOfUser(username: string, address: string): readonly Count[] {
  return [
    ['mailsToAddress', `validation ${address}`],
    ['mailsOfAccount', username],
  ];
}

export interface EmailConfirmationDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
}

/** The two parts of a link. */
export interface EmailProof {
  readonly key: string;
  readonly secret: string;
}

/** The result of opening a link. */
export type Confirmation =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed'; readonly address: string }
  | { readonly outcome: 'taken'; readonly address: string; readonly owner: EmailOwner }
  | { readonly outcome: 'invalid' };

/**
 * Confirms an email address with the two parts of a link. A link works once; the first user to validate an address
 * keeps it.
 * @param actor opens the link, signed in or not
 */
export async function confirmEmailAddress(
  deps: EmailConfirmationDependencies,
  actor: Actor,
  { key, secret }: EmailProof,
): Promise<Confirmation> {
  const pending = await findPendingEmailValidation(deps.db, hashToken(key), actor.now);
  if (!pending || !timingSafeEqual(pending.secretHash, hashToken(secret))) return { outcome: 'invalid' };
  return inTransaction(deps.db, async (trx) => {
    const confirmation = await confirm(trx, pending, actor.now);
    if (confirmation.outcome === 'confirmed') await noteConfirmed(trx, deps, actor, pending);
    if (confirmation.outcome === 'taken') await notifyOwner(trx, deps, confirmation);
    return confirmation;
  });
}

/**
 * Locks the user first: the address can no longer leave the profile, which would delete the validation. Users and
 * mail programs may open a link twice: a confirmed address is reported again without any change.
 */
async function confirm(
  trx: Transaction<Database>,
  pending: PendingEmailValidation,
  now: Date,
): Promise<Confirmation> {
  await lockUser(trx, pending.username);
  const { address } = pending;
  const isOpen = await confirmPendingEmailValidation(trx, pending.keyHash, now);
  if (isOpen && (await insertValidatedFact(trx, pending, now))) return { outcome: 'confirmed', address };
  const owner = await findEmailOwner(trx, address);
  if (owner?.username === pending.username) return { outcome: 'alreadyConfirmed', address };
  return isOpen && owner ? { outcome: 'taken', address, owner } : { outcome: 'invalid' };
}

async function noteConfirmed(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  { username, address }: AddressOfUser,
): Promise<void> {
  await recordEvent(trx, actor, 'email.validated', { username, contact: maskEmailAddress(address) });
  const changed = { username, change: 'emailConfirmed', contact: address } as const;
  await notifyContactChange(deps, trx, changed, actor.now);
}

function notifyOwner(
  trx: Transaction<Database>,
  { messages }: NoticeDependencies,
  { address, owner }: Extract<Confirmation, { outcome: 'taken' }>,
): Promise<void> {
  const { username } = owner;
  const language = languageOf(owner.language);
  const message = emailTakenMail(language, address, username);
  return messages.queueMail(trx, { template: 'emailTaken', language, username, message });
}

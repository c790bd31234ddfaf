import { timingSafeEqual } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { maskEmailAddress } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { type Language, languageOf } from '../../i18n/catalogue.ts';
import { emailTakenMail, emailValidationMail } from '../../mail/mails.ts';
import type { Count } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { tellContactChange } from '../notices/security-changes.ts';
import type { NoticeDependencies } from '../notices/tell-user.ts';
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
  /** What the mail counts for; left out when the user asks for it, signed in. */
  readonly counts?: readonly Count[];
}

/**
 * Opens the validation of an address, in place of an earlier one, and has the mail sent; neither when the user has
 * proved the address already.
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

/** What became of opening a link. */
export type Confirmation =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed'; readonly address: string }
  | { readonly outcome: 'taken'; readonly address: string; readonly owner: EmailOwner }
  | { readonly outcome: 'invalid' };

/**
 * Confirms an address with the two parts of a link. A link works once; the first owner of an address keeps it.
 * @param actor the one who opens the link, signed in or not
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
    if (confirmation.outcome === 'taken') await tellOwner(trx, deps, confirmation);
    return confirmation;
  });
}

/**
 * Behind the lock, the address cannot leave the profile any more: with it the open validation would be gone.
 * Users and mail programs open links twice: what was confirmed is still worth saying, and changes nothing.
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
  await tellContactChange(deps, trx, changed, actor.now);
}

function tellOwner(
  trx: Transaction<Database>,
  { messages }: NoticeDependencies,
  { address, owner }: Extract<Confirmation, { outcome: 'taken' }>,
): Promise<void> {
  const { username } = owner;
  const language = languageOf(owner.language);
  const message = emailTakenMail(language, address, username);
  return messages.queueMail(trx, { template: 'emailTaken', language, username, message });
}

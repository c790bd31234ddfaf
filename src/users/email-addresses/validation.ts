import { timingSafeEqual } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { maskEmailAddress } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { type Language, languageOf } from '../../i18n/catalogue.ts';
import { emailTakenMail, emailValidationMail } from '../../mail/mails.ts';
import type { QueueMail } from '../../outbox/message-queue.ts';
import type { Count } from '../../rate-limits/limits.ts';
import type { Database } from '../../schema.ts';
import { tellContactChange } from '../notices/security-changes.ts';
import { lockUser } from '../queries.ts';
import {
  confirmPendingEmailValidation,
  type EmailOwner,
  findEmailOwner,
  findPendingEmailValidation,
  insertValidatedFact,
  upsertPendingEmailValidation,
} from './queries.ts';
import type { PendingEmailValidationRow } from './tables.ts';

const lifetimeHours = 48;

export interface ValidationRequest {
  readonly username: string;
  /** In lower case. */
  readonly address: string;
  readonly language: Language;
  readonly publicUrl: string;
  readonly queueMail: QueueMail;
  readonly now: Date;
  /** Who asks for it. */
  readonly source: Actor;
}

/**
 * Opens the validation of an address, in place of an earlier one, and has the mail sent; neither when the user has
 * proved the address already.
 * @throws TooManyRequests
 */
export async function startEmailValidation(
  trx: Transaction<Database>,
  { username, address, language, publicUrl, queueMail, now, source }: ValidationRequest,
): Promise<void> {
  const [key, secret] = [randomToken(tokenBytes.mailLink), randomToken(tokenBytes.mailLink)];
  const expires_at = new Date(now.getTime() + lifetimeHours * 3_600_000);
  const isOpen = await upsertPendingEmailValidation(trx, {
    username,
    email_address: address,
    key_hash: hashToken(key),
    secret_hash: hashToken(secret),
    language,
    created_at: now,
    expires_at,
  });
  if (!isOpen) return;
  const counts: readonly Count[] = [
    ['mailsToAddress', `validation ${address}`],
    ['mailsOfAccount', username],
  ];
  const link = `${publicUrl}/emailvalidation?c=${secret}&k=${key}&l=${language}`;
  const message = emailValidationMail(language, { address, username, link, lifetimeHours });
  const about = { template: 'emailValidation', language, username } as const;
  await queueMail(trx, { ...about, message, usefulUntil: expires_at, counts });
  await recordEvent(trx, source, 'code.sent', { username, contact: maskEmailAddress(address) });
}

export interface ConfirmationDependencies {
  readonly db: Kysely<Database>;
  readonly now: Date;
  readonly queueMail: QueueMail;
  readonly publicUrl: string;
  /** Who opens the link, which may be anybody. */
  readonly source: Actor;
}

/** What became of opening a link. */
export type Confirmation =
  | { readonly outcome: 'confirmed' | 'alreadyConfirmed'; readonly address: string }
  | { readonly outcome: 'taken'; readonly address: string; readonly owner: EmailOwner }
  | { readonly outcome: 'invalid' };

/** Confirms an address with the two parts of a link. A link works once; the first owner of an address keeps it. */
export async function confirmEmailAddress(
  { db, now, queueMail, publicUrl, source }: ConfirmationDependencies,
  key: string,
  secret: string,
): Promise<Confirmation> {
  const pending = await findPendingEmailValidation(db, hashToken(key), now);
  if (!pending || !timingSafeEqual(pending.secret_hash, hashToken(secret))) return { outcome: 'invalid' };
  return inTransaction(db, async (trx) => {
    const confirmation = await confirm(trx, pending, now);
    if (confirmation.outcome === 'confirmed') {
      await recordConfirmed(trx, pending, source);
      const changed = {
        username: pending.username,
        change: 'emailConfirmed',
        contact: confirmation.address,
      } as const;
      await tellContactChange({ messages: { queueMail }, publicUrl }, trx, changed, now);
    }
    if (confirmation.outcome === 'taken')
      await tellOwner(trx, confirmation.owner, confirmation.address, queueMail);
    return confirmation;
  });
}

/**
 * Behind the lock, the address cannot leave the profile any more: with it the open validation would be gone.
 * People and mail programs open links twice: what was confirmed is still worth saying, and changes nothing.
 */
async function confirm(
  trx: Transaction<Database>,
  pending: PendingEmailValidationRow,
  now: Date,
): Promise<Confirmation> {
  await lockUser(trx, pending.username);
  const address = pending.email_address;
  const isOpen = await confirmPendingEmailValidation(trx, pending.key_hash, now);
  if (isOpen && (await insertValidatedFact(trx, pending, now))) return { outcome: 'confirmed', address };
  const owner = await findEmailOwner(trx, address);
  if (owner?.username === pending.username) return { outcome: 'alreadyConfirmed', address };
  return isOpen && owner ? { outcome: 'taken', address, owner } : { outcome: 'invalid' };
}

function recordConfirmed(
  trx: Transaction<Database>,
  { username, email_address }: PendingEmailValidationRow,
  source: Actor,
): Promise<void> {
  const fields = { username, contact: maskEmailAddress(email_address) };
  return recordEvent(trx, source, 'email.validated', fields);
}

function tellOwner(
  trx: Transaction<Database>,
  { username, language: wanted }: EmailOwner,
  address: string,
  queueMail: QueueMail,
): Promise<void> {
  const language = languageOf(wanted);
  const message = emailTakenMail(language, address, username);
  return queueMail(trx, { template: 'emailTaken', language, username, message });
}

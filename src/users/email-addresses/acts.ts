import type { Kysely, Transaction } from 'kysely';
import type { AuditEventName } from '../../audit/events.ts';
import { maskEmailAddress } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, NotFound, PreconditionFailed } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { readEmailAddress } from '../../names/email-address.ts';
import type { Database } from '../../schema.ts';
import { type NamedEntry, type Replacement, removeEntry, replaceEntry } from '../labelled-entries/acts.ts';
import { findEntry, insertEntry } from '../labelled-entries/queries.ts';
import { languageForUser } from '../language.ts';
import type { NoticeDependencies } from '../notices/notify-user.ts';
import { notifyContactChange } from '../notices/security-changes.ts';
import { lockUser } from '../queries.ts';
import {
  type AddressOfUser,
  deletePendingEmailValidation,
  deleteValidatedFact,
  type EmailEntry,
  emailAddressKind,
  type ListedEmailAddress,
  listEmailAddresses,
} from './queries.ts';
import { startEmailValidation } from './validation.ts';

export interface EmailAddressDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
}

interface WithLanguage {
  /** The language of the mail. Default: that of the account. */
  readonly language?: string | undefined;
}

/**
 * Adds an email address and sends a validation mail.
 * @throws Conflict `duplicate_label` or `too_many_entries`, NotFound `user_not_found`, BadRequest, TooManyRequests
 */
export function addEmailAddress(
  deps: EmailAddressDependencies,
  actor: Actor,
  { username, language, ...entry }: EmailEntry & WithLanguage & { readonly username: string },
): Promise<EmailEntry> {
  return inTransaction(deps.db, async (trx) => {
    const added = await insertEntry(trx, emailAddressKind, username, entry, actor.now);
    const address = { username, address: added.address };
    await record(trx, actor, 'email.added', address);
    await requestValidation(trx, deps, actor, { ...address, language });
    return added;
  });
}

/**
 * Replaces an email address and its label. A different address must be validated.
 * @throws PreconditionFailed `validated_email_address` when a validated address would be replaced by another one;
 * NotFound, Conflict `duplicate_label`, BadRequest, TooManyRequests
 */
export function replaceEmailAddress(
  deps: EmailAddressDependencies,
  actor: Actor,
  { username, label, entry, language }: Replacement<EmailEntry> & WithLanguage,
): Promise<EmailEntry> {
  return inTransaction(deps.db, async (trx) => {
    const before = await lockAddresses(trx, username, label);
    const isChanged = (readEmailAddress(before.entry.address) ?? before.entry.address) !== entry.address;
    const address = isChanged ? entry.address : before.entry.address;
    if (isChanged && before.entry.isValidated) throw new PreconditionFailed('validated_email_address');
    const after = await replaceEntry(trx, emailAddressKind, username, label, { ...entry, address });
    if (!isChanged) return after;
    await forgetUnlessKept(trx, username, before);
    await record(trx, actor, 'email.removed', { username, address: before.entry.address });
    await record(trx, actor, 'email.added', { username, address });
    await requestValidation(trx, deps, actor, { username, address, language });
    return after;
  });
}

/** @throws NotFound, or Conflict `last_email_address` */
export function removeEmailAddress(
  deps: EmailAddressDependencies,
  actor: Actor,
  { username, label }: NamedEntry,
): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    const before = await lockAddresses(trx, username, label);
    const { address } = before.entry;
    if (isLast(before)) throw new Conflict('last_email_address');
    await removeEntry(trx, emailAddressKind, username, label);
    if (await forgetUnlessKept(trx, username, before)) {
      const changed = { username, change: 'emailRemoved', contact: address } as const;
      await notifyContactChange(deps, trx, changed, actor.now);
    }
    await record(trx, actor, 'email.removed', { username, address });
  });
}

/** Sends another validation mail, unless the address is validated. @throws NotFound, TooManyRequests */
export function requestEmailConfirmation(
  deps: EmailAddressDependencies,
  actor: Actor,
  { username, label, language }: NamedEntry & WithLanguage,
): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    await lockUser(trx, username);
    const entry = await findEntry(trx, emailAddressKind, username, label);
    if (!entry) throw new NotFound();
    await requestValidation(trx, deps, actor, { username, address: entry.address, language });
  });
}

async function requestValidation(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  { username, address, language: requested }: AddressOfUser & WithLanguage,
): Promise<void> {
  const language = await languageForUser(trx, username, requested);
  await startEmailValidation(trx, deps, actor, { username, address, language });
}

function record(
  trx: Transaction<Database>,
  actor: Actor,
  event: Extract<AuditEventName, `email.${string}`>,
  { username, address }: AddressOfUser,
): Promise<void> {
  return recordEvent(trx, actor, event, { username, contact: maskEmailAddress(address) });
}

/** One email address, and the others of the profile. */
interface Addresses {
  readonly entry: ListedEmailAddress;
  readonly others: readonly ListedEmailAddress[];
}

async function lockAddresses(
  trx: Transaction<Database>,
  username: string,
  label: string,
): Promise<Addresses> {
  await lockUser(trx, username);
  const all = await listEmailAddresses(trx, username);
  const entry = all.find((each) => each.label === label);
  if (!entry) throw new NotFound();
  return { entry, others: all.filter((each) => each !== entry) };
}

/** Without any address, or without a validated one, the account could not be recovered. */
function isLast({ entry, others }: Addresses): boolean {
  return others.length === 0 || (entry.isValidated && !others.some((other) => other.isValidated));
}

/**
 * Ends the validation of an address, completed or not, unless the address has another label.
 * @returns whether it was validated
 */
async function forgetUnlessKept(
  trx: Transaction<Database>,
  username: string,
  { entry: { address, isValidated }, others }: Addresses,
): Promise<boolean> {
  if (others.some((other) => other.address === address)) return false;
  await deletePendingEmailValidation(trx, { username, address });
  if (isValidated) await deleteValidatedFact(trx, { username, address });
  return isValidated;
}

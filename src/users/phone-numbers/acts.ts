import type { Kysely, Transaction } from 'kysely';
import type { AuditEventName } from '../../audit/events.ts';
import { maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, NotFound, Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { readPhoneNumber } from '../../names/phone-number.ts';
import type { MessageQueue } from '../../outbox/message-queue.ts';
import type { Database } from '../../schema.ts';
import { type NamedEntry, type Replacement, removeEntry, replaceEntry } from '../labelled-entries/acts.ts';
import { findEntry, insertEntry } from '../labelled-entries/queries.ts';
import { languageForUser } from '../language.ts';
import type { NoticeDependencies } from '../notices/notify-user.ts';
import { notifyContactChange } from '../notices/security-changes.ts';
import { lockUser } from '../queries.ts';
import {
  deletePendingPhoneValidation,
  deleteValidatedFact,
  findSharedPhoneNumber,
  type ListedPhoneNumber,
  listPhoneNumbers,
  type NumberOfUser,
  type PhoneEntry,
  phoneNumberKind,
} from './queries.ts';
import {
  confirmLockedNumber,
  type PhoneConfirmation,
  type PhoneProof,
  startPhoneValidation,
} from './validation.ts';

export interface PhoneNumberDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
  readonly messages: Pick<MessageQueue, 'queueMail' | 'queueSms'>;
}

/** A phone number named by its label. */
export interface NamedNumber extends NamedEntry {
  /** The client whose label this is. Default: it is the user's own label. */
  readonly sharedWith?: string | undefined;
}

/** @throws Conflict `duplicate_label` or `too_many_entries`, NotFound `user_not_found` */
export function addPhoneNumber(
  { db }: Pick<PhoneNumberDependencies, 'db'>,
  actor: Actor,
  { username, ...entry }: PhoneEntry & { readonly username: string },
): Promise<PhoneEntry> {
  return inTransaction(db, async (trx) => {
    const added = await insertEntry(trx, phoneNumberKind, username, entry, actor.now);
    await record(trx, actor, 'phone.added', { username, number: added.number });
    return added;
  });
}

/**
 * Replaces a phone number and its label; a client replaces the number only. A different number must be validated.
 * @returns the entry under the user's own label
 * @throws NotFound, Conflict `duplicate_label` or `cannot_delete_last_verified_phone_number`
 */
export function replacePhoneNumber(
  deps: PhoneNumberDependencies,
  actor: Actor,
  { entry, ...named }: Replacement<PhoneEntry> & NamedNumber,
): Promise<PhoneEntry> {
  const { username, sharedWith } = named;
  return inTransaction(deps.db, async (trx) => {
    const before = await lockNumbers(trx, named);
    const { label } = before.entry;
    const isChanged = readPhoneNumber(before.entry.number) !== entry.number;
    const number = isChanged ? entry.number : before.entry.number;
    const after = { number, label: sharedWith === undefined ? entry.label : label };
    await replaceEntry(trx, phoneNumberKind, username, label, after);
    if (!isChanged) return after;
    if (isLastValidated(before)) throw new Conflict('cannot_delete_last_verified_phone_number');
    await forget(trx, deps, actor, { username, ...before });
    await record(trx, actor, 'phone.added', { username, number });
    return after;
  });
}

export interface PhoneRemoval extends NamedNumber {
  /** Whether to remove even the last validated number, if the user has another second factor. */
  readonly insists: boolean;
}

export interface PhoneRemovalDependencies extends PhoneNumberDependencies {
  /** Whether a user has a second factor that needs no phone number. */
  readonly hasOtherFactor: (trx: Transaction<Database>, username: string) => Promise<boolean>;
}

/**
 * @throws NotFound, or Conflict: `warning_delete_last_verified_phone_number` for the last validated number,
 * `cannot_delete_last_verified_phone_number` if the user insists but has no other factor
 */
export function removePhoneNumber(
  deps: PhoneRemovalDependencies,
  actor: Actor,
  { insists, ...named }: PhoneRemoval,
): Promise<void> {
  const { username } = named;
  return inTransaction(deps.db, async (trx) => {
    const before = await lockNumbers(trx, named);
    if (isLastValidated(before)) {
      if (!insists) throw new Conflict('warning_delete_last_verified_phone_number');
      if (!(await deps.hasOtherFactor(trx, username)))
        throw new Conflict('cannot_delete_last_verified_phone_number');
    }
    await removeEntry(trx, phoneNumberKind, username, before.entry.label);
    await forget(trx, deps, actor, { username, ...before });
  });
}

/**
 * Sends an SMS with a code to validate a number.
 * @param input `language` of the SMS. Default: that of the account
 * @returns the key of the code
 * @throws NotFound, TooManyRequests, NumberNotServed
 */
export function sendPhoneCode(
  deps: PhoneNumberDependencies,
  actor: Actor,
  { username, label, language: requested }: NamedEntry & { readonly language?: string | undefined },
): Promise<string> {
  return inTransaction(deps.db, async (trx) => {
    const number = await lockNumber(trx, { username, label });
    const language = await languageForUser(trx, username, requested);
    return startPhoneValidation(trx, deps, actor, { username, number, language });
  });
}

/**
 * Validates a number with the code of the SMS and the key of that code.
 * @throws NotFound, or Unprocessable `Invalid key`, `Invalid code` or `phone_already_used`
 */
export async function confirmPhoneNumber(
  deps: PhoneNumberDependencies,
  actor: Actor,
  { username, label, ...proof }: NamedEntry & PhoneProof,
): Promise<void> {
  const confirmation = await inTransaction(deps.db, async (trx) => {
    const number = await lockNumber(trx, { username, label });
    return confirmLockedNumber(trx, deps, actor, { username, number }, proof);
  });
  refuseUnconfirmed(confirmation);
}

function refuseUnconfirmed({ outcome }: PhoneConfirmation): void {
  if (outcome === 'confirmed') return;
  if (outcome === 'invalidCode') throw new Unprocessable('Invalid code');
  if (outcome !== 'taken') throw new Unprocessable('Invalid key');
  const description = 'The number is validated for another user.';
  throw new Unprocessable('phone_already_used', { description });
}

function record(
  trx: Transaction<Database>,
  actor: Actor,
  event: Extract<AuditEventName, `phone.${string}`>,
  { username, number }: NumberOfUser,
): Promise<void> {
  return recordEvent(trx, actor, event, { username, contact: maskPhoneNumber(number) });
}

/** Finds a number; the result has the user's own label. */
export function findPhoneNumber(
  db: Kysely<Database>,
  { username, label, sharedWith }: NamedNumber,
): Promise<PhoneEntry | undefined> {
  if (sharedWith === undefined) return findEntry(db, phoneNumberKind, username, label);
  return findSharedPhoneNumber(db, { username, grantedTo: sharedWith, requestedLabel: label });
}

async function lockNumber(trx: Transaction<Database>, { username, label }: NamedEntry): Promise<string> {
  await lockUser(trx, username);
  const entry = await findEntry(trx, phoneNumberKind, username, label);
  if (!entry) throw new NotFound();
  return entry.number;
}

/** One phone number, and the others of the profile. */
interface Numbers {
  readonly entry: ListedPhoneNumber;
  readonly others: readonly ListedPhoneNumber[];
}

async function lockNumbers(trx: Transaction<Database>, named: NamedNumber): Promise<Numbers> {
  await lockUser(trx, named.username);
  const label = named.sharedWith === undefined ? named.label : (await findPhoneNumber(trx, named))?.label;
  const all = await listPhoneNumbers(trx, named.username);
  const entry = all.find((each) => each.label === label);
  if (!entry) throw new NotFound();
  return { entry, others: all.filter((each) => each !== entry) };
}

/** Whether the user would have no number left for codes. The same number under another label counts. */
function isLastValidated({ entry, others }: Numbers): boolean {
  return entry.isValidated && !others.some((other) => other.isValidated);
}

/**
 * Ends the validation of a number, completed or not, unless the number has another label. The user gets a notice if it
 * was validated.
 */
async function forget(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  { username, entry: { number, isValidated }, others }: Numbers & { readonly username: string },
): Promise<void> {
  await record(trx, actor, 'phone.removed', { username, number });
  if (others.some((other) => other.number === number)) return;
  await deletePendingPhoneValidation(trx, { username, number });
  await deleteValidatedFact(trx, { username, number });
  const changed = { username, change: 'phoneRemoved', contact: number } as const;
  if (isValidated) await notifyContactChange(deps, trx, changed, actor.now);
}

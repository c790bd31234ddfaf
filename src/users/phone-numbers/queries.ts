import { type Kysely, sql, type Transaction } from 'kysely';
import type { Phonenumber } from '../../../generated/types.ts';
import type { Database } from '../../schema.ts';
import { type EntryKind, insertEntry } from '../labelled-entries/queries.ts';
import type { NewPendingPhoneValidationRow, PendingPhoneValidationRow } from './tables.ts';

export const phoneNumberKind: EntryKind<'user_phone_numbers', Phonenumber> = {
  table: 'user_phone_numbers',
  sharedAs: ['phonenumbers', 'validatedphonenumbers'],
  columns: ({ phonenumber }) => ({ phone_number: phonenumber }),
};

export interface ListedPhoneNumber {
  readonly label: string;
  readonly phone_number: string;
  /** Whether this user proved to own it. */
  readonly is_validated: boolean;
}

/** The numbers of a user in the order of adding. */
export function listPhoneNumbers(db: Kysely<Database>, username: string): Promise<ListedPhoneNumber[]> {
  return db
    .selectFrom('user_phone_numbers as p')
    .leftJoin('validated_phone_numbers as v', (join) =>
      join.onRef('v.phone_number', '=', 'p.phone_number').onRef('v.username', '=', 'p.username'),
    )
    .select(['p.label', 'p.phone_number'])
    .select((eb) => eb('v.username', 'is not', null).$castTo<boolean>().as('is_validated'))
    .where('p.username', '=', username)
    .orderBy('p.position')
    .orderBy('p.label')
    .execute();
}

/** Who asks for an entry under a label of their own. */
export interface SharedLabel {
  readonly username: string;
  readonly grantedTo: string;
  readonly requestedLabel: string;
}

/** The number that a user shows to a client under the client's label, with the user's own label. */
export function findSharedPhoneNumber(
  db: Kysely<Database>,
  { username, grantedTo, requestedLabel }: SharedLabel,
): Promise<Pick<ListedPhoneNumber, 'label' | 'phone_number'> | undefined> {
  return db
    .selectFrom('user_authorization_labels as l')
    .innerJoin('user_phone_numbers as p', (join) =>
      join.onRef('p.username', '=', 'l.username').onRef('p.label', '=', 'l.real_label'),
    )
    .select(['p.label', 'p.phone_number'])
    .where('l.username', '=', username)
    .where('l.granted_to', '=', grantedTo)
    .where('l.kind', '=', 'phonenumbers')
    .where('l.requested_label', '=', requestedLabel)
    .executeTakeFirst();
}

/**
 * Adds a number that needs no validation by message.
 * @throws Conflict `duplicate_label`; any error when the number is validated for somebody already
 */
export async function insertValidatedPhoneNumber(
  trx: Transaction<Database>,
  username: string,
  input: Phonenumber,
  now: Date,
): Promise<void> {
  const { phone_number } = await insertEntry(trx, phoneNumberKind, username, input, now);
  await trx
    .insertInto('validated_phone_numbers')
    .values({ phone_number, username, validated_at: now })
    .execute();
}

/** Opens a validation in place of an earlier one of the same user and number; nothing is confirmed or wrong yet. */
export async function upsertPendingPhoneValidation(
  trx: Transaction<Database>,
  row: NewPendingPhoneValidationRow,
): Promise<void> {
  const fresh = { ...row, wrong_codes: 0, confirmed_at: null };
  await trx
    .insertInto('pending_phone_validations')
    .values(fresh)
    .onConflict((conflict) => conflict.columns(['username', 'phone_number']).doUpdateSet(fresh))
    .execute();
}

/** A validation that has not expired, whether it was confirmed or not. */
export function findPendingPhoneValidation(
  db: Kysely<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<PendingPhoneValidationRow | undefined> {
  return db
    .selectFrom('pending_phone_validations')
    .selectAll()
    .where('key_hash', '=', keyHash)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

type Validation = Pick<PendingPhoneValidationRow, 'username' | 'phone_number'>;

export async function countWrongCode(trx: Transaction<Database>, keyHash: Buffer): Promise<void> {
  await trx
    .updateTable('pending_phone_validations')
    .set((eb) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('key_hash', '=', keyHash)
    .execute();
}

/** Spends a validation. */
export async function confirmPendingPhoneValidation(
  trx: Transaction<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('pending_phone_validations')
    .set({ confirmed_at: now })
    .where('key_hash', '=', keyHash)
    .execute();
}

export async function deletePendingPhoneValidation(
  trx: Transaction<Database>,
  { username, phone_number }: Validation,
): Promise<void> {
  await trx
    .deleteFrom('pending_phone_validations')
    .where('username', '=', username)
    .where('phone_number', '=', phone_number)
    .execute();
}

/** The first to prove a number keeps it. @returns false, and does nothing, when somebody has done so already */
export async function insertValidatedFact(
  trx: Transaction<Database>,
  { username, phone_number }: Validation,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('validated_phone_numbers')
    .values({ phone_number, username, validated_at: now })
    .onConflict((conflict) => conflict.column('phone_number').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function deleteValidatedFact(
  trx: Transaction<Database>,
  { username, phone_number }: Validation,
): Promise<void> {
  await trx
    .deleteFrom('validated_phone_numbers')
    .where('username', '=', username)
    .where('phone_number', '=', phone_number)
    .execute();
}

export interface PhoneOwner {
  readonly username: string;
  readonly language: string | null;
  /** The validated ones. */
  readonly email_addresses: readonly string[];
}

/** Who proved a number, and how to write to them by other means. */
export function findPhoneOwner(db: Kysely<Database>, number: string): Promise<PhoneOwner | undefined> {
  return db
    .selectFrom('validated_phone_numbers as v')
    .innerJoin('users as u', 'u.username', 'v.username')
    .select(['u.username', 'u.language'])
    .select(
      sql<string[]>`array(
        select e.email_address from validated_email_addresses e
        where e.username = v.username order by e.email_address
      )`.as('email_addresses'),
    )
    .where('v.phone_number', '=', number)
    .executeTakeFirst();
}

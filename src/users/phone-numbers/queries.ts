import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import { type EntryKind, insertEntry, type Labelled } from '../labelled-entries/queries.ts';

/** A phone number under its label. */
export interface PhoneEntry extends Labelled {
  readonly number: string;
}

export const phoneNumberKind: EntryKind<'user_phone_numbers', PhoneEntry> = {
  table: 'user_phone_numbers',
  sharedAs: ['phonenumbers', 'validatedphonenumbers'],
  columns: ({ number }) => ({ phone_number: number }),
  read: ({ label, phone_number: number }) => ({ label, number }),
};

export interface ListedPhoneNumber extends PhoneEntry {
  /** Whether this user has validated it. */
  readonly isValidated: boolean;
}

/** The phone numbers of a user in the order of adding. */
export function listPhoneNumbers(db: Kysely<Database>, username: string): Promise<ListedPhoneNumber[]> {
  return db
    .selectFrom('user_phone_numbers as p')
    .leftJoin('validated_phone_numbers as v', (join) =>
      join.onRef('v.phone_number', '=', 'p.phone_number').onRef('v.username', '=', 'p.username'),
    )
    .select(['p.label', 'p.phone_number as number'])
    .select((eb) => eb('v.username', 'is not', null).$castTo<boolean>().as('isValidated'))
    .where('p.username', '=', username)
    .orderBy('p.position')
    .orderBy('p.label')
    .execute();
}

/** A client's label for an entry. */
export interface SharedLabel {
  readonly username: string;
  readonly grantedTo: string;
  readonly requestedLabel: string;
}

/** Finds the number that a user shares with a client under the client's label; the result has the user's own label. */
export function findSharedPhoneNumber(
  db: Kysely<Database>,
  { username, grantedTo, requestedLabel }: SharedLabel,
): Promise<PhoneEntry | undefined> {
  return db
    .selectFrom('user_authorization_labels as l')
    .innerJoin('user_phone_numbers as p', (join) =>
      join.onRef('p.username', '=', 'l.username').onRef('p.label', '=', 'l.real_label'),
    )
    .select(['p.label', 'p.phone_number as number'])
    .where('l.username', '=', username)
    .where('l.granted_to', '=', grantedTo)
    .where('l.kind', '=', 'phonenumbers')
    .where('l.requested_label', '=', requestedLabel)
    .executeTakeFirst();
}

/**
 * Adds a phone number as validated, without an SMS.
 * @throws Conflict `duplicate_label`; another error when the number is already validated for a user
 */
export async function insertValidatedPhoneNumber(
  trx: Transaction<Database>,
  username: string,
  entry: PhoneEntry,
  now: Date,
): Promise<void> {
  const { number } = await insertEntry(trx, phoneNumberKind, username, entry, now);
  await trx
    .insertInto('validated_phone_numbers')
    .values({ phone_number: number, username, validated_at: now })
    .execute();
}

/** A number of a user. */
export interface NumberOfUser {
  readonly username: string;
  readonly number: string;
}

/** A validation that was started by an SMS with a code. */
export interface NewPhoneValidation extends NumberOfUser {
  readonly keyHash: Buffer;
  readonly codeHash: Buffer;
  readonly language: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export interface PendingPhoneValidation
  extends Pick<NewPhoneValidation, 'username' | 'number' | 'keyHash' | 'codeHash'> {
  readonly wrongCodes: number;
  readonly confirmedAt: Date | null;
}

/** Starts a validation, replacing an earlier one of the same user and number, with no wrong codes counted. */
export async function upsertPendingPhoneValidation(
  trx: Transaction<Database>,
  { username, number, keyHash, codeHash, language, createdAt, expiresAt }: NewPhoneValidation,
): Promise<void> {
  const fresh = {
    username,
    phone_number: number,
    key_hash: keyHash,
    code_hash: codeHash,
    wrong_codes: 0,
    language,
    created_at: createdAt,
    expires_at: expiresAt,
    confirmed_at: null,
  };
  await trx
    .insertInto('pending_phone_validations')
    .values(fresh)
    .onConflict((conflict) => conflict.columns(['username', 'phone_number']).doUpdateSet(fresh))
    .execute();
}

/** Finds a validation that has not expired, confirmed or not. */
export function findPendingPhoneValidation(
  db: Kysely<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<PendingPhoneValidation | undefined> {
  return db
    .selectFrom('pending_phone_validations')
    .select(['username', 'phone_number as number', 'key_hash as keyHash', 'code_hash as codeHash'])
    .select(['wrong_codes as wrongCodes', 'confirmed_at as confirmedAt'])
    .where('key_hash', '=', keyHash)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

export async function countWrongCode(trx: Transaction<Database>, keyHash: Buffer): Promise<void> {
  await trx
    .updateTable('pending_phone_validations')
    .set((eb) => ({ wrong_codes: eb('wrong_codes', '+', 1) }))
    .where('key_hash', '=', keyHash)
    .execute();
}

/** Marks a validation as confirmed. */
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
  { username, number }: NumberOfUser,
): Promise<void> {
  await trx
    .deleteFrom('pending_phone_validations')
    .where('username', '=', username)
    .where('phone_number', '=', number)
    .execute();
}

/**
 * Records that a user has validated a number. The first user to do so keeps it.
 * @returns false, and does nothing, when a user has already validated it
 */
export async function insertValidatedFact(
  trx: Transaction<Database>,
  { username, number }: NumberOfUser,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('validated_phone_numbers')
    .values({ phone_number: number, username, validated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

export async function deleteValidatedFact(
  trx: Transaction<Database>,
  { username, number }: NumberOfUser,
): Promise<void> {
  await trx
    .deleteFrom('validated_phone_numbers')
    .where('username', '=', username)
    .where('phone_number', '=', number)
    .execute();
}

export interface PhoneOwner {
  readonly username: string;
  readonly language: string | null;
  /** The validated email addresses. */
  readonly emailAddresses: readonly string[];
}

/** The user who has validated a number, and how to write to them by mail. */
export function findPhoneOwner(db: Kysely<Database>, number: string): Promise<PhoneOwner | undefined> {
  return db
    .selectFrom('validated_phone_numbers as v')
    .innerJoin('users as u', 'u.username', 'v.username')
    .select(['u.username', 'u.language'])
    .select(
      sql<string[]>`array(
        select e.email_address from validated_email_addresses e
        where e.username = v.username order by e.email_address
      )`.as('emailAddresses'),
    )
    .where('v.phone_number', '=', number)
    .executeTakeFirst();
}

/** Ends the validation of all numbers of a user; the entries stay. */
export async function deleteValidatedFacts(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('validated_phone_numbers').where('username', '=', username).execute();
}

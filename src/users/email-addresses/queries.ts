import { type Kysely, sql, type Transaction } from 'kysely';
import { prepareQuery, type ValueOf } from '../../db/prepared.ts';
import type { Database } from '../../schema.ts';
import { type EntryKind, insertEntry, type Labelled } from '../labelled-entries/queries.ts';

/** An email address in its normal form, with its label. */
export interface EmailEntry extends Labelled {
  readonly address: string;
}

export const emailAddressKind: EntryKind<'user_email_addresses', EmailEntry> = {
  table: 'user_email_addresses',
  sharedAs: ['emailaddresses', 'validatedemailaddresses'],
  columns: ({ address }) => ({ email_address: address }),
  read: ({ label, email_address: address }) => ({ label, address }),
};

export interface ListedEmailAddress extends EmailEntry {
  /** Whether this user has validated it. */
  readonly isValidated: boolean;
}

const listQuery = prepareQuery((db, value: ValueOf<{ username: string }>) =>
  db
    .selectFrom('user_email_addresses as e')
    .leftJoin('validated_email_addresses as v', (join) =>
      join.onRef('v.email_address', '=', 'e.email_address').onRef('v.username', '=', 'e.username'),
    )
    .select(['e.label', 'e.email_address as address'])
    .select((eb) => eb('v.username', 'is not', null).$castTo<boolean>().as('isValidated'))
    .where('e.username', '=', value('username'))
    .orderBy('e.position')
    .orderBy('e.label'),
);

/** The email addresses of a user in the order of adding. */
export function listEmailAddresses(db: Kysely<Database>, username: string): Promise<ListedEmailAddress[]> {
  return listQuery(db, { username });
}

/**
 * Adds an email address as validated, without a mail.
 * @throws Conflict `duplicate_label`; another error when the address is already validated for a user
 */
export async function insertValidatedEmailAddress(
  trx: Transaction<Database>,
  username: string,
  entry: EmailEntry,
  now: Date,
): Promise<void> {
  const { address } = await insertEntry(trx, emailAddressKind, username, entry, now);
  await trx
    .insertInto('validated_email_addresses')
    .values({ email_address: address, username, validated_at: now })
    .execute();
}

/** An address of a user. */
export interface AddressOfUser {
  readonly username: string;
  readonly address: string;
}

/** A validation that was started by a mail with two secrets. */
export interface NewEmailValidation extends AddressOfUser {
  readonly keyHash: Buffer;
  readonly secretHash: Buffer;
  readonly language: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
}

export type PendingEmailValidation = Pick<
  NewEmailValidation,
  'username' | 'address' | 'keyHash' | 'secretHash'
>;

/**
 * Starts a validation, replacing an earlier one of the same user and address.
 * @returns false, and does nothing, when the user has already validated the address
 */
export async function upsertPendingEmailValidation(
  trx: Transaction<Database>,
  validation: NewEmailValidation,
): Promise<boolean> {
  const { username, address, keyHash, secretHash, language, createdAt, expiresAt } = validation;
  const { numAffectedRows } = await sql`
    insert into pending_email_validations
      (username, email_address, key_hash, secret_hash, language, created_at, expires_at)
    select ${username}, ${address}, ${keyHash}, ${secretHash}, ${language}, ${createdAt}, ${expiresAt}
    where not exists (
      select from validated_email_addresses where email_address = ${address} and username = ${username}
    )
    on conflict (username, email_address) do update set
      key_hash = excluded.key_hash, secret_hash = excluded.secret_hash, language = excluded.language,
      created_at = excluded.created_at, expires_at = excluded.expires_at, confirmed_at = null`.execute(trx);
  return numAffectedRows === 1n;
}

/** Finds a validation that has not expired, confirmed or not. */
export function findPendingEmailValidation(
  db: Kysely<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<PendingEmailValidation | undefined> {
  return db
    .selectFrom('pending_email_validations')
    .select(['username', 'email_address as address', 'key_hash as keyHash', 'secret_hash as secretHash'])
    .where('key_hash', '=', keyHash)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** Whether a user has a validation that is neither confirmed nor expired. */
export async function hasOpenEmailValidation(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<boolean> {
  const row = await db
    .selectFrom('pending_email_validations')
    .select('username')
    .where('username', '=', username)
    .where('confirmed_at', 'is', null)
    .where('expires_at', '>=', now)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Marks a validation as confirmed.
 * @returns false when it was already confirmed, or was replaced or cancelled
 */
export async function confirmPendingEmailValidation(
  trx: Transaction<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('pending_email_validations')
    .set({ confirmed_at: now })
    .where('key_hash', '=', keyHash)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

export async function deletePendingEmailValidation(
  trx: Transaction<Database>,
  { username, address }: AddressOfUser,
): Promise<void> {
  await trx
    .deleteFrom('pending_email_validations')
    .where('username', '=', username)
    .where('email_address', '=', address)
    .execute();
}

/**
 * Records that a user has validated an address. The first user to do so keeps it.
 * @returns false when a user, perhaps the same one, has already validated it
 */
export async function insertValidatedFact(
  trx: Transaction<Database>,
  { username, address }: AddressOfUser,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('validated_email_addresses')
    .values({ email_address: address, username, validated_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Ends the validation of an address; organizations no longer see its ownership. */
export async function deleteValidatedFact(
  trx: Transaction<Database>,
  { username, address }: AddressOfUser,
): Promise<void> {
  await trx
    .deleteFrom('validated_email_addresses')
    .where('username', '=', username)
    .where('email_address', '=', address)
    .execute();
}

export interface EmailOwner {
  readonly username: string;
  readonly language: string | null;
}

/** The user who has validated an address, and the language to write in. */
export function findEmailOwner(db: Kysely<Database>, address: string): Promise<EmailOwner | undefined> {
  return db
    .selectFrom('validated_email_addresses as v')
    .innerJoin('users as u', 'u.username', 'v.username')
    .select(['u.username', 'u.language'])
    .where('v.email_address', '=', address)
    .executeTakeFirst();
}

import { type Kysely, sql, type Transaction } from 'kysely';
import type { EmailAddress } from '../../../generated/types.ts';
import { prepareQuery, type ValueOf } from '../../db/prepared.ts';
import type { Database } from '../../schema.ts';
import { type EntryKind, insertEntry } from '../labelled-entries/queries.ts';
import { normalEmailAddress } from './normal-form.ts';
import type { NewPendingEmailValidationRow, PendingEmailValidationRow } from './tables.ts';

export const emailAddressKind: EntryKind<'user_email_addresses', EmailAddress> = {
  table: 'user_email_addresses',
  sharedAs: ['emailaddresses', 'validatedemailaddresses'],
  columns: ({ emailaddress }) => ({ email_address: normalEmailAddress(emailaddress) }),
};

export interface ListedEmailAddress {
  readonly label: string;
  readonly email_address: string;
  /** Whether this user proved to own it. */
  readonly is_validated: boolean;
}

const listQuery = prepareQuery((db, value: ValueOf<{ username: string }>) =>
  db
    .selectFrom('user_email_addresses as e')
    .leftJoin('validated_email_addresses as v', (join) =>
      join.onRef('v.email_address', '=', 'e.email_address').onRef('v.username', '=', 'e.username'),
    )
    .select(['e.label', 'e.email_address'])
    .select((eb) => eb('v.username', 'is not', null).$castTo<boolean>().as('is_validated'))
    .where('e.username', '=', value('username'))
    .orderBy('e.position')
    .orderBy('e.label'),
);

/** The addresses of a user in the order of adding. */
export function listEmailAddresses(db: Kysely<Database>, username: string): Promise<ListedEmailAddress[]> {
  return listQuery(db, { username });
}

/**
 * Adds an address that needs no validation by mail.
 * @throws Conflict `duplicate_label`; any error when the address is validated for somebody already
 */
export async function insertValidatedEmailAddress(
  trx: Transaction<Database>,
  username: string,
  input: EmailAddress,
  now: Date,
): Promise<void> {
  const { email_address } = await insertEntry(trx, emailAddressKind, username, input, now);
  await trx
    .insertInto('validated_email_addresses')
    .values({ email_address, username, validated_at: now })
    .execute();
}

/**
 * Opens a validation in place of an earlier one of the same user and address.
 * @returns false, and does nothing, when the user has proved the address already
 */
export async function upsertPendingEmailValidation(
  trx: Transaction<Database>,
  row: NewPendingEmailValidationRow,
): Promise<boolean> {
  const { username, email_address, key_hash, secret_hash, language, created_at, expires_at } = row;
  const { numAffectedRows } = await sql`
    insert into pending_email_validations
      (username, email_address, key_hash, secret_hash, language, created_at, expires_at)
    select ${username}, ${email_address}, ${key_hash}, ${secret_hash}, ${language}, ${created_at}, ${expires_at}
    where not exists (
      select from validated_email_addresses where email_address = ${email_address} and username = ${username}
    )
    on conflict (username, email_address) do update set
      key_hash = excluded.key_hash, secret_hash = excluded.secret_hash, language = excluded.language,
      created_at = excluded.created_at, expires_at = excluded.expires_at, confirmed_at = null`.execute(trx);
  return numAffectedRows === 1n;
}

/** A validation that has not expired, whether it was confirmed or not. */
export function findPendingEmailValidation(
  db: Kysely<Database>,
  keyHash: Buffer,
  now: Date,
): Promise<PendingEmailValidationRow | undefined> {
  return db
    .selectFrom('pending_email_validations')
    .selectAll()
    .where('key_hash', '=', keyHash)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** Whether a user has a validation that was neither confirmed nor has expired. */
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

type Validation = Pick<PendingEmailValidationRow, 'username' | 'email_address'>;

/**
 * Spends a validation.
 * @returns false when it was spent, replaced or cancelled before
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
  { username, email_address }: Validation,
): Promise<void> {
  await trx
    .deleteFrom('pending_email_validations')
    .where('username', '=', username)
    .where('email_address', '=', email_address)
    .execute();
}

/** The first to prove an address keeps it. @returns false when somebody has done so already, perhaps the same user */
export async function insertValidatedFact(
  trx: Transaction<Database>,
  { username, email_address }: Validation,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('validated_email_addresses')
    .values({ email_address, username, validated_at: now })
    .onConflict((conflict) => conflict.column('email_address').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** Ends the validation of an address, and with it what organizations know about its ownership. */
export async function deleteValidatedFact(
  trx: Transaction<Database>,
  { username, email_address }: Validation,
): Promise<void> {
  await trx
    .deleteFrom('validated_email_addresses')
    .where('username', '=', username)
    .where('email_address', '=', email_address)
    .execute();
}

export interface EmailOwner {
  readonly username: string;
  readonly language: string | null;
}

/** Who proved an address, and in which language to write to them. */
export function findEmailOwner(db: Kysely<Database>, address: string): Promise<EmailOwner | undefined> {
  return db
    .selectFrom('validated_email_addresses as v')
    .innerJoin('users as u', 'u.username', 'v.username')
    .select(['u.username', 'u.language'])
    .where('v.email_address', '=', address)
    .executeTakeFirst();
}

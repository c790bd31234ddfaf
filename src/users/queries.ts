import type { Kysely, Transaction } from 'kysely';
import { Conflict, NotFound } from '../base/errors.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import { findReservedName, insertNumberedName, insertReservedName } from '../names/queries.ts';
import type { Database } from '../schema.ts';
import type { UserPasswordRow } from './tables.ts';

export interface User {
  readonly username: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly createdAt: Date;
}

const userColumns = [
  'username',
  'first_name as firstName',
  'last_name as lastName',
  'created_at as createdAt',
] as const;

export interface NewUser {
  readonly firstName: string;
  readonly lastName: string;
  readonly language?: string | undefined;
  /** When the account expires unless its owner confirms a phone number. */
  readonly expiresAt?: Date | undefined;
}

/** `/users/identifiers/...` is another path of the API. */
const wordsOfPaths: ReadonlySet<string> = new Set(['identifiers']);

/**
 * Stores a new user and reserves the name for good. The name must be valid.
 * @throws Conflict `user_exists` or `organization_exists` when the name was given out before, or cannot be a username
 */
export async function insertUser(
  trx: Transaction<Database>,
  username: string,
  user: NewUser,
  now: Date,
): Promise<void> {
  if (wordsOfPaths.has(username)) throw new Conflict('user_exists');
  if (!(await insertReservedName(trx, { name: username, kind: 'user' }, now))) {
    const taken = await findReservedName(trx, username);
    throw new Conflict(taken?.kind === 'organization' ? 'organization_exists' : 'user_exists');
  }
  await insertUserRow(trx, username, user, now);
}

async function insertUserRow(
  trx: Transaction<Database>,
  username: string,
  { firstName, lastName, language, expiresAt }: NewUser,
  now: Date,
): Promise<void> {
  const name = { username, first_name: firstName, last_name: lastName };
  await trx
    .insertInto('users')
    .values({ ...name, language: language ?? null, expires_at: expiresAt ?? null, created_at: now })
    .execute();
}

/**
 * Stores a new user under the first free name `<base>_<number>`, and reserves that name for good.
 * @param base consists of letters a-z, digits, `-` and `_`
 * @returns the username
 */
export async function insertNumberedUser(
  trx: Transaction<Database>,
  base: string,
  user: NewUser,
  now: Date,
): Promise<string> {
  const username = await insertNumberedName(trx, base, now);
  await insertUserRow(trx, username, user, now);
  return username;
}

export function findUser(db: Kysely<Database>, username: string): Promise<User | undefined> {
  return db.selectFrom('users').select(userColumns).where('username', '=', username).executeTakeFirst();
}

/**
 * Locks a user, so that only one transaction at a time can change facts about the user's contacts and factors, such as
 * "the last validated one". Take this lock first. Inserting rows that only refer to the user does not wait.
 * @throws NotFound `user_not_found`, also for a closed account
 */
export async function lockUser(trx: Transaction<Database>, username: string): Promise<void> {
  const row = await trx
    .selectFrom('users')
    .select('username')
    .where('username', '=', username)
    .where('locked_at', 'is', null)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!row) throw new NotFound('user_not_found');
}

/** Keeps an account that would have expired unless its owner could be reached. */
export async function clearUserExpiry(trx: Transaction<Database>, username: string): Promise<void> {
  await trx
    .updateTable('users')
    .set({ expires_at: null })
    .where('username', '=', username)
    .where('expires_at', 'is not', null)
    .execute();
}

/** At most `limit` users in byte order of their usernames, beginning after `after`. */
export function listUsers(db: Kysely<Database>, limit: number, after = ''): Promise<User[]> {
  return db
    .selectFrom('users')
    .select(userColumns)
    .where('username', '>', after)
    .orderBy('username')
    .limit(limit)
    .execute();
}

/** @returns whether there is such a user */
export async function updateName(
  db: Kysely<Database>,
  username: string,
  { firstName, lastName }: Pick<User, 'firstName' | 'lastName'>,
): Promise<boolean> {
  const result = await db
    .updateTable('users')
    .set({ first_name: firstName, last_name: lastName })
    .where('username', '=', username)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** The language that a user has chosen; null when none, or when there is no such user. */
export async function findLanguageOfUser(db: Kysely<Database>, username: string): Promise<string | null> {
  const row = await db
    .selectFrom('users')
    .select('language')
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.language ?? null;
}

/** A user's preferences for pages and messages; omitted ones stay. */
export interface Preferences {
  readonly language?: string | undefined;
  /** Whether the user gets a notice when an application gets access. */
  readonly wantsAppNotices?: boolean | undefined;
}

/** Whether a user gets a notice when an application gets access. */
export async function wantsAppNotices(db: Kysely<Database>, username: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('wants_app_notices')
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.wants_app_notices ?? false;
}

/** @returns whether anything changed */
export async function updatePreferences(
  db: Kysely<Database>,
  username: string,
  { language, wantsAppNotices }: Preferences,
): Promise<boolean> {
  const result = await db
    .updateTable('users')
    .set((eb) => ({
      language: language ?? eb.ref('language'),
      wants_app_notices: wantsAppNotices ?? eb.ref('wants_app_notices'),
    }))
    .where('username', '=', username)
    .where((eb) =>
      eb.or([
        eb('language', 'is distinct from', language ?? eb.ref('language')),
        eb('wants_app_notices', '!=', wantsAppNotices ?? eb.ref('wants_app_notices')),
      ]),
    )
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

/** The stored password hash, if the user has a password. */
export function findPassword(db: Kysely<Database>, username: string): Promise<UserPasswordRow | undefined> {
  return db.selectFrom('user_passwords').selectAll().where('username', '=', username).executeTakeFirst();
}

/**
 * Sets the password of a user, replacing an existing one.
 * @param passwordHash the result of `Passwords.hash`; compute it outside any transaction
 * @throws NotFound `user_not_found`
 */
export async function setPasswordHash(
  db: Kysely<Database>,
  username: string,
  passwordHash: string,
  changedAt: Date,
): Promise<void> {
  const change = { password_hash: passwordHash, changed_at: changedAt };
  try {
    await db
      .insertInto('user_passwords')
      .values({ username, ...change })
      .onConflict((conflict) =>
        conflict
          .column('username')
          .doUpdateSet((eb) => ({ ...change, version: eb('user_passwords.version', '+', 1) })),
      )
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error, 'user_passwords_user')) throw error;
    throw new NotFound('user_not_found', { cause: error });
  }
}

/** @returns false when the password is no longer the one with this `version` */
export async function updatePasswordHash(
  trx: Transaction<Database>,
  { username, version }: Pick<UserPasswordRow, 'username' | 'version'>,
  passwordHash: string,
  changedAt: Date,
): Promise<boolean> {
  const result = await trx
    .updateTable('user_passwords')
    .set({ password_hash: passwordHash, changed_at: changedAt, version: version + 1 })
    .where('username', '=', username)
    .where('version', '=', version)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** Stores a stronger hash of the same password, unless the password has changed in the meantime. */
export async function updateWeakHash(
  db: Kysely<Database>,
  username: string,
  weakHash: string,
  passwordHash: string,
): Promise<void> {
  await db
    .updateTable('user_passwords')
    .set({ password_hash: passwordHash })
    .where('username', '=', username)
    .where('password_hash', '=', weakHash)
    .execute();
}

/** Closes an account, so that no user can sign in. @returns false when it was already closed */
export async function closeUser(trx: Transaction<Database>, username: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ locked_at: now })
    .where('username', '=', username)
    .where('locked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Opens a closed account again.
 * @param closedAt when it was closed; an account that was closed at another time stays closed
 * @returns whether it is open
 */
export async function reopenUser(
  trx: Transaction<Database>,
  username: string,
  closedAt: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ locked_at: null })
    .where('username', '=', username)
    .where('locked_at', '=', closedAt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What keeps a user from signing in. */
export interface Closure {
  /** When an operator locked the account; null when none did. */
  readonly lockedAt: Date | null;
  /** When its deletion was requested; null when it was not. */
  readonly deletionRequestedAt: Date | null;
}

/** Reads why an account is closed, and locks it until the transaction ends; undefined when there is no such user. */
export async function lockClosure(
  trx: Transaction<Database>,
  username: string,
): Promise<Closure | undefined> {
  const user = await trx
    .selectFrom('users')
    .select('locked_at as closedAt')
    .where('username', '=', username)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const deletion = await trx
    .selectFrom('account_deletions')
    .select('requested_at as requestedAt')
    .where('username', '=', username)
    .executeTakeFirst();
  return user && closureOf(user.closedAt, deletion?.requestedAt ?? null);
}

/** @param closedAt the time in the user's row: that of a lock takes precedence over that of a deletion */
export function closureOf(closedAt: Date | null, deletionRequestedAt: Date | null): Closure {
  const isLock = closedAt !== null && closedAt.getTime() !== deletionRequestedAt?.getTime();
  return { lockedAt: isLock ? closedAt : null, deletionRequestedAt };
}

/** @param closedAt null for an open account */
export async function updateClosedAt(
  trx: Transaction<Database>,
  username: string,
  closedAt: Date | null,
): Promise<void> {
  await trx.updateTable('users').set({ locked_at: closedAt }).where('username', '=', username).execute();
}

/** Locks an account against being closed until the transaction ends. @returns false when it is closed */
export async function lockOpenAccount(trx: Transaction<Database>, username: string): Promise<boolean> {
  const row = await trx
    .selectFrom('users')
    .select('username')
    .where('username', '=', username)
    .where('locked_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

/** Deletes a user with everything that refers to the row. The name stays reserved, and the opaque identifiers stay. */
export async function deleteUser(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('users').where('username', '=', username).execute();
}

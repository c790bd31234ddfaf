import type { Kysely, Transaction } from 'kysely';
import { Conflict, NotFound } from '../base/errors.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import { findReservedName, insertNumberedName, insertReservedName } from '../names/queries.ts';
import type { Database } from '../schema.ts';
import type { NewUserRow, UserPasswordRow, UserRow } from './tables.ts';

/** `/users/identifiers/...` leads elsewhere. */
const wordsOfPaths: ReadonlySet<string> = new Set(['identifiers']);

/**
 * Stores a new user and takes the name, for good. The name is valid already.
 * @throws Conflict `user_exists` or `organization_exists` when the name is or was somebody's, or cannot be a user's
 */
export async function insertUser(trx: Transaction<Database>, row: NewUserRow): Promise<void> {
  if (wordsOfPaths.has(row.username)) throw new Conflict('user_exists');
  const reserved = { name: row.username, kind: 'user', reserved_at: row.created_at } as const;
  if (!(await insertReservedName(trx, reserved))) {
    const taken = await findReservedName(trx, row.username);
    throw new Conflict(taken?.kind === 'organization' ? 'organization_exists' : 'user_exists');
  }
  await trx.insertInto('users').values(row).execute();
}

/**
 * Stores a new user under the first free name `<base>_<number>`, and takes that name, for good.
 * @param base of letters a-z, digits, `-` and `_`
 * @returns the username
 */
export async function insertNumberedUser(
  trx: Transaction<Database>,
  base: string,
  row: Omit<NewUserRow, 'username'>,
): Promise<string> {
  const username = await insertNumberedName(trx, base, row.created_at);
  await trx
    .insertInto('users')
    .values({ ...row, username })
    .execute();
  return username;
}

export function findUser(db: Kysely<Database>, username: string): Promise<UserRow | undefined> {
  return db.selectFrom('users').selectAll().where('username', '=', username).executeTakeFirst();
}

/**
 * Lets one transaction at a time change what a user's contacts and factors are worth together, such as "the last
 * validated one". Take it first; rows that merely refer to the user need not wait.
 * @throws NotFound `user_not_found`, also for an account that is closed
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

/** Keeps an account that was to end unless its owner could be reached. */
export async function clearUserExpiry(trx: Transaction<Database>, username: string): Promise<void> {
  await trx
    .updateTable('users')
    .set({ expires_at: null })
    .where('username', '=', username)
    .where('expires_at', 'is not', null)
    .execute();
}

/** At most `limit` users in byte order of their names, from the one after `after`. */
export function listUsers(db: Kysely<Database>, limit: number, after = ''): Promise<UserRow[]> {
  return db
    .selectFrom('users')
    .selectAll()
    .where('username', '>', after)
    .orderBy('username')
    .limit(limit)
    .execute();
}

/** @returns whether there is such a user */
export async function updateName(
  db: Kysely<Database>,
  username: string,
  name: Pick<UserRow, 'first_name' | 'last_name'>,
): Promise<boolean> {
  const result = await db.updateTable('users').set(name).where('username', '=', username).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

/** What a user has chosen as language, if anything; null as well when there is no such user. */
export async function findLanguageOfUser(db: Kysely<Database>, username: string): Promise<string | null> {
  const row = await db
    .selectFrom('users')
    .select('language')
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.language ?? null;
}

/** What a person has chosen about pages and messages. */
export type Preferences = Partial<Pick<UserRow, 'language' | 'wants_app_notices'>>;

/** Whether a user asked to be told of applications that get access. */
export async function wantsAppNotices(db: Kysely<Database>, username: string): Promise<boolean> {
  const row = await db
    .selectFrom('users')
    .select('wants_app_notices')
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.wants_app_notices ?? false;
}

export async function updatePreferences(
  db: Kysely<Database>,
  username: string,
  preferences: Preferences,
): Promise<void> {
  await db.updateTable('users').set(preferences).where('username', '=', username).execute();
}

/** The stored hash, if the user has a password at all. */
export function findPassword(db: Kysely<Database>, username: string): Promise<UserPasswordRow | undefined> {
  return db.selectFrom('user_passwords').selectAll().where('username', '=', username).executeTakeFirst();
}

/**
 * Gives a user a password, or another one, whatever it was before.
 * @param passwordHash what `Passwords.hash` returned; compute it outside of any transaction
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

/** @returns false when the password is no longer the one whose `version` was read */
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

/** Stores the same password more strongly, unless it was changed meanwhile. */
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

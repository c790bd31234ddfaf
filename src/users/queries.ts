import type { Kysely, Transaction } from 'kysely';
import { Conflict, NotFound } from '../base/errors.ts';
import { findReservedName, insertNumberedName, insertReservedName } from '../names/queries.ts';
import type { Database } from '../schema.ts';

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

/** Deletes a user with everything that refers to the row. The name stays reserved, and the opaque identifiers stay. */
export async function deleteUser(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('users').where('username', '=', username).execute();
}

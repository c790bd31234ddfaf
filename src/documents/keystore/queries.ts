import type { Kysely } from 'kysely';
import { Conflict, Unauthenticated } from '../../base/errors.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import type { NewUserKeystoreKeyRow, UserKeystoreKeyRow } from './tables.ts';

/** The keys that an organization keeps at a user, oldest first. */
export function listKeystoreKeys(
  db: Kysely<Database>,
  username: string,
  globalid: string,
): Promise<UserKeystoreKeyRow[]> {
  return db
    .selectFrom('user_keystore_keys')
    .selectAll()
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .orderBy('position')
    .orderBy('label')
    .execute();
}

export function findKeystoreKey(
  db: Kysely<Database>,
  username: string,
  globalid: string,
  label: string,
): Promise<UserKeystoreKeyRow | undefined> {
  return db
    .selectFrom('user_keystore_keys')
    .selectAll()
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .where('label', '=', label)
    .executeTakeFirst();
}

/**
 * Adds a key at the end. There is no statement that changes or removes one.
 * @throws Conflict `duplicate_label`, or Unauthenticated `invalid_token` when the user is gone and every token too
 */
export async function insertKeystoreKey(
  db: Kysely<Database>,
  row: Omit<NewUserKeystoreKeyRow, 'position'>,
): Promise<UserKeystoreKeyRow> {
  const { username, globalid } = row;
  const position = nextPosition('user_keystore_keys', { username, globalid });
  try {
    return await db
      .insertInto('user_keystore_keys')
      .values({ ...row, position })
      .returningAll()
      .executeTakeFirstOrThrow();
  } catch (error) {
    throw refusalOf(error);
  }
}

function refusalOf(error: unknown): unknown {
  if (isUniqueViolation(error, 'user_keystore_keys_pkey'))
    return new Conflict('duplicate_label', { cause: error });
  if (isForeignKeyViolation(error, 'user_keystore_keys_user'))
    return new Unauthenticated('invalid_token', { detail: 'the user is gone', cause: error });
  return error;
}

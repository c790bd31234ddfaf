import type { Kysely, Transaction } from 'kysely';
import { Conflict, Unauthenticated } from '../../base/errors.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';

/** A key that an organization keeps about a user. */
export interface KeystoreKey {
  readonly username: string;
  readonly globalid: string;
  readonly label: string;
  readonly key: string;
  readonly algorithm: string;
  readonly comment: string;
  readonly createdAt: Date;
}

/** The keys that an organization keeps about a user, oldest first. */
export function listKeystoreKeys(
  db: Kysely<Database>,
  username: string,
  globalid: string,
): Promise<KeystoreKey[]> {
  return selectKeys(db, username, globalid).orderBy('position').orderBy('label').execute();
}

/** What users may see of such a key: not the key itself. */
export type KeyName = Omit<KeystoreKey, 'username' | 'key' | 'comment'>;

/** The names of the keys that organizations keep about a user, by organization, oldest first. */
export function listKeyNames(
  db: Kysely<Database>,
  username: string,
  { offset, limit }: { readonly offset: number; readonly limit: number },
): Promise<KeyName[]> {
  return db
    .selectFrom('user_keystore_keys')
    .select(['globalid', 'label', 'algorithm', 'created_at as createdAt'])
    .where('username', '=', username)
    .orderBy('globalid')
    .orderBy('position')
    .orderBy('label')
    .limit(limit)
    .offset(offset)
    .execute();
}

export function findKeystoreKey(
  db: Kysely<Database>,
  username: string,
  globalid: string,
  label: string,
): Promise<KeystoreKey | undefined> {
  return selectKeys(db, username, globalid).where('label', '=', label).executeTakeFirst();
}

function selectKeys(db: Kysely<Database>, username: string, globalid: string) {
  return db
    .selectFrom('user_keystore_keys')
    .select(['username', 'globalid', 'label', 'key', 'algorithm', 'comment', 'created_at as createdAt'])
    .where('username', '=', username)
    .where('globalid', '=', globalid);
}

/**
 * Adds a key at the end. No statement changes or removes keys.
 * @throws Conflict `duplicate_label`, or Unauthenticated `invalid_token` when the user, and so the token, is
 * gone
 */
export async function insertKeystoreKey(
  trx: Transaction<Database>,
  { createdAt, ...key }: KeystoreKey,
): Promise<void> {
  const { username, globalid } = key;
  const position = nextPosition('user_keystore_keys', { username, globalid });
  try {
    await trx
      .insertInto('user_keystore_keys')
      .values({ ...key, position, created_at: createdAt })
      .execute();
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

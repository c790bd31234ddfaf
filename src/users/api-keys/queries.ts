import type { Kysely, Transaction } from 'kysely';
import { Conflict, NotFound } from '../../base/errors.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import { endTokensOfUserKey } from '../../tokens/revocation.ts';
import type { NewUserApiKeyRow, UserApiKeyRow } from './tables.ts';

/** The keys of a user, oldest first. */
export function listApiKeys(db: Kysely<Database>, username: string): Promise<UserApiKeyRow[]> {
  return db
    .selectFrom('user_api_keys')
    .selectAll()
    .where('username', '=', username)
    .orderBy('position')
    .orderBy('application_id')
    .execute();
}

export function findApiKey(
  db: Kysely<Database>,
  username: string,
  label: string,
): Promise<UserApiKeyRow | undefined> {
  return db
    .selectFrom('user_api_keys')
    .selectAll()
    .where('username', '=', username)
    .where('label', '=', label)
    .executeTakeFirst();
}

/** @throws Conflict `duplicate_label`, or NotFound `user_not_found` */
export async function insertApiKey(
  db: Kysely<Database>,
  row: Omit<NewUserApiKeyRow, 'position'>,
): Promise<UserApiKeyRow> {
  try {
    return await db
      .insertInto('user_api_keys')
      .values({ ...row, position: nextPosition('user_api_keys', { username: row.username }) })
      .returningAll()
      .executeTakeFirstOrThrow();
  } catch (error) {
    throw refusalOf(error);
  }
}

/**
 * @returns whether there is a key with this label
 * @throws Conflict `duplicate_label`
 */
export async function updateApiKeyLabel(
  db: Kysely<Database>,
  username: string,
  label: string,
  newLabel: string,
): Promise<boolean> {
  try {
    const result = await db
      .updateTable('user_api_keys')
      .set({ label: newLabel })
      .where('username', '=', username)
      .where('label', '=', label)
      .executeTakeFirst();
    return result.numUpdatedRows === 1n;
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The tokens that were got with the key go with it. @returns whether there was one */
export async function deleteApiKey(
  trx: Transaction<Database>,
  username: string,
  label: string,
): Promise<boolean> {
  const key = await findApiKey(trx, username, label);
  if (!key) return false;
  await endTokensOfUserKey(trx, username, key.application_id);
  const result = await trx
    .deleteFrom('user_api_keys')
    .where('username', '=', username)
    .where('application_id', '=', key.application_id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function refusalOf(error: unknown): unknown {
  if (isUniqueViolation(error, 'user_api_keys_label'))
    return new Conflict('duplicate_label', { cause: error });
  if (isForeignKeyViolation(error, 'user_api_keys_user'))
    return new NotFound('user_not_found', { cause: error });
  return error;
}

/** Ends all API keys of a user, and with them the tokens that were got with them. */
export async function deleteApiKeys(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('user_api_keys').where('username', '=', username).execute();
}

import type { Kysely } from 'kysely';
import { NotFound } from '../../base/errors.ts';
import { isForeignKeyViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';

/** An entry of the registry of a user or an organization. */
export interface RegistryEntry {
  readonly key: string;
  readonly value: string;
}

/** The entries of a user, oldest first. */
export function listRegistryEntries(db: Kysely<Database>, username: string): Promise<RegistryEntry[]> {
  return db
    .selectFrom('user_registry_entries')
    .select(['key', 'value'])
    .where('username', '=', username)
    .orderBy('position')
    .orderBy('key')
    .execute();
}

export function findRegistryEntry(
  db: Kysely<Database>,
  username: string,
  key: string,
): Promise<RegistryEntry | undefined> {
  return db
    .selectFrom('user_registry_entries')
    .select(['key', 'value'])
    .where('username', '=', username)
    .where('key', '=', key)
    .executeTakeFirst();
}

/**
 * Adds an entry to the end of the list, or changes the value of an existing one.
 * @throws NotFound `user_not_found`
 */
export async function insertOrUpdateRegistryEntry(
  db: Kysely<Database>,
  username: string,
  key: string,
  value: string,
  now: Date,
): Promise<void> {
  const position = nextPosition('user_registry_entries', { username });
  try {
    await db
      .insertInto('user_registry_entries')
      .values({ username, key, value, position, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.columns(['username', 'key']).doUpdateSet({ value, updated_at: now }))
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error, 'user_registry_entries_user')) throw error;
    throw new NotFound('user_not_found', { cause: error });
  }
}

/** @returns whether there was such an entry */
export async function deleteRegistryEntry(
  db: Kysely<Database>,
  username: string,
  key: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('user_registry_entries')
    .where('username', '=', username)
    .where('key', '=', key)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

import type { Kysely } from 'kysely';
import { NotFound } from '../../base/errors.ts';
import { isForeignKeyViolation } from '../../db/pg-errors.ts';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import type { RegistryEntry } from '../../users/registry/queries.ts';

/** The entries of an organization, oldest first. */
export function listRegistryEntries(db: Kysely<Database>, globalid: string): Promise<RegistryEntry[]> {
  return db
    .selectFrom('organization_registry_entries')
    .select(['key', 'value'])
    .where('globalid', '=', globalid)
    .orderBy('position')
    .orderBy('key')
    .execute();
}

export function findRegistryEntry(
  db: Kysely<Database>,
  globalid: string,
  key: string,
): Promise<RegistryEntry | undefined> {
  return db
    .selectFrom('organization_registry_entries')
    .select(['key', 'value'])
    .where('globalid', '=', globalid)
    .where('key', '=', key)
    .executeTakeFirst();
}

/**
 * Adds an entry to the end of the list, or changes the value of an existing one.
 * @throws NotFound `organization_not_found`
 */
export async function insertOrUpdateRegistryEntry(
  db: Kysely<Database>,
  globalid: string,
  { key, value }: RegistryEntry,
  now: Date,
): Promise<void> {
  const position = nextPosition('organization_registry_entries', { globalid });
  try {
    await db
      .insertInto('organization_registry_entries')
      .values({ globalid, key, value, position, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.columns(['globalid', 'key']).doUpdateSet({ value, updated_at: now }))
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error, 'organization_registry_entries_organization')) throw error;
    throw new NotFound('organization_not_found', { cause: error });
  }
}

/** @returns whether there was such an entry */
export async function deleteRegistryEntry(
  db: Kysely<Database>,
  globalid: string,
  key: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('organization_registry_entries')
    .where('globalid', '=', globalid)
    .where('key', '=', key)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

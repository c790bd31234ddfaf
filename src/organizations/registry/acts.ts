import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkNewKey } from '../../names/labels.ts';
import type { Database } from '../../schema.ts';
import type { RegistryEntry } from '../../users/registry/queries.ts';
import { deleteRegistryEntry, insertOrUpdateRegistryEntry } from './queries.ts';

export interface RegistryDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Adds an entry to the end of the list, or changes the value of an existing one.
 * @throws BadRequest for an invalid key, NotFound `organization_not_found`
 */
export async function setRegistryEntry(
  { db }: RegistryDependencies,
  actor: Actor,
  { globalid, key, value }: RegistryEntry & { readonly globalid: string },
): Promise<void> {
  checkNewKey(key, 'Key');
  return inTransaction(db, async (trx) => {
    await insertOrUpdateRegistryEntry(trx, globalid, { key, value }, actor.now);
    await recordEvent(trx, actor, 'organization.registry_entry_changed', { globalid, key });
  });
}

/** @throws NotFound `registry_entry_not_found` */
export function removeRegistryEntry(
  { db }: RegistryDependencies,
  actor: Actor,
  { globalid, key }: { readonly globalid: string; readonly key: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteRegistryEntry(trx, globalid, key))) throw new NotFound('registry_entry_not_found');
    await recordEvent(trx, actor, 'organization.registry_entry_removed', { globalid, key });
  });
}

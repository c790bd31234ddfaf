import type { Kysely } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkNewKey } from '../../names/labels.ts';
import type { Database } from '../../schema.ts';
import { deleteRegistryEntry, insertOrUpdateRegistryEntry } from './queries.ts';

export interface RegistryDependencies {
  readonly db: Kysely<Database>;
}

interface NamedRegistryEntry {
  readonly username: string;
  readonly key: string;
}

/** Adds an entry, or changes the value of an existing one. @throws BadRequest, NotFound `user_not_found` */
export async function setRegistryEntry(
  { db }: RegistryDependencies,
  actor: Actor,
  { username, key, value }: NamedRegistryEntry & { readonly value: string },
): Promise<void> {
  checkNewKey(key, 'Key');
  return inTransaction(db, async (trx) => {
    await insertOrUpdateRegistryEntry(trx, username, key, value, actor.now);
    await recordEvent(trx, actor, 'registry.set', { username, key });
  });
}

/** @throws NotFound `registry_entry_not_found` */
export function removeRegistryEntry(
  { db }: RegistryDependencies,
  actor: Actor,
  { username, key }: NamedRegistryEntry,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await deleteRegistryEntry(trx, username, key))) throw new NotFound('registry_entry_not_found');
    await recordEvent(trx, actor, 'registry.removed', { username, key });
  });
}

import type { Kysely } from 'kysely';
import type { UserRegistryService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import type { Database } from '../../schema.ts';
import {
  deleteRegistryEntry,
  findRegistryEntry,
  insertOrUpdateRegistryEntry,
  listRegistryEntries,
} from '../../users/registry/queries.ts';
import { toRegistryEntry } from '../../users/registry/views.ts';
import type { CallContext } from '../call-context.ts';

export interface UserRegistryDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserRegistryService({
  db,
  clock,
}: UserRegistryDependencies): UserRegistryService<CallContext> {
  return {
    async addUserRegistryEntry({ path, body }) {
      await insertOrUpdateRegistryEntry(db, path.username, body.Key, body.Value, clock.now());
      return { status: 201, body: { Key: body.Key, Value: body.Value } };
    },

    async listUserRegistry({ path }) {
      const rows = await listRegistryEntries(db, path.username);
      return { status: 200, body: rows.map(toRegistryEntry) };
    },

    async deleteUserRegistryEntry({ path }) {
      const wasThere = await deleteRegistryEntry(db, path.username, path.key);
      if (!wasThere) throw new NotFound('registry_entry_not_found');
      return { status: 204 };
    },

    /** Unknown user and unknown key give the same answer: it tells nobody who is registered here. */
    async getUserRegistryEntry({ path }) {
      const row = await findRegistryEntry(db, path.username, path.key);
      if (!row) throw new NotFound('registry_entry_not_found');
      return { status: 200, body: toRegistryEntry(row) };
    },
  };
}

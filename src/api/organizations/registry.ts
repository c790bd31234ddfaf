import type { Kysely } from 'kysely';
import type { OrganizationRegistryService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { hasOrganization } from '../../organizations/queries.ts';
import {
  deleteRegistryEntry,
  findRegistryEntry,
  insertOrUpdateRegistryEntry,
  listRegistryEntries,
} from '../../organizations/registry/queries.ts';
import { toRegistryEntry } from '../../organizations/registry/views.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface OrganizationRegistryDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationRegistryService({
  db,
  clock,
}: OrganizationRegistryDependencies): OrganizationRegistryService<CallContext> {
  return {
    async addOrganizationRegistryEntry({ path, body }) {
      await insertOrUpdateRegistryEntry(db, path.globalid, body.Key, body.Value, clock.now());
      return { status: 201, body: { Key: body.Key, Value: body.Value } };
    },

    async listOrganizationRegistry({ path }) {
      const rows = await listRegistryEntries(db, path.globalid);
      return { status: 200, body: rows.map(toRegistryEntry) };
    },

    async getOrganizationRegistryEntry({ path }) {
      const row = await findRegistryEntry(db, path.globalid, path.key);
      if (row) return { status: 200, body: toRegistryEntry(row) };
      const isKnown = await hasOrganization(db, path.globalid);
      throw new NotFound(isKnown ? 'registry_entry_not_found' : 'organization_not_found');
    },

    async deleteOrganizationRegistryEntry({ path }) {
      const wasThere = await deleteRegistryEntry(db, path.globalid, path.key);
      if (!wasThere) throw new NotFound('registry_entry_not_found');
      return { status: 204 };
    },
  };
}

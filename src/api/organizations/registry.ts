import type { Kysely } from 'kysely';
import type { OrganizationRegistryService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { hasOrganization } from '../../organizations/queries.ts';
import { removeRegistryEntry, setRegistryEntry } from '../../organizations/registry/acts.ts';
import { findRegistryEntry, listRegistryEntries } from '../../organizations/registry/queries.ts';
import type { Database } from '../../schema.ts';
import { toRegistryEntry } from '../../users/registry/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationRegistryDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationRegistryService(
  deps: OrganizationRegistryDependencies,
): OrganizationRegistryService<CallContext> {
  const { db, clock } = deps;
  return {
    async addOrganizationRegistryEntry({ path: { globalid }, body: { Key: key, Value: value } }, context) {
      await setRegistryEntry(deps, actorOfCall(context, clock.now()), { globalid, key, value });
      return { status: 201, body: { Key: key, Value: value } };
    },

    async listOrganizationRegistry({ path }) {
      const entries = await listRegistryEntries(db, path.globalid);
      return { status: 200, body: entries.map(toRegistryEntry) };
    },

    async getOrganizationRegistryEntry({ path }) {
      const entry = await findRegistryEntry(db, path.globalid, path.key);
      if (entry) return { status: 200, body: toRegistryEntry(entry) };
      const isKnown = await hasOrganization(db, path.globalid);
      throw new NotFound(isKnown ? 'registry_entry_not_found' : 'organization_not_found');
    },

    async deleteOrganizationRegistryEntry({ path }, context) {
      await removeRegistryEntry(deps, actorOfCall(context, clock.now()), path);
      return { status: 204 };
    },
  };
}

import type { UserRegistryService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import {
  type RegistryDependencies,
  removeRegistryEntry,
  setRegistryEntry,
} from '../../users/registry/acts.ts';
import { findRegistryEntry, listRegistryEntries } from '../../users/registry/queries.ts';
import { toRegistryEntry } from '../../users/registry/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserRegistryDependencies extends RegistryDependencies {
  readonly clock: Clock;
}

export function createUserRegistryService(deps: UserRegistryDependencies): UserRegistryService<CallContext> {
  const { db } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async addUserRegistryEntry({ path: { username }, body: { Key: key, Value: value } }, context) {
      await setRegistryEntry(deps, actorOf(context), { username, key, value });
      return { status: 201, body: toRegistryEntry({ key, value }) };
    },

    async listUserRegistry({ path }) {
      const entries = await listRegistryEntries(db, path.username);
      return { status: 200, body: entries.map(toRegistryEntry) };
    },

    async deleteUserRegistryEntry({ path: { username, key } }, context) {
      await removeRegistryEntry(deps, actorOf(context), { username, key });
      return { status: 204 };
    },

    /**
     * Gives the same response for an unknown user and an unknown key, so it does not reveal who has an account
     * here.
     */
    async getUserRegistryEntry({ path }) {
      const entry = await findRegistryEntry(db, path.username, path.key);
      if (!entry) throw new NotFound('registry_entry_not_found');
      return { status: 200, body: toRegistryEntry(entry) };
    },
  };
}

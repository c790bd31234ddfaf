import type { UserAddressesService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { addAddress, removeAddress, replaceAddress } from '../../users/addresses/acts.ts';
import { addressKind } from '../../users/addresses/queries.ts';
import { toAddress, toAddressEntry } from '../../users/addresses/views.ts';
import type { EntryDependencies } from '../../users/labelled-entries/acts.ts';
import { findEntry, listEntries } from '../../users/labelled-entries/queries.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserAddressesDependencies extends EntryDependencies {
  readonly clock: Clock;
}

export function createUserAddressesService(
  deps: UserAddressesDependencies,
): UserAddressesService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async getUserAddresses({ path }) {
      const entries = await listEntries(deps.db, addressKind, path.username);
      return { status: 200, body: entries.map(toAddress) };
    },

    async registerNewUserAddress({ path: { username }, body }, context) {
      const added = await addAddress(deps, actorOf(context), { username, ...toAddressEntry(body) });
      return { status: 201, body: toAddress(added) };
    },

    async getUserAddressByLabel({ path: { username, label } }) {
      const entry = await findEntry(deps.db, addressKind, username, label);
      if (!entry) throw new NotFound();
      return { status: 200, body: toAddress(entry) };
    },

    async updateUserAddress({ path: { username, label }, body }, context) {
      const input = { username, label, entry: toAddressEntry(body) };
      return { status: 201, body: toAddress(await replaceAddress(deps, actorOf(context), input)) };
    },

    async deleteUserAddress({ path: { username, label } }, context) {
      await removeAddress(deps, actorOf(context), { username, label });
      return { status: 204 };
    },
  };
}

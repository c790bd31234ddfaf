import type { UserAddressesService } from '../../../generated/services.ts';
import { addressKind } from '../../users/addresses/queries.ts';
import { toAddress } from '../../users/addresses/views.ts';
import {
  createLabelledEntries,
  type LabelledEntriesDependencies,
} from '../../users/labelled-entries/acts.ts';
import type { CallContext } from '../call-context.ts';

export function createUserAddressesService(
  deps: LabelledEntriesDependencies,
): UserAddressesService<CallContext> {
  const addresses = createLabelledEntries(deps, addressKind, toAddress);
  return {
    async getUserAddresses({ path }) {
      return { status: 200, body: await addresses.list(path.username) };
    },

    async registerNewUserAddress({ path, body }) {
      return { status: 201, body: await addresses.add(path.username, body) };
    },

    async getUserAddressByLabel({ path }) {
      return { status: 200, body: await addresses.get(path.username, path.label) };
    },

    async updateUserAddress({ path, body }) {
      return { status: 201, body: await addresses.replace(path.username, path.label, body) };
    },

    async deleteUserAddress({ path }) {
      await addresses.remove(path.username, path.label);
      return { status: 204 };
    },
  };
}

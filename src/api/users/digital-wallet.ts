import type { UserDigitalWalletService } from '../../../generated/services.ts';
import { digitalWalletKind } from '../../users/digital-wallet/queries.ts';
import { toDigitalAssetAddress } from '../../users/digital-wallet/views.ts';
import {
  createLabelledEntries,
  type LabelledEntriesDependencies,
} from '../../users/labelled-entries/acts.ts';
import type { CallContext } from '../call-context.ts';

export function createUserDigitalWalletService(
  deps: LabelledEntriesDependencies,
): UserDigitalWalletService<CallContext> {
  const wallet = createLabelledEntries(deps, digitalWalletKind, toDigitalAssetAddress);
  return {
    async getDigitalWallet({ path }) {
      return { status: 200, body: await wallet.list(path.username) };
    },

    async registerNewDigitalAssetAddress({ path, body }) {
      return { status: 201, body: await wallet.add(path.username, body) };
    },

    async getDigitalAssetAddressByLabel({ path }) {
      return { status: 200, body: await wallet.get(path.username, path.label) };
    },

    async updateDigitalAssetAddress({ path, body }) {
      return { status: 201, body: await wallet.replace(path.username, path.label, body) };
    },

    async deleteDigitalAssetAddress({ path }) {
      await wallet.remove(path.username, path.label);
      return { status: 204 };
    },
  };
}

import type { UserDigitalWalletService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import {
  addWalletAddress,
  removeWalletAddress,
  replaceWalletAddress,
} from '../../users/digital-wallet/acts.ts';
import { digitalWalletKind } from '../../users/digital-wallet/queries.ts';
import { toDigitalAssetAddress, toWalletEntry } from '../../users/digital-wallet/views.ts';
import type { EntryDependencies } from '../../users/labelled-entries/acts.ts';
import { findEntry, listEntries } from '../../users/labelled-entries/queries.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserDigitalWalletDependencies extends EntryDependencies {
  readonly clock: Clock;
}

export function createUserDigitalWalletService(
  deps: UserDigitalWalletDependencies,
): UserDigitalWalletService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async getDigitalWallet({ path }) {
      const entries = await listEntries(deps.db, digitalWalletKind, path.username);
      return { status: 200, body: entries.map(toDigitalAssetAddress) };
    },

    async registerNewDigitalAssetAddress({ path: { username }, body }, context) {
      const added = await addWalletAddress(deps, actorOf(context), { username, ...toWalletEntry(body) });
      return { status: 201, body: toDigitalAssetAddress(added) };
    },

    async getDigitalAssetAddressByLabel({ path: { username, label } }) {
      const entry = await findEntry(deps.db, digitalWalletKind, username, label);
      if (!entry) throw new NotFound();
      return { status: 200, body: toDigitalAssetAddress(entry) };
    },

    async updateDigitalAssetAddress({ path: { username, label }, body }, context) {
      const input = { username, label, entry: toWalletEntry(body) };
      return {
        status: 201,
        body: toDigitalAssetAddress(await replaceWalletAddress(deps, actorOf(context), input)),
      };
    },

    async deleteDigitalAssetAddress({ path: { username, label } }, context) {
      await removeWalletAddress(deps, actorOf(context), { username, label });
      return { status: 204 };
    },
  };
}

import type { UserPublicKeysService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import type { EntryDependencies } from '../../users/labelled-entries/acts.ts';
import { findEntry, listEntries } from '../../users/labelled-entries/queries.ts';
import { addPublicKey, removePublicKey, replacePublicKey } from '../../users/public-keys/acts.ts';
import { publicKeyKind } from '../../users/public-keys/queries.ts';
import { toPublicKey, toPublicKeyEntry } from '../../users/public-keys/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserPublicKeysDependencies extends EntryDependencies {
  readonly clock: Clock;
}

export function createUserPublicKeysService(
  deps: UserPublicKeysDependencies,
): UserPublicKeysService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async listPublicKeys({ path }) {
      const entries = await listEntries(deps.db, publicKeyKind, path.username);
      return { status: 200, body: entries.map(toPublicKey) };
    },

    async addPublicKey({ path: { username }, body }, context) {
      const added = await addPublicKey(deps, actorOf(context), { username, ...toPublicKeyEntry(body) });
      return { status: 201, body: toPublicKey(added) };
    },

    async getPublicKey({ path: { username, label } }) {
      const entry = await findEntry(deps.db, publicKeyKind, username, label);
      if (!entry) throw new NotFound();
      return { status: 200, body: toPublicKey(entry) };
    },

    async updatePublicKey({ path: { username, label }, body }, context) {
      const input = { username, label, entry: toPublicKeyEntry(body) };
      return { status: 201, body: toPublicKey(await replacePublicKey(deps, actorOf(context), input)) };
    },

    async deletePublicKey({ path: { username, label } }, context) {
      await removePublicKey(deps, actorOf(context), { username, label });
      return { status: 204 };
    },
  };
}

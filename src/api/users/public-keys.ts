import type { UserPublicKeysService } from '../../../generated/services.ts';
import {
  createLabelledEntries,
  type LabelledEntriesDependencies,
} from '../../users/labelled-entries/acts.ts';
import { publicKeyKind } from '../../users/public-keys/queries.ts';
import { toPublicKey } from '../../users/public-keys/views.ts';
import type { CallContext } from '../call-context.ts';

export function createUserPublicKeysService(
  deps: LabelledEntriesDependencies,
): UserPublicKeysService<CallContext> {
  const keys = createLabelledEntries(deps, publicKeyKind, toPublicKey);
  return {
    async listPublicKeys({ path }) {
      return { status: 200, body: await keys.list(path.username) };
    },

    async addPublicKey({ path, body }) {
      return { status: 201, body: await keys.add(path.username, body) };
    },

    async getPublicKey({ path }) {
      return { status: 200, body: await keys.get(path.username, path.label) };
    },

    async updatePublicKey({ path, body }) {
      return { status: 201, body: await keys.replace(path.username, path.label, body) };
    },

    async deletePublicKey({ path }) {
      await keys.remove(path.username, path.label);
      return { status: 204 };
    },
  };
}

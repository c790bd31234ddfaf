import type { UserPublicKeysService } from '../../../generated/services.ts';
import type { CallContext } from '../../http/call-context.ts';
import { createLabelledEntries, type LabelledEntriesParts } from '../labelled-entries/service.ts';
import { publicKeyKind } from './queries.ts';
import { toPublicKey } from './views.ts';

export function createUserPublicKeysService(parts: LabelledEntriesParts): UserPublicKeysService<CallContext> {
  const keys = createLabelledEntries(parts, publicKeyKind, toPublicKey);
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

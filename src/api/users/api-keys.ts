import type { UserApiKeysService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { openKeySecret } from '../../tokens/key-secrets.ts';
import {
  type ApiKeyDependencies,
  createUserApiKey,
  removeUserApiKey,
  renameUserApiKey,
} from '../../users/api-keys/acts.ts';
import { findApiKey, listApiKeys, type UserApiKey } from '../../users/api-keys/queries.ts';
import { toUserApiKey } from '../../users/api-keys/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserApiKeysDependencies extends ApiKeyDependencies {
  readonly clock: Clock;
}

export function createUserApiKeysService(deps: UserApiKeysDependencies): UserApiKeysService<CallContext> {
  const { db, sealing, keepsSecrets } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  const readView = (key: UserApiKey) =>
    toUserApiKey(
      key,
      keepsSecrets ? openKeySecret(sealing, 'user', key.applicationId, key.sealedSecret) : '',
    );
  return {
    async addApiKey({ path: { username }, body: { label } }, context) {
      const { key, secret } = await createUserApiKey(deps, actorOf(context), { username, label });
      return { status: 201, body: toUserApiKey(key, secret) };
    },

    async listAPIKeys({ path }) {
      const keys = await listApiKeys(db, path.username);
      return { status: 200, body: keys.map(readView) };
    },

    async updateAPIkey({ path: { username, label }, body }, context) {
      await renameUserApiKey(deps, actorOf(context), { username, label, newLabel: body.label });
      return { status: 204 };
    },

    async getAPIkey({ path }) {
      const key = await findApiKey(db, path.username, path.label);
      if (!key) throw new NotFound();
      return { status: 200, body: readView(key) };
    },

    async deleteAPIkey({ path: { username, label } }, context) {
      await removeUserApiKey(deps, actorOf(context), { username, label });
      return { status: 204 };
    },
  };
}

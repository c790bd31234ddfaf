import type { Kysely } from 'kysely';
import type { UserApiKeysService } from '../../../generated/services.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { createUserApiKey, openSecret } from '../../users/api-keys/new-api-key.ts';
import { deleteApiKey, findApiKey, listApiKeys, updateApiKeyLabel } from '../../users/api-keys/queries.ts';
import type { UserApiKeyRow } from '../../users/api-keys/tables.ts';
import { toUserApiKey } from '../../users/api-keys/views.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UserApiKeysDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  /** Whether secrets can be read again later, or are shown once. */
  readonly keepsSecrets: boolean;
}

export function createUserApiKeysService(deps: UserApiKeysDependencies): UserApiKeysService<CallContext> {
  const { db, clock, sealing, keepsSecrets } = deps;
  const readView = (row: UserApiKeyRow) => toUserApiKey(row, keepsSecrets ? openSecret(sealing, row) : '');
  return {
    async addApiKey({ path: { username }, body: { label } }, context) {
      const key = { username, label, createdAt: clock.now(), keepsSecret: keepsSecrets };
      const { row, secret } = await inTransaction(db, async (trx) => {
        const made = await createUserApiKey(trx, sealing, key);
        await recordEvent(trx, actorOfCall(context, key.createdAt), 'apikey.made', { username, label });
        return made;
      });
      return { status: 201, body: toUserApiKey(row, secret) };
    },

    async listAPIKeys({ path }) {
      const rows = await listApiKeys(db, path.username);
      return { status: 200, body: rows.map(readView) };
    },

    async updateAPIkey({ path, body }) {
      if (!(await updateApiKeyLabel(db, path.username, path.label, body.label))) throw new NotFound();
      return { status: 204 };
    },

    async getAPIkey({ path }) {
      const row = await findApiKey(db, path.username, path.label);
      if (!row) throw new NotFound();
      return { status: 200, body: readView(row) };
    },

    async deleteAPIkey({ path: { username, label } }, context) {
      await inTransaction(db, async (trx) => {
        if (!(await deleteApiKey(trx, username, label))) return;
        await recordEvent(trx, actorOfCall(context, clock.now()), 'apikey.removed', { username, label });
      });
      return { status: 204 };
    },
  };
}

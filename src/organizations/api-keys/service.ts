import type { Kysely } from 'kysely';
import type { OrganizationApiKeysService } from '../../../generated/services.ts';
import type { OrganizationAPIKey } from '../../../generated/types.ts';
import type { Clock } from '../../clock.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import type { Database } from '../../db/database.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { NotFound } from '../../errors.ts';
import type { CallContext } from '../../http/call-context.ts';
import { deleteOwnTokensOfKey } from '../../oauth/revocation.ts';
import { checkCallbackUrl } from './callback-url.ts';
import { createOrganizationApiKey, openSecret } from './new-api-key.ts';
import { deleteApiKey, findApiKey, listApiKeyLabels, updateApiKey } from './queries.ts';
import { toApiKey } from './views.ts';

export interface OrganizationApiKeysParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly keepsSecrets: boolean;
}

export function createOrganizationApiKeysService({
  db,
  clock,
  sealing,
  keepsSecrets,
}: OrganizationApiKeysParts): OrganizationApiKeysService<CallContext> {
  return {
    async getOrganizationAPIKeyLabels({ path }) {
      return { status: 200, body: await listApiKeyLabels(db, path.globalid) };
    },

    async createNewOrganizationAPIKey({ path, body }) {
      const settings = settingsOf(body);
      const secret = await createOrganizationApiKey(db, sealing, {
        globalid: path.globalid,
        label: body.label,
        callbackUrl: settings.callbackURL,
        allowsClientCredentials: settings.clientCredentialsGrantType,
        createdAt: clock.now(),
        keepsSecret: keepsSecrets,
      });
      return { status: 201, body: { label: body.label, ...settings, secret } };
    },

    async getOrganizationAPIKey({ path }) {
      const row = await findApiKey(db, path.globalid, path.label);
      if (!row) throw new NotFound('apikey_not_found');
      return { status: 200, body: toApiKey(row, openSecret(sealing, row.key_id, row.sealed_secret)) };
    },

    async updateOrganizationAPIKey({ path, body }) {
      const { callbackURL, clientCredentialsGrantType } = settingsOf(body);
      await inTransaction(db, async (trx) => {
        const keyId = await updateApiKey(trx, path.globalid, path.label, {
          label: body.label,
          callback_url: callbackURL,
          allows_client_credentials: clientCredentialsGrantType,
        });
        if (keyId === undefined) throw new NotFound('apikey_not_found');
        if (!clientCredentialsGrantType) await deleteOwnTokensOfKey(trx, path.globalid, keyId);
      });
      return { status: 200 };
    },

    async deleteOrganizationAPIKey({ path }) {
      await deleteApiKey(db, path.globalid, path.label);
      return { status: 204 };
    },
  };
}

/** What a body says about a key; what it leaves out has its default. */
function settingsOf({ callbackURL = '', clientCredentialsGrantType = false }: OrganizationAPIKey) {
  checkCallbackUrl(callbackURL);
  return { callbackURL, clientCredentialsGrantType };
}

import type { Kysely } from 'kysely';
import type { OrganizationApiKeysService } from '../../../generated/services.ts';
import type { OrganizationAPIKey } from '../../../generated/types.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, NotFound } from '../../base/errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkCallbackUrl } from '../../organizations/api-keys/callback-url.ts';
import { createOrganizationApiKey, openSecret } from '../../organizations/api-keys/new-api-key.ts';
import {
  deleteApiKey,
  findApiKey,
  listApiKeyLabels,
  updateApiKey,
} from '../../organizations/api-keys/queries.ts';
import { type ApiKeyColumns, toApiKey } from '../../organizations/api-keys/views.ts';
import type { Database } from '../../schema.ts';
import { type KeyRing, usualAlgorithm } from '../../tokens/key-ring.ts';
import { endOwnTokensOfKey } from '../../tokens/revocation.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface OrganizationApiKeysDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
  readonly sealing: Sealing;
  readonly keepsSecrets: boolean;
  /** What this server has keys to sign with. */
  readonly listAlgorithms: KeyRing['listAlgorithms'];
}

export function createOrganizationApiKeysService({
  db,
  clock,
  sealing,
  keepsSecrets,
  listAlgorithms,
}: OrganizationApiKeysDependencies): OrganizationApiKeysService<CallContext> {
  return {
    async getOrganizationAPIKeyLabels({ path }) {
      return { status: 200, body: await listApiKeyLabels(db, path.globalid) };
    },

    async createNewOrganizationAPIKey({ path: { globalid }, body }, context) {
      const row = columnsOf(body);
      await checkAlgorithm(body, listAlgorithms);
      const key = {
        globalid,
        label: row.label,
        callbackUrl: row.callback_url,
        allowsClientCredentials: row.allows_client_credentials,
        isPublic: row.is_public,
        requiresPkce: row.requires_pkce,
        algorithm: row.token_algorithm,
        createdAt: clock.now(),
        keepsSecret: keepsSecrets,
      };
      const secret = await inTransaction(db, async (trx) => {
        const event = { globalid, label: key.label };
        const made = await createOrganizationApiKey(trx, sealing, key);
        await recordEvent(trx, actorOfCall(context, key.createdAt), 'organization.key_made', event);
        return made;
      });
      return { status: 201, body: toApiKey(row, secret) };
    },

    async getOrganizationAPIKey({ path }) {
      const row = await findApiKey(db, path.globalid, path.label);
      if (!row) throw new NotFound('apikey_not_found');
      return { status: 200, body: toApiKey(row, openSecret(sealing, row.key_id, row.sealed_secret)) };
    },

    async updateOrganizationAPIKey({ path, body }, context) {
      const { label, callback_url, allows_client_credentials } = columnsOf(body);
      const patch = { label, callback_url, allows_client_credentials, ...patchOf(body) };
      await checkAlgorithm(body, listAlgorithms);
      await inTransaction(db, async (trx) => {
        const keyId = await updateApiKey(trx, path.globalid, path.label, patch);
        if (keyId === undefined) throw new NotFound('apikey_not_found');
        if (!allows_client_credentials) await endOwnTokensOfKey(trx, path.globalid, keyId);
        const event = { globalid: path.globalid, label };
        await recordEvent(trx, actorOfCall(context, clock.now()), 'organization.key_changed', event);
      });
      return { status: 200 };
    },

    async deleteOrganizationAPIKey({ path: { globalid, label } }, context) {
      await inTransaction(db, async (trx) => {
        if (!(await deleteApiKey(trx, globalid, label))) return;
        const event = { globalid, label };
        await recordEvent(trx, actorOfCall(context, clock.now()), 'organization.key_removed', event);
      });
      return { status: 204 };
    },
  };
}

/** What a body says about a key; what it leaves out has its default. */
function columnsOf(body: OrganizationAPIKey): ApiKeyColumns {
  const { callbackURL = '', clientCredentialsGrantType = false } = body;
  checkCallbackUrl(callbackURL);
  return {
    label: body.label,
    callback_url: callbackURL,
    allows_client_credentials: clientCredentialsGrantType,
    is_public: body.publicClient ?? false,
    requires_pkce: body.pkceRequired ?? false,
    token_algorithm: body.tokenSigningAlgorithm ?? 'ES384',
  };
}

/** What clients of old do not know stays as it is when they leave it out. */
function patchOf({ publicClient, pkceRequired, tokenSigningAlgorithm }: OrganizationAPIKey) {
  return {
    ...(publicClient !== undefined && { is_public: publicClient }),
    ...(pkceRequired !== undefined && { requires_pkce: pkceRequired }),
    ...(tokenSigningAlgorithm !== undefined && { token_algorithm: tokenSigningAlgorithm }),
  };
}

/** @throws BadRequest when nothing could be signed with it */
async function checkAlgorithm(
  { tokenSigningAlgorithm }: OrganizationAPIKey,
  listAlgorithms: KeyRing['listAlgorithms'],
): Promise<void> {
  if (tokenSigningAlgorithm === undefined || tokenSigningAlgorithm === usualAlgorithm) return;
  if ((await listAlgorithms()).includes(tokenSigningAlgorithm)) return;
  const description = `body.tokenSigningAlgorithm: this server has no ${tokenSigningAlgorithm} key`;
  throw new BadRequest('bad_request', { description });
}

import type { Kysely, Transaction } from 'kysely';
import { BadRequest, Conflict, NotFound } from '../../base/errors.ts';
import { isCheckViolation, isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { revokeTokensOfKey } from '../../tokens/revocation.ts';
import type { TokenAlgorithm } from './tables.ts';

export type { TokenAlgorithm };

/** The settings of an API key. */
export interface ApiKeySettings {
  readonly label: string;
  /** Empty when the key does not sign users in. */
  readonly callbackUrl: string;
  readonly allowsClientCredentials: boolean;
  /** The device authorization grant (RFC 8628). */
  readonly allowsDeviceGrant: boolean;
  readonly isPublic: boolean;
  readonly requiresPkce: boolean;
  /** Whether redirect URIs must equal the callback URL, or may also lie below it. */
  readonly matchesExactly: boolean;
  /** The algorithm that signs the tokens got with it. */
  readonly algorithm: TokenAlgorithm;
  /** Whether ID tokens contain the standard claims of userinfo. */
  readonly claimsInIdToken: boolean;
  /** Whether ID tokens and userinfo contain the claim `groups`. */
  readonly tellsGroups: boolean;
  /** Whether access tokens are JWTs (RFC 9068) instead of opaque. */
  readonly hasJwtAccessTokens: boolean;
  /** Where users may go after signing out; if empty, the callback URL applies. */
  readonly postLogoutRedirectUris: readonly string[];
  /** The URI that receives logouts (OpenID Connect Back-Channel Logout 1.0); empty for none. */
  readonly backchannelLogoutUri: string;
  /** Whether logouts name the session, or only the user. */
  readonly backchannelLogoutSession: boolean;
  /** The start page of the application; empty if unknown. */
  readonly homePageUri: string;
}

export const settingsColumns = [
  'label',
  'callback_url as callbackUrl',
  'allows_client_credentials as allowsClientCredentials',
  'allows_device_grant as allowsDeviceGrant',
  'is_public as isPublic',
  'requires_pkce as requiresPkce',
  'exact_callback as matchesExactly',
  'token_algorithm as algorithm',
  'id_token_claims as claimsInIdToken',
  'groups_claim as tellsGroups',
  'jwt_access_tokens as hasJwtAccessTokens',
  'post_logout_redirect_uris as postLogoutRedirectUris',
  'backchannel_logout_uri as backchannelLogoutUri',
  'backchannel_logout_session as backchannelLogoutSession',
  'home_page_uri as homePageUri',
] as const;

/** The labels of an organization's API keys, in byte order. */
export async function listApiKeyLabels(db: Kysely<Database>, globalid: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organization_api_keys')
    .select('label')
    .where('globalid', '=', globalid)
    .orderBy('label')
    .execute();
  return rows.map((row) => row.label);
}

/** An API key in a list. */
export interface ListedApiKey extends ApiKeySettings {
  readonly keyId: string;
  readonly createdAt: Date;
  /** Until when the previous secret is also valid. */
  readonly formerSecretUntil: Date | null;
}

/** The API keys of an organization without their secrets, in byte order of their labels. */
export function listApiKeys(db: Kysely<Database>, globalid: string): Promise<ListedApiKey[]> {
  return db
    .selectFrom('organization_api_keys')
    .select([...settingsColumns, 'key_id as keyId', 'created_at as createdAt'])
    .select('former_secret_until as formerSecretUntil')
    .where('globalid', '=', globalid)
    .orderBy('label')
    .execute();
}

/** A stored key: its settings, and its secret if it can be read again. */
export interface ApiKey extends ApiKeySettings {
  readonly keyId: string;
  readonly sealedSecret: Buffer | null;
}

export function findApiKey(
  db: Kysely<Database>,
  globalid: string,
  label: string,
): Promise<ApiKey | undefined> {
  return db
    .selectFrom('organization_api_keys')
    .select([...settingsColumns, 'key_id as keyId', 'sealed_secret as sealedSecret'])
    .where('globalid', '=', globalid)
    .where('label', '=', label)
    .executeTakeFirst();
}

/** The start page of each of these clients that has one; of several, that of the key whose label comes first. */
export async function listHomePages(
  db: Kysely<Database>,
  clients: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (clients.length === 0) return new Map();
  const rows = await db
    .selectFrom('organization_api_keys')
    .distinctOn('globalid')
    .select(['globalid', 'home_page_uri as homePageUri'])
    .where('globalid', 'in', clients)
    .where('home_page_uri', '!=', '')
    .orderBy('globalid')
    .orderBy('label')
    .execute();
  return new Map(rows.map(({ globalid, homePageUri }) => [globalid, homePageUri]));
}

/** Where to send logouts of an API key, and how to sign them. */
export type LogoutReceiver = Pick<ApiKeySettings, 'backchannelLogoutUri' | 'algorithm'>;

/** @returns undefined when the key is gone, or no longer receives logouts */
export function findLogoutReceiver(
  db: Kysely<Database>,
  { globalid, keyId }: { readonly globalid: string; readonly keyId: string },
): Promise<LogoutReceiver | undefined> {
  return db
    .selectFrom('organization_api_keys')
    .select(['backchannel_logout_uri as backchannelLogoutUri', 'token_algorithm as algorithm'])
    .where('globalid', '=', globalid)
    .where('key_id', '=', keyId)
    .where('backchannel_logout_uri', '!=', '')
    .executeTakeFirst();
}

export interface NewApiKey extends ApiKey {
  readonly globalid: string;
  readonly secretHash: Buffer;
  readonly createdAt: Date;
}

/** @throws Conflict `label_in_use`, or NotFound `organization_not_found` */
export async function insertApiKey(
  db: Kysely<Database>,
  { globalid, keyId, secretHash, sealedSecret, createdAt, ...settings }: NewApiKey,
): Promise<void> {
  const row = { globalid, key_id: keyId, secret_hash: secretHash, sealed_secret: sealedSecret };
  const times = { created_at: createdAt, last_used_at: null };
  const former = { former_secret_hash: null, former_secret_until: null };
  try {
    await db
      .insertInto('organization_api_keys')
      .values({ ...row, ...columnsOf(settings), ...times, ...former })
      .execute();
  } catch (error) {
    throw refusalOf(error);
  }
}

/** Omitted settings stay as they are. */
function columnsOf<Settings extends Partial<ApiKeySettings>>(settings: Settings) {
  const uris = settings.postLogoutRedirectUris;
  return {
    label: settings.label as Settings['label'],
    callback_url: settings.callbackUrl,
    allows_client_credentials: settings.allowsClientCredentials,
    allows_device_grant: settings.allowsDeviceGrant,
    is_public: settings.isPublic,
    requires_pkce: settings.requiresPkce,
    exact_callback: settings.matchesExactly,
    token_algorithm: settings.algorithm,
    id_token_claims: settings.claimsInIdToken,
    groups_claim: settings.tellsGroups,
    jwt_access_tokens: settings.hasJwtAccessTokens,
    post_logout_redirect_uris: uris && [...uris],
    backchannel_logout_uri: settings.backchannelLogoutUri,
    backchannel_logout_session: settings.backchannelLogoutSession,
    home_page_uri: settings.homePageUri,
  };
}

/**
 * @returns the id of the changed key; undefined when no key has this label
 * @throws Conflict `label_in_use`
 */
export async function updateApiKey(
  trx: Transaction<Database>,
  globalid: string,
  label: string,
  settings: Partial<ApiKeySettings>,
): Promise<string | undefined> {
  try {
    const row = await trx
      .updateTable('organization_api_keys')
      .set(columnsOf(settings))
      .where('globalid', '=', globalid)
      .where('label', '=', label)
      .returning('key_id')
      .executeTakeFirst();
    return row?.key_id;
  } catch (error) {
    throw refusalOf(error);
  }
}

export interface NewSecret {
  readonly secretHash: Buffer;
  readonly sealedSecret: Buffer | null;
  /** Until when the current secret stays valid; undefined ends it at once. */
  readonly formerUntil: Date | undefined;
}

/** Gives a key a new secret. @returns whether the key exists and has a secret */
export async function updateSecret(
  trx: Transaction<Database>,
  { globalid, keyId }: { readonly globalid: string; readonly keyId: string },
  { secretHash, sealedSecret, formerUntil }: NewSecret,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('organization_api_keys')
    .set(({ ref }) => ({
      secret_hash: secretHash,
      sealed_secret: sealedSecret,
      former_secret_hash: formerUntil ? ref('secret_hash') : null,
      former_secret_until: formerUntil ?? null,
    }))
    .where('globalid', '=', globalid)
    .where('key_id', '=', keyId)
    .where('is_public', '=', false)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Deletes a key with the tokens got with it. @returns whether there was one */
export async function deleteApiKey(
  trx: Transaction<Database>,
  globalid: string,
  label: string,
): Promise<boolean> {
  const keys = trx
    .selectFrom('organization_api_keys')
    .select('key_id')
    .where('globalid', '=', globalid)
    .where('label', '=', label);
  const key = await keys.executeTakeFirst();
  if (!key) return false;
  await revokeTokensOfKey(trx, globalid, key.key_id);
  const result = await trx
    .deleteFrom('organization_api_keys')
    .where('globalid', '=', globalid)
    .where('key_id', '=', key.key_id)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

function refusalOf(error: unknown): unknown {
  if (isUniqueViolation(error, 'organization_api_keys_label'))
    return new Conflict('label_in_use', { cause: error });
  if (isForeignKeyViolation(error, 'organization_api_keys_organization'))
    return new NotFound('organization_not_found', { cause: error });
  if (isCheckViolation(error, 'organization_api_keys_public_without_credentials')) {
    const description = 'body.publicClient: without a secret there can be no client credentials';
    return new BadRequest('bad_request', { description, cause: error });
  }
  return error;
}

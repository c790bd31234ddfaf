import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Sealing } from '../crypto/sealing.ts';
import { tokenBytes } from '../crypto/tokens.ts';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import { isOwnerOpen } from './basis-queries.ts';
import { type ConfidentialClient, type FindClient, type OrganizationKey, secretPurposes } from './clients.ts';
import type { TokenAlgorithm } from './key-ring.ts';

interface KeyRow {
  readonly key_id: string;
  readonly callback_url: string;
  readonly is_public: boolean;
  readonly requires_pkce: boolean;
  readonly allows_device_grant: boolean;
  readonly exact_callback: boolean;
  readonly token_algorithm: TokenAlgorithm;
  readonly id_token_claims: boolean;
  readonly groups_claim: boolean;
  readonly jwt_access_tokens: boolean;
  readonly is_notified_of_logout: boolean;
}

/** The database row of an authenticated client. */
export interface ClientRow extends KeyRow {
  readonly username: string | null;
  readonly allows_client_credentials: boolean;
  readonly scopes: readonly string[];
}

/**
 * Finds the client of a client id and secret: an API key of an organization or of a user. Executes one statement in all
 * cases, so that an unknown client and a wrong secret take the same time. The secret is compared by its keyed hash; the
 * secret of a public key never matches.
 */
export const findClient: FindClient = async (db, sealing, clientId, clientSecret, now) => {
  const [row] = await clientQuery(db, presentedClient(sealing, clientId, clientSecret, now));
  return row && toClient(clientId, row);
};

/** A client id, and the hashes of the presented secret for both tables, with each encryption key. */
export interface PresentedClient {
  readonly clientId: string;
  readonly organizationHashes: readonly Buffer[];
  readonly userHashes: readonly Buffer[];
  /** For the former secret, which is valid for a while after a rotation. */
  readonly now: Date;
}

/** The form of a client id tells most organizations from API keys of users, so that the other hash is not needed. */
export function presentedClient(
  sealing: Sealing,
  clientId: string,
  clientSecret: string,
  now: Date,
): PresentedClient {
  const { organization, user } = secretPurposes;
  const organizationHashes = /[A-Z]/.test(clientId) ? [] : sealing.keyedHashes(clientSecret, organization);
  const userHashes = clientId.length === applicationIdLength ? sealing.keyedHashes(clientSecret, user) : [];
  return { clientId, organizationHashes, userHashes, now };
}

/** An application id is a token in base64url; a globalid has no capital letters. */
const applicationIdLength = (tokenBytes.userApplicationId * 4) / 3;

const clientQuery = prepareQuery((db, value: ValueOf<PresentedClient>) => ({
  compile: () => clientRows(value).compile(db),
}));

/** The row of the presented client, if it exists. */
export function clientRows(value: ValueOf<PresentedClient>): RawBuilder<ClientRow> {
  const isPresented = (column: string) =>
    sql`${sql.ref(column)} = any(${value('organizationHashes')}::bytea[])`;
  return sql<ClientRow>`
    select null as username, key_id, allows_client_credentials, array[]::text[] as scopes,
      callback_url, is_public, requires_pkce, allows_device_grant, exact_callback, token_algorithm,
      id_token_claims, groups_claim, jwt_access_tokens, backchannel_logout_uri <> '' as is_notified_of_logout
    from organization_api_keys
    where globalid = ${value('clientId')} and not is_public and (
      ${isPresented('secret_hash')}
      or (${isPresented('former_secret_hash')} and former_secret_until > ${value('now')}::timestamptz)
    )
    union all
    select username, application_id, true, scopes, '', false, false, false, false, 'ES384', false, false, false, false
    from user_api_keys
    where application_id = ${value('clientId')} and secret_hash = any(${value('userHashes')}::bytea[]) and ${isOwnerOpen}
    limit 1`;
}

/** The public API keys of an organization, oldest first; empty when it does not exist. */
export async function listPublicClientKeys(
  db: Kysely<Database>,
  globalid: string,
): Promise<OrganizationKey[]> {
  const rows = await db
    .selectFrom('organization_api_keys')
    .select(['key_id', 'callback_url', 'is_public', 'requires_pkce', 'exact_callback', 'token_algorithm'])
    .select(['allows_device_grant', 'id_token_claims', 'groups_claim', 'jwt_access_tokens'])
    .select((key) => key('backchannel_logout_uri', '!=', '').$castTo<boolean>().as('is_notified_of_logout'))
    .where('globalid', '=', globalid)
    .where('is_public', '=', true)
    .orderBy('created_at')
    .orderBy('key_id')
    .execute();
  return rows.map(toKey);
}

export function toClient(clientId: string, row: ClientRow): ConfidentialClient {
  if (row.username !== null) {
    return { kind: 'user', username: row.username, applicationId: row.key_id, scopes: row.scopes };
  }
  return {
    kind: 'organization',
    globalid: clientId,
    allowsClientCredentials: row.allows_client_credentials,
    ...toKey(row),
  };
}

function toKey(row: KeyRow): OrganizationKey {
  return {
    keyId: row.key_id,
    callbackUrl: row.callback_url,
    isPublic: row.is_public,
    requiresPkce: row.requires_pkce,
    allowsDeviceGrant: row.allows_device_grant,
    matchesExactly: row.exact_callback,
    algorithm: row.token_algorithm,
    claimsInIdToken: row.id_token_claims,
    tellsGroups: row.groups_claim,
    hasJwtAccessTokens: row.jwt_access_tokens,
    isNotifiedOfLogout: row.is_notified_of_logout,
  };
}

import { type Kysely, type RawBuilder, sql } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import type { AccessClaims } from './access-claims.ts';
import type { GrantBasis, TokenBasis } from './basis.ts';
import type { TokenAlgorithm } from './key-ring.ts';

/** The columns of a stored token that determine its basis. */
export interface BasisColumns {
  readonly username: string | null;
  readonly globalid: string | null;
  readonly client_id: string;
  readonly granted_to: string | null;
  readonly application_id: string | null;
  readonly organization_key_id: string | null;
}

/** The basis of a stored token; undefined when no column determines it, which constraints prevent. */
export function basisOfRow(
  row: BasisColumns & { readonly session_id?: string | null },
): GrantBasis | undefined {
  const { username, globalid, session_id: sessionId } = row;
  const ofToken = tokenBasisOfRow(row);
  if (ofToken || username === null || globalid !== null || typeof sessionId !== 'string') return ofToken;
  return { kind: 'session', username, sessionId };
}

/** Same as `basisOfRow`, for tokens that are issued to clients. */
export function tokenBasisOfRow(row: BasisColumns): TokenBasis | undefined {
  const { username, globalid, client_id: clientId } = row;
  if (username !== null && row.granted_to !== null) return { kind: 'consent', username, clientId };
  if (username !== null && row.application_id !== null)
    return { kind: 'userApiKey', username, applicationId: row.application_id };
  if (globalid !== null && row.organization_key_id !== null)
    return { kind: 'organizationApiKey', globalid, keyId: row.organization_key_id };
  return undefined;
}

/** The values that identify the basis of a JWT. */
export interface BasisValues {
  readonly subject: string;
  readonly clientId: string;
  readonly basisId: string;
  readonly lineage: readonly string[];
  readonly origin: Buffer | null;
  readonly isOrganization: boolean;
}

export function basisValues(claims: AccessClaims): BasisValues {
  const { subject, clientId, basisId, lineage, origin = null, isOrganization } = claims;
  return { subject, clientId, basisId, lineage, origin, isOrganization };
}

/** A user's API key does not work while the account is closed. */
export const isOwnerOpen = sql<boolean>`exists (
  select from users as owner where owner.username = user_api_keys.username and owner.locked_at is null)`;

export interface BasisRow {
  readonly kind: TokenBasis['kind'];
}

/**
 * The possible bases: a redeemed code of this user and client, with the API key that redeemed it, an API key of the
 * user, or one of the organization for itself.
 */
export function basisRows(value: ValueOf<BasisValues>): RawBuilder<BasisRow> {
  return sql<BasisRow>`
    select kind, organization_key_id from (
      select 'consent' as kind, false as is_organization, organization_key_id from authorization_grants
      where grant_id = ${value('basisId')} and username = ${value('subject')}
        and client_id = ${value('clientId')}
      union all
      select 'userApiKey', false, null from user_api_keys
      where application_id = ${value('basisId')} and username = ${value('subject')}
        and application_id = ${value('clientId')} and ${isOwnerOpen}
      union all
      select 'organizationApiKey', true, key_id from organization_api_keys
      where key_id = ${value('basisId')} and globalid = ${value('subject')}
        and globalid = ${value('clientId')} and allows_client_credentials
    ) as bases
    where is_organization = ${value('isOrganization')}
      and not exists (select from revoked_jwts where jti = any (${value('lineage')}::text[]))
      and (${value('origin')}::bytea is null
        or exists (select from refresh_tokens where token_hash = ${value('origin')})
        or exists (select from access_tokens where token_hash = ${value('origin')}))`;
}

const basisQuery = prepareQuery((db, value: ValueOf<BasisValues>) => ({
  compile: () => basisRows(value).compile(db),
}));

/**
 * Finds the current basis of a JWT access token in one statement. Undefined when the JWT or an ancestor was revoked, or
 * when the basis or the token that it was made from is gone.
 */
export async function findJwtBasis(
  db: Kysely<Database>,
  claims: AccessClaims,
): Promise<TokenBasis | undefined> {
  const [row] = await basisQuery(db, basisValues(claims));
  return row && toBasis(claims, row);
}

export function toBasis({ subject, clientId, basisId }: AccessClaims, { kind }: BasisRow): TokenBasis {
  if (kind === 'consent') return { kind, username: subject, clientId };
  if (kind === 'userApiKey') return { kind, username: subject, applicationId: basisId };
  return { kind, globalid: subject, keyId: basisId };
}

const userApiKeyQuery = prepareQuery((db, value: ValueOf<{ username: string; applicationId: string }>) =>
  db
    .selectFrom('user_api_keys')
    .select('application_id')
    .where('username', '=', value('username'))
    .where('application_id', '=', value('applicationId'))
    .where(isOwnerOpen),
);

/** Whether a user with an open account has an API key with this application id. */
export async function hasUserApiKey(
  db: Kysely<Database>,
  username: string,
  applicationId: string,
): Promise<boolean> {
  return (await userApiKeyQuery(db, { username, applicationId })).length > 0;
}

const organizationApiKeyQuery = prepareQuery((db, value: ValueOf<{ globalid: string; keyId: string }>) =>
  db
    .selectFrom('organization_api_keys')
    .select('key_id')
    .where('globalid', '=', value('globalid'))
    .where('key_id', '=', value('keyId'))
    .where('allows_client_credentials', '=', true),
);

/** Whether an organization's API key exists and allows client credentials. */
export async function allowsClientCredentials(
  db: Kysely<Database>,
  globalid: string,
  keyId: string,
): Promise<boolean> {
  return (await organizationApiKeyQuery(db, { globalid, keyId })).length > 0;
}

/**
 * The signing algorithm of the API key behind a basis.
 * @param basisId its own id, or the id of a code redeemed with it
 */
export async function findSigningAlgorithm(
  db: Kysely<Database>,
  clientId: string,
  basisId: string,
): Promise<TokenAlgorithm | undefined> {
  const { rows } = await sql<{ token_algorithm: TokenAlgorithm }>`
    select token_algorithm from organization_api_keys
    where globalid = ${clientId} and key_id = coalesce(
      (select organization_key_id from authorization_grants where grant_id = ${basisId}), ${basisId}
    )`.execute(db);
  return rows[0]?.token_algorithm;
}

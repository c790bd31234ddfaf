import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { AuthorizationRecord } from '../consents/coverage.ts';
import { type RecordRow, recordColumns, toRecord } from '../consents/queries.ts';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import type { AccessClaims } from '../tokens/access-claims.ts';
import type { TokenBasis } from '../tokens/basis.ts';
import {
  type BasisRow,
  type BasisValues,
  basisRows,
  basisValues,
  toBasis,
  tokenBasisOfRow,
} from '../tokens/basis-queries.ts';
import {
  type ClientRow,
  clientRows,
  type PresentedClient,
  presentedClient,
  toClient,
} from '../tokens/client-queries.ts';
import type { FindClient } from '../tokens/clients.ts';
import { type ClaimedProfile, claimedColumns } from '../users/profile-queries.ts';

/** Tokens that clients present often are read in one statement, together with everything that they depend on now. */

type MaybeRecordRow = Omit<RecordRow, 'username' | 'grantedTo'> & { readonly grantedTo: string | null };

function recordOf(row: MaybeRecordRow): AuthorizationRecord | undefined {
  return hasRecord(row) ? toRecord(row) : undefined;
}

function hasRecord(row: MaybeRecordRow): row is Omit<RecordRow, 'username'> {
  return row.grantedTo !== null;
}

/** Joins, as `a`, the authorization record of the consent behind the token `t`. */
function joinRecord(): RawBuilder<unknown> {
  return sql`left join user_authorizations a on a.username = t.username and a.granted_to = t.granted_to`;
}

/** An access token, read for the client that introspects it. */
export interface IntrospectedToken {
  readonly basis: TokenBasis;
  readonly scopes: readonly string[];
  readonly isOpenid: boolean;
  readonly audience: readonly string[];
  readonly expiresAt: Date;
  readonly jkt: string | undefined;
  /** What the user shares with the client. Undefined when that is nothing, and for API keys. */
  readonly record: AuthorizationRecord | undefined;
}

interface IntrospectedRow extends MaybeRecordRow {
  readonly tokenUsername: string | null;
  readonly tokenGlobalid: string | null;
  readonly tokenGrantedTo: string | null;
  readonly applicationId: string | null;
  readonly organizationKeyId: string | null;
  readonly tokenScopes: readonly string[];
  readonly isOpenid: boolean;
  readonly audience: readonly string[];
  /** Null when the client has no such token. */
  readonly expiresAt: Date | null;
  readonly jkt: string | null;
}

const introspectionQuery = prepareQuery(
  (db, value: ValueOf<PresentedClient & { readonly hash: Buffer }>) => ({
    compile: () =>
      sql<ClientRow & IntrospectedRow>`
        select client.*, t.username as "tokenUsername", t.globalid as "tokenGlobalid",
          t.granted_to as "tokenGrantedTo", t.application_id as "applicationId",
          t.organization_key_id as "organizationKeyId", t.scopes as "tokenScopes", t.is_openid as "isOpenid",
          t.audience, t.expires_at as "expiresAt", t.dpop_jkt as jkt, ${recordColumns()}
        from (${clientRows(value)}) as client
        left join access_tokens t on t.token_hash = ${value('hash')} and t.client_id = ${value('clientId')}
          and t.expires_at >= ${value('now')}
        ${joinRecord()}`.compile(db),
  }),
);

/**
 * Finds a client and, in the same statement, a token that was issued to it. A token still counts at its
 * expiry time.
 */
export function findClientAndToken(hash: Buffer, onToken: (token: IntrospectedToken) => void): FindClient {
  return async (db, sealing, clientId, clientSecret, now) => {
    const presented = presentedClient(sealing, clientId, clientSecret, now);
    const [row] = await introspectionQuery(db, { hash, ...presented });
    const token = row && toIntrospected(clientId, row);
    if (token) onToken(token);
    return row && toClient(clientId, row);
  };
}

function toIntrospected(clientId: string, row: IntrospectedRow): IntrospectedToken | undefined {
  const { expiresAt, tokenScopes: scopes, isOpenid, audience, jkt } = row;
  const basis = tokenBasisOfRow({
    username: row.tokenUsername,
    globalid: row.tokenGlobalid,
    client_id: clientId,
    granted_to: row.tokenGrantedTo,
    application_id: row.applicationId,
    organization_key_id: row.organizationKeyId,
  });
  if (!basis || expiresAt === null) return undefined;
  return { basis, scopes, isOpenid, audience, expiresAt, jkt: jkt ?? undefined, record: recordOf(row) };
}

/** Joins, as `a`, the authorization record of the consent behind a JWT with the basis `b`. */
function joinRecordOfJwt(value: ValueOf<BasisValues>): RawBuilder<unknown> {
  return sql`left join user_authorizations a on b.kind = 'consent'
    and a.username = ${value('subject')} and a.granted_to = ${value('clientId')}`;
}

const jwtQuery = prepareQuery((db, value: ValueOf<BasisValues>) => ({
  compile: () =>
    sql<BasisRow & MaybeRecordRow>`
      select b.kind, ${recordColumns()} from (${basisRows(value)}) as b ${joinRecordOfJwt(value)}`.compile(
      db,
    ),
}));

/** The basis of a JWT at this moment. */
export interface ValidJwt {
  readonly basis: TokenBasis;
  /** What the user shares with the client. Undefined when that is nothing, and for API keys. */
  readonly record: AuthorizationRecord | undefined;
}

/** Like `findJwtBasis`, but also reads what the user shares. */
export async function findValidJwt(
  db: Kysely<Database>,
  claims: AccessClaims,
): Promise<ValidJwt | undefined> {
  const [row] = await jwtQuery(db, basisValues(claims));
  return row && { basis: toBasis(claims, row), record: recordOf(row) };
}

/** An access token as userinfo needs it. */
export interface UserinfoToken {
  readonly username: string | null;
  readonly clientId: string;
  /** The client that the consent was given to; null for any other basis. */
  readonly grantedTo: string | null;
  readonly scopes: readonly string[];
  readonly isOpenid: boolean;
  readonly jkt: string | null;
  readonly tellsGroups: boolean | null;
}

interface UserinfoRow extends MaybeRecordRow, Omit<UserinfoToken, 'username' | 'grantedTo'> {
  readonly tokenGrantedTo: string | null;
}

const userinfoQuery = prepareQuery((db, value: ValueOf<{ readonly hash: Buffer; readonly now: Date }>) => ({
  compile: () =>
    sql<UserinfoRow & (ClaimedProfile | { readonly username: null })>`
      select t.client_id as "clientId", t.granted_to as "tokenGrantedTo", t.scopes, t.is_openid as "isOpenid",
        t.dpop_jkt as jkt, k.groups_claim as "tellsGroups", ${recordColumns()}, ${claimedColumns()}
      from access_tokens t
      left join organization_api_keys k on k.globalid = t.client_id and k.key_id = t.organization_key_id
      left join users u on u.username = t.username
      ${joinRecord()}
      where t.token_hash = ${value('hash')} and t.expires_at >= ${value('now')}`.compile(db),
}));

/** A token, the profile of its user, and what the user shares with the client of a consent. */
export interface TokenAndUser {
  readonly token: UserinfoToken;
  readonly profile: ClaimedProfile | undefined;
  readonly record: AuthorizationRecord | undefined;
}

/** Finds an access token and its user in one statement. A token still counts at its expiry time. */
export async function findTokenAndUser(
  db: Kysely<Database>,
  hash: Buffer,
  now: Date,
): Promise<TokenAndUser | undefined> {
  const [row] = await userinfoQuery(db, { hash, now });
  if (!row) return undefined;
  const profile = row.username === null ? undefined : row;
  const { username, clientId, tokenGrantedTo: grantedTo, scopes, isOpenid, jkt, tellsGroups } = row;
  const token = { username, clientId, grantedTo, scopes, isOpenid, jkt, tellsGroups };
  return { token, profile, record: recordOf(row) };
}

const jwtUserQuery = prepareQuery((db, value: ValueOf<BasisValues>) => ({
  compile: () =>
    sql<Pick<UserinfoToken, 'tellsGroups'> & MaybeRecordRow & ClaimedProfile>`
      select k.groups_claim as "tellsGroups", ${recordColumns()}, ${claimedColumns()}
      from (${basisRows(value)}) as b
      join users u on u.username = ${value('subject')}
      left join organization_api_keys k
        on k.globalid = ${value('clientId')} and k.key_id = b.organization_key_id
      ${joinRecordOfJwt(value)}
      where b.kind = 'consent'`.compile(db),
}));

/** Like `findTokenAndUser`, for a JWT. Finds only JWTs that stand on a consent. */
export async function findJwtAndUser(
  db: Kysely<Database>,
  claims: AccessClaims,
): Promise<TokenAndUser | undefined> {
  const [row] = await jwtUserQuery(db, basisValues(claims));
  if (!row) return undefined;
  const { clientId, scopes, isOpenid, jkt = null } = claims;
  const { username, tellsGroups } = row;
  const token = { username, clientId, grantedTo: clientId, scopes, isOpenid, jkt, tellsGroups };
  return { token, profile: row, record: recordOf(row) };
}

import { type Kysely, type NotNull, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import type { AccessClaims } from './access-claims.ts';
import { globalidOf, type TokenBasis, usernameOf } from './basis.ts';
import { tokenBasisOfRow } from './basis-queries.ts';
import type { Consent, Grant, TokenSubject } from './grant.ts';

/** A refresh token ends after thirty days without use. */
const idleMilliseconds = 30 * 86_400_000;

function idleEnd(now: Date): Date {
  return new Date(now.getTime() + idleMilliseconds);
}

function earlier(one: Date, other: Date): Date {
  return one < other ? one : other;
}

/** A refresh token of a token response (RFC 6749, section 5.1). */
export interface NewRefreshToken {
  readonly hash: Buffer;
  readonly grant: Grant;
  readonly consent: Consent;
  readonly scopes: readonly string[];
  readonly now: Date;
  /** When it ends, even if it is used. */
  readonly latestEnd: Date;
  /** The thumbprint of the key that it is bound to. */
  readonly jkt?: string | undefined;
}

export async function insertRefreshToken(
  trx: Transaction<Database>,
  { hash, grant, consent, scopes, now, latestEnd, jkt }: NewRefreshToken,
): Promise<void> {
  await trx
    .insertInto('refresh_tokens')
    .values({
      token_hash: hash,
      kind: 'oauth',
      grant_id: consent.grantId,
      username: usernameOf(grant.basis) ?? null,
      client_id: grant.clientId,
      granted_to: grant.clientId,
      organization_key_id: grant.organizationKeyId ?? null,
      scopes: [...scopes],
      scope_style: consent.style,
      is_openid: consent.isOpenid,
      nonce: consent.nonce,
      amr: [...consent.amr],
      authenticated_at: consent.authenticatedAt,
      created_at: now,
      last_used_at: now,
      expires_at: earlier(idleEnd(now), latestEnd),
      dpop_jkt: jkt ?? null,
    })
    .execute();
}

/** Finds a refresh token of a token response with its grant, rotated or not, expired or not. */
export async function findRefreshToken(db: Kysely<Database>, hash: Buffer) {
  return db
    .selectFrom('refresh_tokens as t')
    .innerJoin('authorization_grants as g', 'g.grant_id', 't.grant_id')
    .innerJoin('organization_api_keys as k', (join) =>
      join.onRef('k.globalid', '=', 'g.client_id').onRef('k.key_id', '=', 'g.organization_key_id'),
    )
    .select(['t.token_hash as hash', 't.grant_id as grantId', 't.scopes', 't.scope_style as scopeStyle'])
    .select(['t.is_openid as isOpenid', 't.nonce', 't.amr', 't.authenticated_at as authenticatedAt'])
    .select(['t.expires_at as expiresAt', 't.rotated_at as rotatedAt', 't.dpop_jkt as jkt'])
    .select(['g.username', 'g.client_id as clientId', 'g.organization_key_id as organizationKeyId'])
    .select(['g.origin_session_id as originSessionId', 'g.id_token_claims as idTokenClaims', 'g.resources'])
    .select(['k.token_algorithm as algorithm', 'k.id_token_claims as claimsInIdToken'])
    .select(['k.groups_claim as tellsGroups', 'k.jwt_access_tokens as hasJwtAccessTokens'])
    .select((row) => row('k.backchannel_logout_uri', '!=', '').$castTo<boolean>().as('isNotifiedOfLogout'))
    .where('t.token_hash', '=', hash)
    .where('t.kind', '=', 'oauth')
    .$narrowType<{ authenticatedAt: NotNull }>()
    .executeTakeFirst();
}

export type RefreshToken = NonNullable<Awaited<ReturnType<typeof findRefreshToken>>>;

/** Uses up a refresh token. @returns false when it was already used; when several run at once, only one gets true */
export async function rotateRefreshToken(
  trx: Transaction<Database>,
  hash: Buffer,
  now: Date,
): Promise<boolean> {
  const rows = await trx
    .updateTable('refresh_tokens')
    .set({ rotated_at: now, last_used_at: now })
    .where('token_hash', '=', hash)
    .where('rotated_at', 'is', null)
    .returning('grant_id')
    .execute();
  return rows.length > 0;
}

/** When a refresh token of a token response was used up; null when it was not; undefined when it is gone. */
export async function findRotation(
  trx: Transaction<Database>,
  hash: Buffer,
): Promise<Date | null | undefined> {
  const row = await trx
    .selectFrom('refresh_tokens')
    .select('rotated_at as rotatedAt')
    .where('token_hash', '=', hash)
    .executeTakeFirst();
  return row?.rotatedAt;
}

/** The one of these refresh tokens that is stored and unused. */
export async function findUnusedRefreshToken(
  trx: Transaction<Database>,
  hashes: readonly Buffer[],
): Promise<Buffer | undefined> {
  const row = await trx
    .selectFrom('refresh_tokens')
    .select('token_hash as hash')
    .where('token_hash', 'in', hashes)
    .where('rotated_at', 'is', null)
    .executeTakeFirst();
  return row?.hash;
}

/** A refresh token of a JWT; `parentHash` links them into a tree. */
export interface NewJwtRefreshToken {
  readonly hash: Buffer;
  readonly parentHash: Buffer | undefined;
  /** The hash of the opaque access token that it is made from. */
  readonly sourceHash: Buffer | undefined;
  readonly subject: TokenSubject;
  readonly scopes: readonly string[];
  readonly storesInfo: boolean;
  readonly now: Date;
  /** When it ends, even if it is used. */
  readonly latestEnd: Date;
}

export async function insertJwtRefreshToken(
  trx: Transaction<Database>,
  { hash, parentHash, sourceHash, subject, scopes, storesInfo, now, latestEnd }: NewJwtRefreshToken,
): Promise<void> {
  const { basis, basisId, clientId, organizationKeyId } = subject;
  await trx
    .insertInto('refresh_tokens')
    .values({
      token_hash: hash,
      parent_hash: parentHash ?? null,
      source_hash: sourceHash ?? null,
      kind: 'jwt',
      grant_id: basisId,
      username: usernameOf(basis) ?? null,
      globalid: globalidOf(basis) ?? null,
      client_id: clientId,
      granted_to: basis.kind === 'consent' ? clientId : null,
      application_id: basis.kind === 'userApiKey' ? basis.applicationId : null,
      organization_key_id: organizationKeyId ?? null,
      scopes: [...scopes],
      stores_info: storesInfo,
      created_at: now,
      last_used_at: now,
      expires_at: earlier(idleEnd(now), latestEnd),
      ends_at: latestEnd,
    })
    .execute();
}

/** What is stored about the refresh token of a JWT. */
export interface JwtRefreshToken {
  readonly basis: TokenBasis;
  readonly clientId: string;
  readonly organizationKeyId: string | undefined;
  readonly parentHash: Buffer | null;
  readonly scopes: readonly string[];
  readonly storesInfo: boolean;
  readonly latestEnd: Date | null;
}

/** A use of the refresh token of a JWT. */
export interface JwtRefreshTokenUse {
  /** The permanent key of the row. */
  readonly origin: Buffer;
  /** The hash of the presented token. */
  readonly hash: Buffer;
  /** The hash of the token that replaces it, if it rotates. */
  readonly nextHash?: Buffer | undefined;
  /** If set, the presented token must itself be a replacement made since then. */
  readonly rotatedSince?: Date | undefined;
  readonly now: Date;
}

/**
 * Marks the refresh token of a JWT as used, and locks it until the transaction ends.
 * @returns undefined when it is gone, used up, not of this client and subject, or was idle for too long
 */
export async function touchJwtRefreshToken(
  trx: Transaction<Database>,
  { isOrganization, subject, clientId }: AccessClaims,
  { origin, hash, nextHash, rotatedSince, now }: JwtRefreshTokenUse,
): Promise<JwtRefreshToken | undefined> {
  const row = await trx
    .updateTable('refresh_tokens')
    .set({ last_used_at: now, expires_at: sql<Date>`least(${idleEnd(now)}::timestamptz, ends_at)` })
    .$if(nextHash !== undefined, (update) => update.set({ current_hash: nextHash ?? null, rotated_at: now }))
    .where('token_hash', '=', origin)
    .where(sql<Buffer>`coalesce(current_hash, token_hash)`, '=', hash)
    .where('kind', '=', 'jwt')
    .where(isOrganization ? 'globalid' : 'username', '=', subject)
    .where('client_id', '=', clientId)
    .where('expires_at', '>=', now)
    .$if(rotatedSince !== undefined, (update) => update.where('rotated_at', '>=', rotatedSince ?? null))
    .returning(['username', 'globalid', 'client_id', 'granted_to', 'application_id', 'organization_key_id'])
    .returning(['parent_hash', 'scopes', 'stores_info', 'ends_at'])
    .executeTakeFirst();
  const basis = row && tokenBasisOfRow(row);
  return (
    basis && {
      basis,
      clientId: row.client_id,
      organizationKeyId: row.organization_key_id ?? undefined,
      parentHash: row.parent_hash,
      scopes: row.scopes,
      storesInfo: row.stores_info,
      latestEnd: row.ends_at,
    }
  );
}

/** The scopes of a refresh token and of each ancestor, in one statement. */
export async function listAncestorScopes(db: Kysely<Database>, hash: Buffer): Promise<string[][]> {
  const { rows } = await sql<{ scopes: string[] }>`
    with recursive ancestors (parent_hash, scopes) as (
      select parent_hash, scopes from refresh_tokens where token_hash = ${hash}
      union all
      select p.parent_hash, p.scopes from refresh_tokens p join ancestors a on p.token_hash = a.parent_hash
    )
    select scopes from ancestors`.execute(db);
  return rows.map((row) => row.scopes);
}

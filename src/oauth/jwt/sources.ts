import type { Kysely, Transaction } from 'kysely';
import { type ApiError, Unauthenticated } from '../../base/errors.ts';
import { OAuthError } from '../../base/oauth-errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import type { AccessClaims } from '../../tokens/access-claims.ts';
import { accessTokenSeconds, type Grant } from '../../tokens/access-tokens.ts';
import { type TokenAlgorithm, usualAlgorithm } from '../../tokens/key-ring.ts';
import { touchAuthorizationGrant } from '../../tokens/queries.ts';
import { anyCovers } from '../../tokens/scopes.ts';
import { findGroundKind, type GroundKind } from '../../tokens/standing-queries.ts';
import type { RefreshTokenRow } from '../../tokens/tables.ts';
import { type Ground, groundOf } from '../standing.ts';
import {
  findExchangeableToken,
  findSigningAlgorithm,
  listAncestorScopes,
  touchJwtRefreshToken,
} from './queries.ts';

/** Whom JWTs speak for, and what they stand on. */
export interface Holder {
  readonly username: string | undefined;
  readonly globalid: string | undefined;
  readonly clientId: string;
  /** The first part of `jti`. */
  readonly ground: string;
  /** Of a redeemed code; undefined for a client's own credentials. */
  readonly grantId: string | undefined;
  readonly applicationId: string | undefined;
  readonly organizationKeyId: string | undefined;
  /** What JWTs for this client are signed with. */
  readonly algorithm: TokenAlgorithm;
}

/** What a JWT is made from, good at this moment. */
export interface JwtSource {
  readonly holder: Holder;
  readonly scopes: readonly string[];
  /** What is made from it ends no later. */
  readonly expiresAt: Date;
  /** The hash of the refresh token behind a JWT. */
  readonly tree: Buffer | undefined;
  /** Whether what is made from it may have a refresh token. */
  readonly mayGoOffline: boolean;
  readonly refusals: Refusals;
  /** Whether this request has read the ground already: the client has just authenticated by that key. */
  readonly isGroundRead?: boolean;
}

/** How an endpoint answers. */
export interface Refusals {
  /** More is asked for than there is. */
  beyond(missing: string): ApiError;
  /** There is nothing left that a JWT could stand on. */
  gone(): ApiError;
}

/** At the token endpoint (oauth 7.4). */
const tokenRefusals: Refusals = {
  beyond: (missing) => new OAuthError('invalid_scope', { description: `Not granted: ${missing}` }),
  gone: () => new OAuthError('invalid_grant', { detail: 'the basis of the grant was just removed' }),
};

/** Where the credential is a token: all that is wrong with it is answered 401 (oauth 8.2). */
const exchangeRefusals: Refusals = {
  beyond: (missing) => new Unauthenticated('insufficient_scope', { description: `Not granted: ${missing}` }),
  gone: () => new Unauthenticated('invalid_token', { detail: 'the ground of the token is gone' }),
};

/** @throws Unauthenticated `invalid_token`, always */
function refuse(detail: string): never {
  throw new Unauthenticated('invalid_token', { detail });
}

/** The source for a JWT in place of the opaque token that a grant would give. */
export function sourceOfGrant(grant: Grant, now: Date): JwtSource {
  const { username, globalid, clientId, ground, applicationId, organizationKeyId, algorithm } = grant;
  const grantId = grant.consent?.grantId;
  return {
    holder: { username, globalid, clientId, ground, grantId, applicationId, organizationKeyId, algorithm },
    scopes: grant.scopes,
    expiresAt: afterADay(now),
    tree: undefined,
    mayGoOffline: true,
    refusals: tokenRefusals,
    isGroundRead: grant.consent === undefined,
  };
}

/** The usual end of what is made now. */
export function afterADay(now: Date): Date {
  return new Date(now.getTime() + accessTokenSeconds * 1000);
}

/** A stored access token as the source of a JWT. @throws Unauthenticated `invalid_token` */
export async function sourceOfToken(db: Kysely<Database>, token: string, now: Date): Promise<JwtSource> {
  const row = await findExchangeableToken(db, hashToken(token), now);
  const ground = row && groundOf(row);
  if (!row || !ground) return refuse('unknown or expired access token');
  return {
    holder: holderOfRow(row, groundId(ground, row.grant_id), row.token_algorithm ?? usualAlgorithm),
    scopes: row.scopes,
    expiresAt: row.expires_at,
    tree: undefined,
    mayGoOffline: true,
    refusals: exchangeRefusals,
  };
}

function groundId(ground: Ground, grantId: string): string {
  if (ground.kind === 'consent') return grantId;
  return ground.kind === 'userKey' ? ground.applicationId : ground.keyId;
}

type HolderRow = Pick<
  RefreshTokenRow,
  'username' | 'globalid' | 'client_id' | 'grant_id' | 'granted_to' | 'application_id' | 'organization_key_id'
>;

function holderOfRow(row: HolderRow, ground: string, algorithm: TokenAlgorithm): Holder {
  return {
    username: row.username ?? undefined,
    globalid: row.globalid ?? undefined,
    clientId: row.client_id,
    ground,
    grantId: row.granted_to === null ? undefined : row.grant_id,
    applicationId: row.application_id ?? undefined,
    organizationKeyId: row.organization_key_id ?? undefined,
    algorithm,
  };
}

/** A JWT whose signature and times are good. */
export interface PresentedJwt {
  readonly access: AccessClaims;
  readonly expiresAt: Date;
  /** The hash of the refresh token that the JWT carries. */
  readonly refreshHash: Buffer | undefined;
}

/**
 * A JWT as the source of another one. With a refresh token it gives what that one still gives, for a day from now, and
 * the refresh token counts as used; without, its own scopes until its own end.
 * @throws Unauthenticated `invalid_token`
 */
export async function sourceOfJwt(
  trx: Transaction<Database>,
  jwt: PresentedJwt,
  now: Date,
): Promise<JwtSource> {
  const { access, refreshHash } = jwt;
  const kind = await findGroundKind(trx, access);
  if (!kind) return refuse('a JWT revoked, or whose ground is gone');
  const made = { refusals: exchangeRefusals, tree: refreshHash ?? access.tree };
  if (!refreshHash) {
    const holder = holderOfClaims(access, kind, await algorithmFor(trx, access));
    const scopes = access.scopes.filter((scope) => !isStatement(scope));
    return { ...made, holder, scopes, expiresAt: jwt.expiresAt, mayGoOffline: false };
  }
  const entry = await useRefreshToken(trx, access, kind, refreshHash, now);
  if (!entry) return refuse('the refresh token in the JWT is unknown or was idle for too long');
  const holder = await holderOfEntry(trx, entry.row, access);
  return { ...made, holder, scopes: entry.scopes, expiresAt: afterADay(now), mayGoOffline: true };
}

/** The holder of the refresh token that a JWT carries. */
export async function holderOfEntry(
  trx: Transaction<Database>,
  row: RefreshTokenRow,
  access: AccessClaims,
): Promise<Holder> {
  return holderOfRow(row, access.ground, await algorithmFor(trx, access));
}

async function algorithmFor(
  trx: Transaction<Database>,
  { clientId, ground }: AccessClaims,
): Promise<TokenAlgorithm> {
  return (await findSigningAlgorithm(trx, clientId, ground)) ?? usualAlgorithm;
}

/** `grant:<tag>` and `[<scope>]:<value>` tell something; they are no rights, and are looked up anew for each JWT. */
export function isStatement(scope: string): boolean {
  return scope.startsWith('grant:') || scope.startsWith('[');
}

/** The holder that claims tell of, as far as no refresh token is to be made for it. */
export function holderOfClaims(access: AccessClaims, kind: GroundKind, algorithm: TokenAlgorithm): Holder {
  const { subject, clientId, ground } = access;
  return {
    username: kind === 'organization' ? undefined : subject,
    globalid: kind === 'organization' ? subject : undefined,
    clientId,
    ground,
    grantId: kind === 'thirdParty' ? ground : undefined,
    applicationId: kind === 'apiKey' ? ground : undefined,
    organizationKeyId: kind === 'organization' ? ground : undefined,
    algorithm,
  };
}

/** A refresh token in use, and the scopes that it and all above it give. */
export interface UsedRefreshToken {
  readonly row: RefreshTokenRow;
  readonly scopes: readonly string[];
}

/**
 * Uses the refresh token that a JWT carries; it stays as it is but for the time of its last use. The grant is held
 * first, as whoever ends a grant does.
 * @returns undefined when it, or its grant, is gone or was idle for too long
 */
export async function useRefreshToken(
  trx: Transaction<Database>,
  access: AccessClaims,
  kind: GroundKind,
  hash: Buffer,
  now: Date,
): Promise<UsedRefreshToken | undefined> {
  if (kind === 'thirdParty' && !(await touchAuthorizationGrant(trx, access.ground, now))) return undefined;
  const row = await touchJwtRefreshToken(trx, hash, access, now);
  if (!row) return undefined;
  const above = row.parent_hash === null ? [] : await listAncestorScopes(trx, row.parent_hash);
  const scopes = row.scopes.filter((scope) => above.every((held) => anyCovers(held, scope)));
  return { row, scopes };
}

/** What the JWTs of a holder stand on. */
export function standingGroundOf(holder: Holder): Ground {
  const { username, globalid = '', clientId, applicationId, organizationKeyId = '' } = holder;
  if (username === undefined) return { kind: 'organizationKey', globalid, keyId: organizationKeyId };
  if (applicationId !== undefined) return { kind: 'userKey', username, applicationId };
  return { kind: 'consent', username, clientId };
}

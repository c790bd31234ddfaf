import type { Kysely, Transaction } from 'kysely';
import { type ApiError, Unauthenticated } from '../../base/errors.ts';
import { OAuthError } from '../../base/oauth-errors.ts';
import { hashToken } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import { type AccessClaims, isStatement, maximumGenerations } from '../../tokens/access-claims.ts';
import { findExchangeableToken } from '../../tokens/access-token-queries.ts';
import { accessTokenEnd } from '../../tokens/access-tokens.ts';
import type { TokenBasis } from '../../tokens/basis.ts';
import { findJwtBasis, findSigningAlgorithm } from '../../tokens/basis-queries.ts';
import { touchAuthorizationGrant } from '../../tokens/code-queries.ts';
import type { Grant, TokenSubject } from '../../tokens/grant.ts';
import { defaultAlgorithm } from '../../tokens/key-ring.ts';
import type { PresentedJwt } from '../../tokens/presented-jwt.ts';
import {
  type JwtRefreshToken,
  type JwtRefreshTokenUse,
  listAncestorScopes,
  touchJwtRefreshToken,
} from '../../tokens/refresh-token-queries.ts';
import { anyCovers } from '../../tokens/scopes.ts';

/** What a JWT is made from; valid now. */
export interface JwtSource {
  readonly subject: TokenSubject;
  readonly scopes: readonly string[];
  /** No JWT made from it ends later. */
  readonly expiresAt: Date;
  /** The beginning of the `jti` of a JWT made from it. */
  readonly lineage: string;
  /** The refresh token in a JWT: its first hash, and when it ends. */
  readonly parent?: { readonly hash: Buffer; readonly latestEnd: Date | null };
  /** The audience of the source token; empty when it has none. */
  readonly audience?: readonly string[];
  /** The hash of an opaque access token. */
  readonly tokenHash?: Buffer;
  /** Whether a JWT made from it may have a refresh token. */
  readonly mayGoOffline: boolean;
  readonly refusals: Refusals;
  /** Whether this request has already read the basis, because the client has just authenticated with that API key. */
  readonly isBasisKnown?: boolean;
}

/** The errors of an endpoint. */
export interface Refusals {
  /** The request asks for more than the source has. */
  beyond(missing: string): ApiError;
  /** The basis of the JWT is gone. */
  gone(): ApiError;
}

/** The errors of the token endpoint. */
const tokenRefusals: Refusals = {
  beyond: (missing) => new OAuthError('invalid_scope', { description: `Not granted: ${missing}` }),
  gone: () => new OAuthError('invalid_grant', { detail: 'the basis of the grant was just removed' }),
};

/** The errors where the credential is a token: every problem with it is answered with 401. */
const exchangeRefusals: Refusals = {
  beyond: (missing) => new Unauthenticated('insufficient_scope', { description: `Not granted: ${missing}` }),
  gone: () => new Unauthenticated('invalid_token', { detail: 'the basis of the token is gone' }),
};

/** @throws Unauthenticated `invalid_token` always */
function refuse(detail: string): never {
  throw new Unauthenticated('invalid_token', { detail });
}

/** The source of a JWT that replaces the opaque token of a grant. */
export function sourceOfGrant({ consent, scopes, ...subject }: Grant, now: Date): JwtSource {
  return {
    subject,
    scopes,
    expiresAt: accessTokenEnd(now),
    lineage: subject.basisId,
    mayGoOffline: true,
    refusals: tokenRefusals,
    isBasisKnown: consent === undefined,
  };
}

/** A stored access token as the source of a JWT. @throws Unauthenticated `invalid_token` */
export async function sourceOfToken(db: Kysely<Database>, token: string, now: Date): Promise<JwtSource> {
  const tokenHash = hashToken(token);
  const stored = await findExchangeableToken(db, tokenHash, now);
  if (!stored) return refuse('unknown or expired access token');
  const { basis, clientId, organizationKeyId, algorithm = defaultAlgorithm, scopes, expiresAt, jkt } = stored;
  const basisId = basisIdOf(basis, stored.grantId);
  return {
    subject: { basis, basisId, clientId, organizationKeyId, algorithm, jkt },
    scopes,
    expiresAt,
    lineage: lineageFrom(basisId, tokenHash),
    audience: stored.audience,
    tokenHash,
    mayGoOffline: true,
    refusals: exchangeRefusals,
  };
}

/** The beginning of the `jti` of JWTs that end together with a stored token. */
export function lineageFrom(basisId: string, origin: Buffer): string {
  return `${basisId}.${origin.toString('base64url')}`;
}

function basisIdOf(basis: TokenBasis, grantId: string): string {
  if (basis.kind === 'consent') return grantId;
  return basis.kind === 'userApiKey' ? basis.applicationId : basis.keyId;
}

/**
 * A JWT as the source of another one. With a refresh token, the scopes are those that the refresh token allows now, the
 * lifetime is a day from now, and the refresh token is marked as used. Without one, the JWT's own scopes and end apply.
 * @throws Unauthenticated `invalid_token`
 */
export async function sourceOfJwt(
  trx: Transaction<Database>,
  jwt: PresentedJwt,
  now: Date,
): Promise<JwtSource> {
  const { access, refreshHash } = jwt;
  const basis = await findJwtBasis(trx, access);
  if (!basis) return refuse('JWT revoked, or its basis is gone');
  if (access.lineage.length >= maximumGenerations) return refuse('the JWT was derived too many times');
  const made = { refusals: exchangeRefusals, lineage: access.jti };
  const { origin } = access;
  if (!refreshHash || !origin) {
    const subject = await subjectOf(trx, access, { basis });
    const scopes = access.scopes.filter((scope) => !isStatement(scope));
    return { ...made, subject, scopes, expiresAt: jwt.expiresAt, mayGoOffline: false };
  }
  const used = await useJwtRefreshToken(trx, access, basis, { origin, hash: refreshHash, now });
  if (!used) return refuse('the refresh token in the JWT is unknown or was idle for too long');
  const subject = await subjectOf(trx, access, used.token);
  const parent = { hash: origin, latestEnd: used.token.latestEnd };
  return {
    ...made,
    subject,
    scopes: used.scopes,
    expiresAt: accessTokenEnd(now),
    mayGoOffline: true,
    parent,
  };
}

/** The subject of a JWT, from its claims and from its refresh token or basis. */
export async function subjectOf(
  trx: Transaction<Database>,
  { clientId, basisId, jkt }: AccessClaims,
  { basis, organizationKeyId }: Pick<JwtRefreshToken, 'basis'> & Partial<JwtRefreshToken>,
): Promise<TokenSubject> {
  const algorithm = (await findSigningAlgorithm(trx, clientId, basisId)) ?? defaultAlgorithm;
  return { basis, basisId, clientId, organizationKeyId, algorithm, jkt };
}

/** A refresh token in use, and the scopes that it and its ancestors allow. */
export interface UsedRefreshToken {
  readonly token: JwtRefreshToken;
  readonly scopes: readonly string[];
}

/**
 * Uses the refresh token of a JWT. Locks the grant first, like every act that ends a grant.
 * @returns undefined when the token or its grant is gone, or it was used up or idle for too long
 */
export async function useJwtRefreshToken(
  trx: Transaction<Database>,
  access: AccessClaims,
  basis: TokenBasis,
  use: JwtRefreshTokenUse,
): Promise<UsedRefreshToken | undefined> {
  if (basis.kind === 'consent' && !(await touchAuthorizationGrant(trx, access.basisId, use.now)))
    return undefined;
  const token = await touchJwtRefreshToken(trx, access, use);
  if (!token) return undefined;
  const above = token.parentHash === null ? [] : await listAncestorScopes(trx, token.parentHash);
  const scopes = token.scopes.filter((scope) => above.every((held) => anyCovers(held, scope)));
  return { token, scopes };
}

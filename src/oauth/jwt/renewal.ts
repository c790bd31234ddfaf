import type { Transaction } from 'kysely';
import { effectiveScopes } from '../../access/effective-scopes.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Unauthenticated } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { AccessClaims } from '../../tokens/access-claims.ts';
import { accessTokenEnd } from '../../tokens/access-tokens.ts';
import type { TokenBasis } from '../../tokens/basis.ts';
import { findJwtBasis } from '../../tokens/basis-queries.ts';
import { type Client, clientIdOf } from '../../tokens/clients.ts';
import { accessTokenAlgorithm } from '../../tokens/key-ring.ts';
import type { PresentedJwt } from '../../tokens/presented-jwt.ts';
import { deleteJwtRefreshTokens } from '../../tokens/revocation-queries.ts';
import { expiryOf, jwtClaims, withStatements } from './claims.ts';
import type { JwtMakerDependencies, UnsignedJwt } from './prepare.ts';
import type { JwtRenewalRequest } from './request.ts';
import { lineageFrom, subjectOf, type UsedRefreshToken, useJwtRefreshToken } from './sources.ts';

/** A JWT that may have expired, with the refresh token that it carries. */
export interface RenewableJwt extends PresentedJwt {
  readonly refreshToken: string | undefined;
}

/** The client that asks, where refresh tokens of JWTs rotate (`IYO_JWT_REFRESH=rotate`). */
export interface RotatingClient {
  readonly client: Client;
  readonly actor: Actor;
}

export interface JwtRenewal extends JwtRenewalRequest {
  readonly now: Date;
  /** Filled where refresh tokens rotate. */
  readonly rotating?: RotatingClient | undefined;
}

interface Presented {
  readonly access: AccessClaims;
  readonly origin: Buffer;
  readonly refreshToken: string;
}

/**
 * Renews a JWT by the refresh token in it (oauth 8.5), for a day from now. What it carries is worked out anew: never
 * more than its refresh token, any above that, the user's record and the memberships of this moment give. When the basis
 * is gone, or offline access was withdrawn, the refresh token and all that was derived from it go too; also when a refresh token that rotates comes again
 * (RFC 9700, section 4.14.2).
 * @returns undefined when there is nothing to renew
 */
export function renewJwt(
  { db, tokenIssuer }: JwtMakerDependencies,
  { access, refreshToken }: RenewableJwt,
  renewal: JwtRenewal,
): Promise<UnsignedJwt | undefined> {
  const { rotating } = renewal;
  return inTransaction(db, async (trx) => {
    const { origin } = access;
    if (!origin || refreshToken === undefined || isOfAnother(access, rotating)) return undefined;
    const basis = await findJwtBasis(trx, access);
    const presented = { access, origin, refreshToken };
    const renewed = basis && (await renew(trx, tokenIssuer, basis, presented, renewal));
    if (!renewed) await endRefreshToken(trx, presented, basis, rotating);
    return renewed;
  });
}

function isOfAnother({ clientId }: AccessClaims, rotating: RotatingClient | undefined): boolean {
  return rotating !== undefined && clientIdOf(rotating.client) !== clientId;
}

async function renew(
  trx: Transaction<Database>,
  issuer: string,
  basis: TokenBasis,
  { access, origin, refreshToken }: Presented,
  { addsGrants, validity, now, rotating }: JwtRenewal,
): Promise<UnsignedJwt | undefined> {
  const next = rotating && randomToken(tokenBytes.jwtRefreshToken);
  const use = {
    origin,
    hash: hashToken(refreshToken),
    nextHash: next === undefined ? next : hashToken(next),
    now,
  };
  const used = await useJwtRefreshToken(trx, access, basis, use);
  if (!used) return undefined;
  if (rotating) refuseOtherKey(rotating, used);
  const subject = await subjectOf(trx, access, used.token);
  const effective = await effectiveScopes(trx, subject.basis, [...used.scopes, 'offline_access']);
  if (!effective?.includes('offline_access')) return undefined;
  const { storesInfo } = used.token;
  const claims = jwtClaims(subject, {
    issuer,
    scope: await withStatements(trx, subject, effective.filter(isNotOffline), { storesInfo, addsGrants }),
    exp: expiryOf(accessTokenEnd(now), validity, now),
    audience: access.audience,
    lineage: lineageFrom(access.basisId, origin),
    refreshToken: next ?? refreshToken,
  });
  return { claims, algorithm: accessTokenAlgorithm(subject.algorithm) };
}

function isNotOffline(scope: string): boolean {
  return scope !== 'offline_access';
}

/** A key without secret proves nothing about keys that have one. @throws Unauthenticated `invalid_token` */
function refuseOtherKey({ client }: RotatingClient, { token }: UsedRefreshToken): void {
  if (client.kind !== 'public' || client.keys.some((key) => key.keyId === token.organizationKeyId)) return;
  throw new Unauthenticated('invalid_token', { detail: 'a JWT of another API key' });
}

async function endRefreshToken(
  trx: Transaction<Database>,
  { access, origin }: Presented,
  basis: TokenBasis | undefined,
  rotating: RotatingClient | undefined,
): Promise<void> {
  const end = await deleteJwtRefreshTokens(trx, origin, access.clientId);
  if (!end || !rotating || basis?.kind !== 'consent' || end < rotating.actor.now) return;
  const { username, clientId: organization } = basis;
  await recordEvent(trx, rotating.actor, 'token.misused', {
    username,
    organization,
    token: 'refreshToken',
    how: 'again',
  });
}

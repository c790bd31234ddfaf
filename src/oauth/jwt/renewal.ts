import type { Transaction } from 'kysely';
import { effectiveScopes } from '../../access/effective-scopes.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Unauthenticated } from '../../base/errors.ts';
import type { Sealing } from '../../crypto/sealing.ts';
import { hashToken } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { AccessClaims } from '../../tokens/access-claims.ts';
import { accessTokenEnd } from '../../tokens/access-tokens.ts';
import type { TokenBasis } from '../../tokens/basis.ts';
import { findJwtBasis } from '../../tokens/basis-queries.ts';
import { type Client, clientIdOf } from '../../tokens/clients.ts';
import { accessTokenAlgorithm } from '../../tokens/key-ring.ts';
import type { PresentedJwt } from '../../tokens/presented-jwt.ts';
import { jwtSuccessorsOf } from '../../tokens/refresh-tokens.ts';
import { deleteJwtRefreshTokens } from '../../tokens/revocation-queries.ts';
import { expiryOf, jwtClaims, withStatements } from './claims.ts';
import type { JwtIssuingDependencies, UnsignedJwt } from './prepare.ts';
import type { JwtRenewalRequest } from './request.ts';
import { lineageFrom, subjectOf, type UsedRefreshToken, useJwtRefreshToken } from './sources.ts';

/** A JWT that may have expired, with the refresh token that it carries. */
export interface RenewableJwt extends PresentedJwt {
  readonly refreshToken: string | undefined;
}

/** The client that renews, where refresh tokens of JWTs rotate (`IYO_JWT_REFRESH=rotate`). */
export interface RotatingClient {
  readonly client: Client;
  readonly actor: Actor;
}

export interface JwtRenewal extends JwtRenewalRequest {
  readonly now: Date;
  /** Set where refresh tokens rotate. */
  readonly rotating?: RotatingClient | undefined;
}

export interface JwtRenewalDependencies extends JwtIssuingDependencies {
  readonly sealing: Sealing;
  /** Setting `IYO_REFRESH_GRACE_SECONDS`. */
  readonly refreshGraceSeconds: number;
}

interface Presented {
  readonly access: AccessClaims;
  readonly origin: Buffer;
  readonly refreshToken: string;
}

/**
 * Renews a JWT with the refresh token in it, for a day from now. Its scopes are computed again: never more
 * than what the refresh token and its ancestors, the user's record and current memberships allow. The refresh token and
 * everything derived from it end when the basis is gone, when offline access was withdrawn, and when a rotating refresh
 * token is used again (RFC 9700, section 4.14.2) after its grace period.
 * @returns undefined when there is nothing to renew
 */
export function renewJwt(
  deps: JwtRenewalDependencies,
  { access, refreshToken }: RenewableJwt,
  renewal: JwtRenewal,
): Promise<UnsignedJwt | undefined> {
  const { rotating } = renewal;
  return inTransaction(deps.db, async (trx) => {
    const { origin } = access;
    if (!origin || refreshToken === undefined || isOfAnother(access, rotating)) return undefined;
    const basis = await findJwtBasis(trx, access);
    const presented = { access, origin, refreshToken };
    const renewed = basis && (await renew(trx, deps, basis, presented, renewal));
    if (!renewed) await endRefreshToken(trx, presented, basis, rotating);
    return renewed;
  });
}

function isOfAnother({ clientId }: AccessClaims, rotating: RotatingClient | undefined): boolean {
  return rotating !== undefined && clientIdOf(rotating.client) !== clientId;
}

async function renew(
  trx: Transaction<Database>,
  deps: JwtRenewalDependencies,
  basis: TokenBasis,
  presented: Presented,
  { addsGrants, validity, now, rotating }: JwtRenewal,
): Promise<UnsignedJwt | undefined> {
  const { access, origin } = presented;
  const continued = rotating
    ? await rotate(trx, deps, basis, presented, now)
    : await use(trx, basis, presented, { token: presented.refreshToken, now });
  if (!continued) return undefined;
  const { used } = continued;
  if (rotating) refuseOtherKey(rotating, used);
  const subject = await subjectOf(trx, access, used.token);
  const effective = await effectiveScopes(trx, subject.basis, [...used.scopes, 'offline_access']);
  if (!effective?.includes('offline_access')) return undefined;
  const { storesInfo } = used.token;
  const claims = jwtClaims(subject, {
    issuer: deps.tokenIssuer,
    scope: await withStatements(trx, subject, effective.filter(isNotOffline), { storesInfo, addsGrants }),
    exp: expiryOf(accessTokenEnd(now), validity, now),
    audience: access.audience,
    lineage: lineageFrom(access.basisId, origin),
    refreshToken: continued.next,
  });
  return { claims, algorithm: accessTokenAlgorithm(subject.algorithm), basis: subject.basis.kind };
}

/** The refresh token that was used, and the next one of the client. */
interface Continued {
  readonly used: UsedRefreshToken;
  readonly next: string;
}

interface Use {
  /** The token in use. */
  readonly token: string;
  /** The token that replaces it, if it rotates. */
  readonly successor?: string;
  readonly rotatedSince?: Date;
  readonly now: Date;
}

async function use(
  trx: Transaction<Database>,
  basis: TokenBasis,
  { access, origin }: Presented,
  { token, successor, rotatedSince, now }: Use,
): Promise<Continued | undefined> {
  const nextHash = successor === undefined ? undefined : hashToken(successor);
  const marks = { origin, hash: hashToken(token), nextHash, rotatedSince, now };
  const used = await useJwtRefreshToken(trx, access, basis, marks);
  return used && { used, next: successor ?? token };
}

/**
 * Uses up a refresh token. Repeated use within the grace period returns the same successor again, until the successor
 * is used, as with refresh tokens of the token endpoint.
 */
async function rotate(
  trx: Transaction<Database>,
  { sealing, refreshGraceSeconds }: JwtRenewalDependencies,
  basis: TokenBasis,
  presented: Presented,
  now: Date,
): Promise<Continued | undefined> {
  const successors = jwtSuccessorsOf(sealing, presented.refreshToken);
  const [successor] = successors;
  if (successor === undefined) return undefined;
  const first = await use(trx, basis, presented, { token: presented.refreshToken, successor, now });
  if (first || refreshGraceSeconds === 0) return first;
  const rotatedSince = new Date(now.getTime() - refreshGraceSeconds * 1000);
  for (const token of successors) {
    const again = await use(trx, basis, presented, { token, rotatedSince, now });
    if (again) return again;
  }
  return undefined;
}

function isNotOffline(scope: string): boolean {
  return scope !== 'offline_access';
}

/**
 * A public client may renew only JWTs of its public keys, because it has not proved that it holds a secret.
 * @throws Unauthenticated `invalid_token`
 */
function refuseOtherKey({ client }: RotatingClient, { token }: UsedRefreshToken): void {
  if (client.kind !== 'public' || client.keys.some((key) => key.keyId === token.organizationKeyId)) return;
  throw new Unauthenticated('invalid_token', { detail: 'the JWT belongs to another API key' });
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

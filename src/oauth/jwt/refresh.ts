import type { RequestHandler } from 'express';
import type { Transaction } from 'kysely';
import { findCredential } from '../../access/credentials.ts';
import { Unauthenticated } from '../../base/errors.ts';
import type { VerifiedClaims } from '../../crypto/jwt.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { accessTokenAlgorithm } from '../../tokens/key-ring.ts';
import { findGroundKind } from '../../tokens/standing-queries.ts';
import { respond } from '../../web/respond.ts';
import { type Parameters, readParameters } from '../parameters.ts';
import { standingScopes } from '../standing.ts';
import { expiryOf, jwtClaims, withStatements } from './claims.ts';
import { bareJwt } from './direct.ts';
import type { JwtDependencies } from './exchange.ts';
import type { UnsignedJwt } from './prepare.ts';
import { readPresentedJwt } from './presented.ts';
import { deleteJwtTree } from './queries.ts';
import { afterADay, holderOfEntry, standingGroundOf, useRefreshToken } from './sources.ts';

/**
 * `/v1/oauth/jwt/refresh` (oauth 8.5): the same JWT again, good for a day from now. An expired one will do. What it
 * carries is worked out anew: never more than its refresh token, any above that, the user's record and the memberships
 * of this moment give. When the ground is gone, the refresh token and all that was derived from it go too.
 */
export function jwtRefreshEndpoint(deps: JwtDependencies): RequestHandler {
  const { db, clock, tokenIssuer, signJwt } = deps;
  return async (request, response) => {
    const parameters = await readParameters(request, response);
    const claims = await verifiedClaims(deps, request.headers.authorization);
    const renewal = { issuer: tokenIssuer, claims, parameters, now: clock.now() };
    const unsigned = await inTransaction(db, (trx) => renew(trx, renewal));
    if (!unsigned) throw new Unauthenticated('invalid_token', { detail: 'a JWT that cannot be refreshed' });
    respond(response, bareJwt(await signJwt(unsigned.claims, unsigned.algorithm)));
  };
}

async function verifiedClaims(
  { jwtVerifier }: JwtDependencies,
  authorization: string | undefined,
): Promise<VerifiedClaims> {
  const credential = findCredential(authorization, []);
  if (!credential) throw new Unauthenticated();
  if (credential.kind !== 'jwt') throw new Unauthenticated('invalid_token', { detail: 'no JWT' });
  return jwtVerifier.verifyIgnoringExpiry(credential.token);
}

interface Renewal {
  readonly issuer: string;
  readonly claims: VerifiedClaims;
  readonly parameters: Parameters;
  readonly now: Date;
}

/** @returns undefined when nothing is left to refresh; whatever was, is deleted, so the transaction must be kept */
async function renew(
  trx: Transaction<Database>,
  { issuer, claims, parameters, now }: Renewal,
): Promise<UnsignedJwt | undefined> {
  const { access, refreshHash } = readPresentedJwt(claims);
  if (!refreshHash) return undefined;
  const kind = await findGroundKind(trx, access);
  const entry = kind && (await useRefreshToken(trx, access, kind, refreshHash, now));
  const holder = entry && (await holderOfEntry(trx, entry.row, access));
  const standing = holder && (await standingScopes(trx, standingGroundOf(holder), entry.scopes));
  if (!holder || !standing) {
    await deleteJwtTree(trx, refreshHash, access.clientId);
    return undefined;
  }
  const statements = {
    storesInfo: entry.row.stores_info,
    addsGrants: parameters.get('add_grants') === 'true',
  };
  const renewed = jwtClaims(holder, {
    issuer,
    scope: await withStatements(trx, holder, standing, statements),
    exp: expiryOf(afterADay(now), parameters.get('validity'), now),
    audience: access.audience,
    tree: refreshHash,
    refreshToken: String(claims.refresh_token),
  });
  return { claims: renewed, algorithm: accessTokenAlgorithm(holder.algorithm) };
}

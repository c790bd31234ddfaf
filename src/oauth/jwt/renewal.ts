import type { Transaction } from 'kysely';
import { effectiveScopes } from '../../access/effective-scopes.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { accessTokenEnd } from '../../tokens/access-tokens.ts';
import { findJwtBasis } from '../../tokens/basis-queries.ts';
import { accessTokenAlgorithm } from '../../tokens/key-ring.ts';
import type { PresentedJwt } from '../../tokens/presented-jwt.ts';
import { deleteJwtRefreshTokens } from '../../tokens/revocation-queries.ts';
import { expiryOf, jwtClaims, withStatements } from './claims.ts';
import type { JwtMakerDependencies, UnsignedJwt } from './prepare.ts';
import type { JwtRenewalRequest } from './request.ts';
import { subjectOf, useJwtRefreshToken } from './sources.ts';

/** A JWT that may have expired, with the refresh token that it carries. */
export interface RenewableJwt extends PresentedJwt {
  readonly refreshToken: string | undefined;
}

/**
 * Renews a JWT by the refresh token in it (oauth 8.5), for a day from now. What it carries is worked out anew: never
 * more than its refresh token, any above that, the user's record and the memberships of this moment give. When the basis
 * is gone, the refresh token and all that was derived from it go too.
 * @returns undefined when there is nothing to renew
 */
export function renewJwt(
  { db, tokenIssuer }: JwtMakerDependencies,
  jwt: RenewableJwt,
  request: JwtRenewalRequest,
  now: Date,
): Promise<UnsignedJwt | undefined> {
  return inTransaction(db, async (trx) => {
    const { access, refreshHash } = jwt;
    if (!refreshHash) return undefined;
    const renewed = await renew(trx, tokenIssuer, { ...jwt, refreshHash }, request, now);
    if (!renewed) await deleteJwtRefreshTokens(trx, refreshHash, access.clientId);
    return renewed;
  });
}

async function renew(
  trx: Transaction<Database>,
  issuer: string,
  { access, refreshHash, refreshToken }: RenewableJwt & { readonly refreshHash: Buffer },
  { addsGrants, validity }: JwtRenewalRequest,
  now: Date,
): Promise<UnsignedJwt | undefined> {
  const basis = await findJwtBasis(trx, access);
  const used = basis && (await useJwtRefreshToken(trx, access, basis, refreshHash, now));
  if (!used) return undefined;
  const subject = await subjectOf(trx, access, used.token);
  const effective = await effectiveScopes(trx, subject.basis, used.scopes);
  if (!effective) return undefined;
  const { storesInfo } = used.token;
  const claims = jwtClaims(subject, {
    issuer,
    scope: await withStatements(trx, subject, effective, { storesInfo, addsGrants }),
    exp: expiryOf(accessTokenEnd(now), validity, now),
    audience: access.audience,
    tree: refreshHash,
    refreshToken,
  });
  return { claims, algorithm: accessTokenAlgorithm(subject.algorithm) };
}

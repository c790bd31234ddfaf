import { Unauthenticated } from '../base/errors.ts';
import type { JwtVerifier, VerifiedClaims } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import { type AccessClaims, readAccessClaims } from './access-claims.ts';

/** A JWT whose signature and times are good. */
export interface PresentedJwt {
  readonly access: AccessClaims;
  readonly expiresAt: Date;
  /** The hash of the refresh token that the JWT carries. */
  readonly refreshHash: Buffer | undefined;
}

/** @throws Unauthenticated `invalid_token` for the JWT is not an access token */
export function readPresentedJwt(claims: VerifiedClaims): PresentedJwt {
  const { exp, refresh_token: refreshToken } = claims;
  return {
    access: readAccessClaims(claims),
    expiresAt: new Date(exp * 1000),
    refreshHash: typeof refreshToken === 'string' ? hashToken(refreshToken) : undefined,
  };
}

/** Whether a token can be a JWT at all: opaque ones have no dots (RFC 7519, section 3). */
export function hasJwtForm(token: string): boolean {
  return token.split('.', 4).length === 3;
}

/** A token as the JWT of this server that it is, expired or not; undefined for any other text. */
export function findPresentedJwt(verifier: JwtVerifier, token: string): Promise<PresentedJwt | undefined> {
  return unlessRefused(token, () => verifier.verifyIgnoringExpiry(token));
}

/** As `findPresentedJwt`, but only before its end. */
export function findLivePresentedJwt(
  verifier: JwtVerifier,
  token: string,
): Promise<PresentedJwt | undefined> {
  return unlessRefused(token, () => verifier.verify(token));
}

async function unlessRefused(
  token: string,
  verify: () => Promise<VerifiedClaims>,
): Promise<PresentedJwt | undefined> {
  if (!hasJwtForm(token)) return undefined;
  try {
    return readPresentedJwt(await verify());
  } catch (error) {
    if (error instanceof Unauthenticated) return undefined;
    throw error;
  }
}

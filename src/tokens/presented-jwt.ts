import { Unauthenticated } from '../base/errors.ts';
import type { JwtVerifier, VerifiedClaims } from '../crypto/jwt.ts';
import { hashToken } from '../crypto/tokens.ts';
import { type AccessClaims, readAccessClaims } from './access-claims.ts';

/** A JWT with a valid signature. */
export interface PresentedJwt {
  readonly access: AccessClaims;
  readonly expiresAt: Date;
  /** The hash of the refresh token in the JWT, if any. */
  readonly refreshHash: Buffer | undefined;
}

/** @throws Unauthenticated `invalid_token` for a JWT that is not an access token */
export function readPresentedJwt(claims: VerifiedClaims): PresentedJwt {
  const { exp, refresh_token: refreshToken } = claims;
  return {
    access: readAccessClaims(claims),
    expiresAt: new Date(exp * 1000),
    refreshHash: typeof refreshToken === 'string' ? hashToken(refreshToken) : undefined,
  };
}

/** Whether a token looks like a JWT (RFC 7519, section 3). Opaque tokens have no dots. */
export function hasJwtForm(token: string): boolean {
  return token.split('.', 4).length === 3;
}

/** Reads a JWT of this server, expired or not; undefined for any other text. */
export function findPresentedJwt(verifier: JwtVerifier, token: string): Promise<PresentedJwt | undefined> {
  return unlessRefused(token, () => verifier.verifyIgnoringExpiry(token));
}

/** Same as `findPresentedJwt`, for JWTs that have not expired. */
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

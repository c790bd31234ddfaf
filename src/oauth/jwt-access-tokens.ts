import { randomUUID } from 'node:crypto';
import type { JwtClaims } from '../crypto/jwt.ts';
import { accessTokenSeconds } from '../tokens/access-tokens.ts';
import { globalidOf, usernameOf } from '../tokens/basis.ts';
import type { Grant } from '../tokens/grant.ts';
import { accessTokenAlgorithm, type KeyRing } from '../tokens/key-ring.ts';

/** The `typ` of access tokens (RFC 9068, section 2.1). */
export const accessTokenType = 'at+jwt';

export interface JwtAccessTokenDependencies {
  /** The issuer in the metadata. */
  readonly publicUrl: string;
  readonly signJwt: KeyRing['sign'];
}

/** Signs an access token (RFC 9068) for a grant. It is not stored, and ends with the grant or the API key. */
export function signAccessToken(
  { publicUrl, signJwt }: JwtAccessTokenDependencies,
  grant: Grant,
  now: Date,
): Promise<string> {
  const claims = accessTokenClaims(grant, publicUrl, now);
  return signJwt(claims, accessTokenAlgorithm(grant.algorithm), accessTokenType);
}

/**
 * The claims of RFC 9068, section 2.2. A client that acts for itself is the subject. Labels and globalids may contain
 * spaces; `scopes` then lists the scopes one by one. Without a requested resource, the audience is this server.
 */
function accessTokenClaims(grant: Grant, issuer: string, now: Date): JwtClaims {
  const { basis, basisId, clientId, consent, audience = [], jkt } = grant;
  const scopes = [...(consent?.isOpenid ? ['openid'] : []), ...grant.scopes];
  const issuedAt = Math.floor(now.getTime() / 1000);
  return {
    iss: issuer,
    sub: usernameOf(basis) ?? globalidOf(basis),
    aud: audience.length > 0 ? audience : [issuer],
    client_id: clientId,
    iat: issuedAt,
    exp: issuedAt + accessTokenSeconds,
    jti: `${basisId}.${randomUUID()}`,
    scope: scopes.join(' '),
    ...(scopes.some((scope) => scope.includes(' ')) && { scopes }),
    ...(consent && { auth_time: Math.floor(consent.authenticatedAt.getTime() / 1000), amr: consent.amr }),
    ...(jkt !== undefined && { cnf: { jkt } }),
  };
}

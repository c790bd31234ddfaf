import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { JwtClaims } from '../crypto/jwt.ts';
import type { Database } from '../schema.ts';
import { accessTokenSeconds } from '../tokens/access-tokens.ts';
import type { Consent, Grant } from '../tokens/grant.ts';
import type { TokenAlgorithm } from '../tokens/key-ring.ts';
import { findKnownUser, scopeValues } from './scope-values.ts';

/** `at_hash` uses the hash of the signature's algorithm (OpenID Connect Core 1.0, section 3.1.3.6). */
const hashOf: Readonly<Record<TokenAlgorithm, string>> = {
  ES384: 'sha384',
  ES256: 'sha256',
  EdDSA: 'sha512',
  RS256: 'sha256',
};

/** The left half of a token's hash. */
export function accessTokenHash(token: string, algorithm: TokenAlgorithm): string {
  const digest = hash(hashOf[algorithm], token, 'buffer');
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

/**
 * The claims of an ID token (OpenID Connect Core 1.0, section 2), all but `at_hash`, and one claim for each scope that
 * opens a single value, named like the scope. There is no `azp` and no `username`, so an ID token can never pass for
 * an access token.
 * @returns undefined when no ID token was asked for, or the user is gone
 */
export async function idTokenClaims(
  db: Kysely<Database>,
  issuer: string,
  { basis, clientId, consent, scopes }: Grant,
  now: Date,
): Promise<JwtClaims | undefined> {
  if (basis.kind !== 'consent' || !consent?.isOpenid) return undefined;
  const user = await findKnownUser(db, basis);
  if (!user) return undefined;
  const issuedAt = Math.floor(now.getTime() / 1000);
  return {
    ...Object.fromEntries(scopeValues(user, scopes)),
    iss: issuer,
    sub: basis.username,
    aud: clientId,
    iat: issuedAt,
    exp: issuedAt + accessTokenSeconds,
    ...authenticationClaims(consent),
  };
}

/** When and how the user signed in; `acr` 2 stands for two factors. */
function authenticationClaims({ authenticatedAt, amr, nonce, sessionId }: Consent): Record<string, unknown> {
  return {
    auth_time: Math.floor(authenticatedAt.getTime() / 1000),
    amr,
    acr: amr.length > 1 ? '2' : '1',
    ...(nonce !== null && { nonce }),
    ...(sessionId !== null && { sid: sessionId }),
  };
}

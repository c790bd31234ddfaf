import { hash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { JwtClaims } from '../crypto/jwt.ts';
import type { Database } from '../schema.ts';
import { accessTokenSeconds } from '../tokens/access-tokens.ts';
import type { ClaimChoices } from '../tokens/clients.ts';
import type { Consent, Grant } from '../tokens/grant.ts';
import type { TokenAlgorithm } from '../tokens/key-ring.ts';
import { listGroups } from './groups.ts';
import { findKnownUser, scopeValues } from './scope-values.ts';
import { type Claims, standardClaims } from './standard-claims.ts';

/** `at_hash` uses the hash of the signature algorithm (OpenID Connect Core 1.0, section 3.1.3.6). */
const hashOf: Readonly<Record<TokenAlgorithm, string>> = {
  ES384: 'sha384',
  ES256: 'sha256',
  EdDSA: 'sha512',
  RS256: 'sha256',
};

/** The left half of a token's hash, base64url, for `at_hash`. */
export function accessTokenHash(token: string, algorithm: TokenAlgorithm): string {
  const digest = hash(hashOf[algorithm], token, 'buffer');
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

export interface IdTokenDependencies {
  readonly db: Kysely<Database>;
  /** The `iss` of ID tokens. */
  readonly idTokenIssuer: string;
  /** The base of links to pictures. */
  readonly publicUrl: string;
}

/**
 * The claims of an ID token (OpenID Connect Core 1.0, section 2) except `at_hash`, and one claim for each scope with a
 * single value, named after the scope. Standard claims are included if the API key, or the request's `claims`
 * parameter, asks for them; `groups` if the API key does. There is no `azp` and no `username`, so that an ID token
 * cannot pass for an access token.
 * @returns undefined when no ID token was requested, or the user is gone
 */
export async function idTokenClaims(
  { db, idTokenIssuer, publicUrl }: IdTokenDependencies,
  { basis, clientId, consent, scopes, claimChoices }: Grant,
  now: Date,
): Promise<JwtClaims | undefined> {
  if (basis.kind !== 'consent' || !consent?.isOpenid) return undefined;
  const user = await findKnownUser(db, basis);
  if (!user) return undefined;
  const issuedAt = Math.floor(now.getTime() / 1000);
  return {
    ...Object.fromEntries(scopeValues(user, scopes)),
    ...chosenClaims(standardClaims(user, scopes, publicUrl), consent, claimChoices),
    ...(claimChoices?.tellsGroups && (await groupsOfIdToken(db, basis.username, clientId))),
    iss: idTokenIssuer,
    sub: basis.username,
    aud: clientId,
    iat: issuedAt,
    exp: issuedAt + accessTokenSeconds,
    ...authenticationClaims(consent),
  };
}

/** All claims if the API key says so; otherwise those that the request names. */
function chosenClaims(claims: Claims, { idTokenClaims }: Consent, choices: ClaimChoices | undefined): Claims {
  if (choices?.claimsInIdToken) return claims;
  return Object.fromEntries(Object.entries(claims).filter(([name]) => idTokenClaims.includes(name)));
}

/** ID tokens are sent in URLs and headers, which have no room for more. */
const maximumGroups = 100;

async function groupsOfIdToken(
  db: Kysely<Database>,
  username: string,
  clientId: string,
): Promise<{ readonly groups?: readonly string[] }> {
  const groups = await listGroups(db, username, clientId);
  return groups.length > maximumGroups ? {} : { groups };
}

/** When and how the user signed in. `acr` is `2` for two factors. */
function authenticationClaims({ authenticatedAt, amr, nonce, sessionId }: Consent): Record<string, unknown> {
  return {
    auth_time: Math.floor(authenticatedAt.getTime() / 1000),
    amr,
    acr: amr.length > 1 ? '2' : '1',
    ...(nonce !== null && { nonce }),
    ...(sessionId !== null && { sid: sessionId }),
  };
}

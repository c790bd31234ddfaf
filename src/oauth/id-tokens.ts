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

export interface IdTokenDependencies {
  readonly db: Kysely<Database>;
  /** The `iss` of ID tokens. */
  readonly idTokenIssuer: string;
  /** The base of links to pictures. */
  readonly publicUrl: string;
}

/**
 * The claims of an ID token (OpenID Connect Core 1.0, section 2), all but `at_hash`, and one claim for each scope that
 * opens a single value, named like the scope. The standard claims come as the API key chooses, or the request by its
 * parameter `claims`; `groups` as the API key chooses. There is no `azp` and no `username`, so an ID token can never pass for
 * an access token.
 * @returns undefined when no ID token was asked for, or the user is gone
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

/** A client gets all if its API key says so, otherwise those that its request names. */
function chosenClaims(claims: Claims, { idTokenClaims }: Consent, choices: ClaimChoices | undefined): Claims {
  if (choices?.claimsInIdToken) return claims;
  return Object.fromEntries(Object.entries(claims).filter(([name]) => idTokenClaims.includes(name)));
}

/** An ID token travels in addresses and headers, where more has no room. */
const mostGroups = 100;

async function groupsOfIdToken(
  db: Kysely<Database>,
  username: string,
  clientId: string,
): Promise<{ readonly groups?: readonly string[] }> {
  const groups = await listGroups(db, username, clientId);
  return groups.length > mostGroups ? {} : { groups };
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

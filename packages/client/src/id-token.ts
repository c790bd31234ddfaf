import { InvalidResponse } from './errors.ts';
import type { JsonObject } from './requests.ts';

/** The claims of an ID token (OpenID Connect Core 1.0, section 2). */
export interface IdTokenClaims extends JsonObject {
  readonly iss: string;
  /** The user who signed in. */
  readonly sub: string;
  /** Seconds since 1970. */
  readonly exp: number;
}

export interface ExpectedIdToken {
  readonly issuer: string;
  readonly clientId: string;
  /** The nonce of the sign-in; undefined after a refresh. */
  readonly nonce: string | undefined;
}

/** How far the two clocks may differ, in milliseconds. */
const clockTolerance = 30_000;

/**
 * Reads an ID token that was received directly from the token endpoint. TLS authenticates the server, so the signature
 * need not be verified (OpenID Connect Core 1.0, section 3.1.3.7, item 6). Never use this for a token from any other
 * source.
 * @throws InvalidResponse if it is not from this server, for this client and this sign-in, or has expired
 */
export function readIdToken(idToken: string, { issuer, clientId, nonce }: ExpectedIdToken): IdTokenClaims {
  const claims = claimsOf(idToken);
  if (!isComplete(claims)) throw refused('lacks iss, sub or exp');
  if (claims.iss !== issuer) throw refused(`is from ${claims.iss}`);
  if (!isFor(claims, clientId)) throw refused('is for another client');
  if (claims.exp * 1000 + clockTolerance <= Date.now()) throw refused('has expired');
  if (nonce !== undefined && claims.nonce !== nonce) throw refused('belongs to another sign-in');
  return claims;
}

function isComplete(claims: JsonObject): claims is IdTokenClaims {
  const { iss, sub, exp } = claims;
  return typeof iss === 'string' && typeof sub === 'string' && Number.isFinite(exp);
}

/** Items 3 to 5 of OpenID Connect Core 1.0, section 3.1.3.7. */
function isFor({ aud, azp }: JsonObject, clientId: string): boolean {
  const isAudience = Array.isArray(aud) ? aud.includes(clientId) : aud === clientId;
  return isAudience && (azp === undefined || azp === clientId);
}

function claimsOf(idToken: string): JsonObject {
  try {
    const [, payload = ''] = idToken.split('.');
    const bytes = atob(payload.replaceAll('-', '+').replaceAll('_', '/'));
    const text = new TextDecoder().decode(Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)));
    return { ...JSON.parse(text) };
  } catch {
    throw refused('is not a JWT');
  }
}

function refused(what: string): InvalidResponse {
  return new InvalidResponse('id_token', `the ID token ${what}`);
}

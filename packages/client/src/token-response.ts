import { InvalidResponse } from './errors.ts';
import { type ExpectedIdToken, type IdTokenClaims, readIdToken } from './id-token.ts';
import { type JsonObject, textOf } from './requests.ts';

/** The result of a sign-in. Plain data, so that it can be stored as JSON. */
export interface TokenSet {
  readonly accessToken: string;
  /** When the access token expires, in milliseconds since 1970, if the server says so. */
  readonly expiresAt?: number;
  /** The granted scopes, separated by spaces: perhaps fewer than requested. */
  readonly scope?: string;
  /** Only with the scope `offline_access`, if the user consented to it. */
  readonly refreshToken?: string;
  /** Only with the scope `openid`. */
  readonly idToken?: string;
  /** The claims of the ID token. */
  readonly claims?: IdTokenClaims;
}

/**
 * Reads the response of the token endpoint (RFC 6749, section 5.1).
 * @throws InvalidResponse if it has no bearer token, or an ID token that is not the expected one
 */
export function readTokens(response: JsonObject, expected: ExpectedIdToken): TokenSet {
  const { access_token: accessToken, token_type: type, expires_in: seconds } = response;
  if (typeof accessToken !== 'string' || String(type).toLowerCase() !== 'bearer') {
    throw new InvalidResponse('malformed', 'the token endpoint responded without a bearer token');
  }
  const [scope, refreshToken, idToken] = [response.scope, response.refresh_token, response.id_token].map(
    textOf,
  );
  return {
    accessToken,
    ...(typeof seconds === 'number' && { expiresAt: Date.now() + seconds * 1000 }),
    ...(scope !== undefined && { scope }),
    ...(refreshToken !== undefined && { refreshToken }),
    ...(idToken !== undefined && { idToken, claims: readIdToken(idToken, expected) }),
  };
}

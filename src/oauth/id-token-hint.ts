import { Unauthenticated } from '../base/errors.ts';
import type { JwtVerifier } from '../crypto/jwt.ts';

export interface IdTokenHintDependencies {
  /** Checks this server's own ID tokens. */
  readonly idTokenVerifier: Pick<JwtVerifier, 'verifyIgnoringExpiry'>;
}

/** The user and the client of an ID token. */
export interface IdTokenHint {
  readonly username: string;
  readonly clientId: string;
}

/**
 * Reads an `id_token_hint` (OpenID Connect Core 1.0, section 3.1.2.1; RP-Initiated Logout 1.0, section 4). Expired ID
 * tokens are valid hints. Access tokens, which have `azp`, are not.
 * @returns undefined unless it is an ID token of this server
 */
export async function readIdTokenHint(
  { idTokenVerifier }: IdTokenHintDependencies,
  token: string | undefined,
): Promise<IdTokenHint | undefined> {
  if (token === undefined) return undefined;
  try {
    const { sub, aud, azp, username } = await idTokenVerifier.verifyIgnoringExpiry(token);
    const isIdToken = azp === undefined && username === undefined;
    return isIdToken && typeof sub === 'string' && typeof aud === 'string'
      ? { username: sub, clientId: aud }
      : undefined;
  } catch (error) {
    if (error instanceof Unauthenticated) return undefined;
    throw error;
  }
}

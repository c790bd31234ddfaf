import { Unauthenticated } from '../base/errors.ts';
import type { JwtVerifier } from '../crypto/jwt.ts';

export interface IdTokenHintDependencies {
  /** Checks this server's own ID tokens. */
  readonly idTokenVerifier: Pick<JwtVerifier, 'verifyIgnoringExpiry'>;
}

/** Whose ID token it is, and which client it was made for. */
export interface IdTokenHint {
  readonly username: string;
  readonly clientId: string;
}

/**
 * What a client says by showing an ID token (OpenID Connect Core 1.0, section 3.1.2.1; RP-Initiated Logout 1.0, section
 * 4): nothing, unless it is one of this server. Expired ones count too. An access token is no hint: it has `azp`.
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

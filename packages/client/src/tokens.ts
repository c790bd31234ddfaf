import { InvalidResponse, OAuthError, SignInRequired } from './errors.ts';
import type { SignIn } from './sign-in.ts';
import { singleFlight } from './single-flight.ts';
import type { TokenSet } from './token-response.ts';

export interface TokensOptions {
  readonly signIn: Pick<SignIn, 'refresh'>;
  /** The result of `complete`, or a stored set. */
  readonly tokens: TokenSet;
  /** Called with each new set before its access token is used, to replace the stored one. */
  readonly keep?: (tokens: TokenSet) => void | Promise<void>;
}

export interface Tokens {
  current(): TokenSet;
  /**
   * An access token that is valid for at least one minute, refreshed if necessary; the `token` of `createClient`.
   * @throws SignInRequired if there is no refresh token, or it has ended
   */
  readonly accessToken: () => Promise<string>;
}

/** In milliseconds. */
const minimalLife = 60_000;

/** Access tokens of one user that are refreshed automatically, with one request for all waiting calls. */
export function createTokens({ signIn, tokens, keep }: TokensOptions): Tokens {
  let current = tokens;
  const renew = singleFlight(async (refreshToken) => {
    current = successorOf(current, await refreshed(signIn, refreshToken));
    await keep?.(current);
    return current;
  });
  return {
    current: () => current,
    async accessToken() {
      const { accessToken, refreshToken, expiresAt = Number.POSITIVE_INFINITY } = current;
      if (expiresAt - minimalLife > Date.now()) return accessToken;
      if (refreshToken === undefined) throw new SignInRequired('the access token has expired');
      return (await renew(refreshToken)).accessToken;
    },
  };
}

async function refreshed(signIn: TokensOptions['signIn'], refreshToken: string): Promise<TokenSet> {
  try {
    return await signIn.refresh(refreshToken);
  } catch (cause) {
    if (!(cause instanceof OAuthError) || cause.error !== 'invalid_grant') throw cause;
    throw new SignInRequired('the refresh token has ended', { cause });
  }
}

/** The user must stay the same (OpenID Connect Core 1.0, section 12.2). An ID token that is not renewed is kept. */
function successorOf(current: TokenSet, next: TokenSet): TokenSet {
  if (current.claims && next.claims && current.claims.sub !== next.claims.sub) {
    throw new InvalidResponse('id_token', 'the refreshed ID token is of another user');
  }
  const { idToken, claims } = current;
  return { ...(idToken !== undefined && { idToken }), ...(claims !== undefined && { claims }), ...next };
}

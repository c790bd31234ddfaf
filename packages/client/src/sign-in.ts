import { discover, type Metadata, required } from './discovery.ts';
import { InvalidResponse, OAuthError } from './errors.ts';
import { challengeOf, randomText } from './pkce.ts';
import { expectSuccess, type JsonObject, readObject } from './requests.ts';
import { singleFlight } from './single-flight.ts';
import { readTokens, type TokenSet } from './token-response.ts';

export interface SignInOptions {
  /** The public URL of the server, exactly as it names itself: `https://id.example.org`. */
  readonly issuer: string;
  /** The organization of the application. */
  readonly clientId: string;
  /** Where users return: the `callbackURL` of the API key, or below it. */
  readonly redirectUri: string;
  /** Separated by spaces. Default: `openid`. `offline_access` requests a refresh token. */
  readonly scope?: string;
  /**
   * For applications on a server. Applications in browsers, on desktops and on phones have none; their API key has
   * `publicClient`.
   */
  readonly clientSecret?: string;
  /** Sends the requests. Default: the global `fetch`. */
  readonly fetch?: typeof fetch;
}

/** Store it where only this browser's session can read it, until the user returns. Plain data. */
export interface Kept {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

export interface Begun {
  /** The URL to send the browser to. */
  readonly url: string;
  readonly kept: Kept;
}

export interface EndSession {
  /** With an ID token, the user is not asked for confirmation. */
  readonly idToken?: string | undefined;
  /** Must be registered with the API key. */
  readonly postLogoutRedirectUri?: string | undefined;
  /** Returned with the browser. */
  readonly state?: string | undefined;
}

/**
 * Every method rejects with OAuthError when the server refuses, with InvalidResponse when a response must not be used,
 * and with the errors of `fetch`.
 */
export interface SignIn {
  /** @param more further request parameters, for example `{ prompt: 'login' }` */
  begin(more?: Readonly<Record<string, string>>): Promise<Begun>;
  /**
   * Validates the response and exchanges its code.
   * @param callbackUrl the URL, with its query, to which the browser returned
   */
  complete(callbackUrl: string | URL, kept: Kept): Promise<TokenSet>;
  /**
   * Refreshes the tokens. Concurrent calls with the same token share one request.
   * @returns a set with a new refresh token: store it, because the old one no longer works
   */
  refresh(refreshToken: string): Promise<TokenSet>;
  /**
   * What the user shares of their profile (OpenID Connect Core 1.0, section 5.3).
   * @param sub of the ID token; a response about another user is refused
   */
  userInfo(accessToken: string, sub: string): Promise<JsonObject>;
  /** Ends the token and everything made from it (RFC 7009). */
  revoke(token: string): Promise<void>;
  /** The URL to send the browser to for signing out (OpenID Connect RP-Initiated Logout 1.0). */
  endSessionUrl(options?: EndSession): Promise<string>;
}

export function createSignIn(options: SignInOptions): SignIn {
  const { clientId, redirectUri } = options;
  const scope = options.scope ?? 'openid';
  const metadata = rememberedMetadata(options);
  return {
    async begin(more = {}) {
      const { authorizationEndpoint } = await metadata();
      const kept = { state: randomText(), nonce: randomText(), codeVerifier: randomText() };
      const url = withQuery(authorizationEndpoint, {
        ...more,
        response_type: 'code',
        client_id: clientId,
        redirect_uri: redirectUri,
        scope,
        state: kept.state,
        nonce: kept.nonce,
        code_challenge: await challengeOf(kept.codeVerifier),
        code_challenge_method: 'S256',
      });
      return { url, kept };
    },

    async complete(callbackUrl, { state, nonce, codeVerifier: code_verifier }) {
      const server = await metadata();
      const code = codeOf(new URL(callbackUrl).searchParams, state, server);
      const grant = { grant_type: 'authorization_code', code, redirect_uri: redirectUri, code_verifier };
      const response = await readObject(await post(options, server.tokenEndpoint, grant));
      const tokens = readTokens(response, { issuer: server.issuer, clientId, nonce });
      if (!tokens.idToken && scope.split(' ').includes('openid')) {
        throw new InvalidResponse('id_token', 'the ID token is missing');
      }
      return tokens;
    },

    refresh: singleFlight(async (refreshToken) => {
      const { tokenEndpoint, issuer } = await metadata();
      const grant = { grant_type: 'refresh_token', refresh_token: refreshToken };
      const response = await readObject(await post(options, tokenEndpoint, grant));
      return { refreshToken, ...readTokens(response, { issuer, clientId, nonce: undefined }) };
    }),

    async userInfo(accessToken, sub) {
      const { userinfoEndpoint } = await metadata();
      const send = options.fetch ?? fetch;
      const headers = { accept: 'application/json', authorization: `Bearer ${accessToken}` };
      const claims = await readObject(
        await send(required(userinfoEndpoint, 'userinfo_endpoint'), { headers }),
      );
      if (claims.sub !== sub) throw new InvalidResponse('malformed', 'the response is about another user');
      return claims;
    },

    async revoke(token) {
      const { revocationEndpoint } = await metadata();
      await expectSuccess(
        await post(options, required(revocationEndpoint, 'revocation_endpoint'), { token }),
      );
    },

    async endSessionUrl({ idToken, postLogoutRedirectUri, state } = {}) {
      const { endSessionEndpoint } = await metadata();
      return withQuery(required(endSessionEndpoint, 'end_session_endpoint'), {
        client_id: clientId,
        id_token_hint: idToken,
        post_logout_redirect_uri: postLogoutRedirectUri,
        state,
      });
    },
  };
}

/** Fetches the metadata once; again after a failure. */
function rememberedMetadata({ issuer, fetch: send = fetch }: SignInOptions): () => Promise<Metadata> {
  let found: Promise<Metadata> | undefined;
  return () => {
    found ??= discover(issuer, send).catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };
}

/** Reads an authorization response (RFC 6749, section 4.1.2; RFC 9207, section 2.4). */
function codeOf(parameters: URLSearchParams, state: string, { issuer, namesIssuer }: Metadata): string {
  const [error, code, iss] = ['error', 'code', 'iss'].map((name) => parameters.get(name) ?? undefined);
  if (parameters.get('state') !== state)
    throw new InvalidResponse('state', 'the response is to another sign-in');
  if (iss === undefined ? namesIssuer : iss !== issuer) {
    throw new InvalidResponse('issuer', `the response is from ${iss ?? 'an unnamed server'}`);
  }
  if (error !== undefined) throw new OAuthError(error, parameters.get('error_description') ?? undefined);
  if (code === undefined) throw new InvalidResponse('malformed', 'the response has no code');
  return code;
}

function withQuery(address: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) {
    if (value !== undefined) url.searchParams.set(name, value);
  }
  return url.href;
}

/** A secret is sent in the header, each part form-encoded (RFC 6749, section 2.3.1). */
function post(
  { clientId, clientSecret, fetch: send = fetch }: SignInOptions,
  address: string,
  form: Readonly<Record<string, string>>,
): Promise<Response> {
  const credentials = [clientId, clientSecret ?? ''].map(encodeURIComponent).join(':');
  const isPublic = clientSecret === undefined;
  return send(address, {
    method: 'POST',
    redirect: 'error',
    headers: {
      accept: 'application/json',
      ...(!isPublic && { authorization: `Basic ${btoa(credentials)}` }),
    },
    body: new URLSearchParams({ ...form, ...(isPublic && { client_id: clientId }) }),
  });
}

/** Sign-in with authorization code and PKCE, and access tokens that are refreshed automatically. */

export { InvalidResponse, OAuthError, type Reason, SignInRequired } from './errors.ts';
export type { IdTokenClaims } from './id-token.ts';
export type { JsonObject } from './requests.ts';
export {
  type Begun,
  createSignIn,
  type EndSession,
  type Kept,
  type SignIn,
  type SignInOptions,
} from './sign-in.ts';
export type { TokenSet } from './token-response.ts';
export { createTokens, type Tokens, type TokensOptions } from './tokens.ts';

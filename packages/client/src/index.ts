/** Sign-in by authorization code with PKCE, and access tokens that renew themselves. */

export { OAuthError, type Reason, RefusedAnswer, SignInRequired } from './errors.ts';
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
export type { TokenSet } from './token-answer.ts';
export { createTokens, type Tokens, type TokensOptions } from './tokens.ts';

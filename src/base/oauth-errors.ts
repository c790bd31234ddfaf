import { ApiError, type ErrorTexts } from './errors.ts';

/** The error codes of RFC 6749, section 5.2, and its extensions that this server uses. */
export type OAuthErrorCode =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'request_not_supported'
  | 'invalid_redirect_uri'
  | 'invalid_client_metadata'
  | 'invalid_dpop_proof'
  | 'use_dpop_nonce'
  | 'authorization_pending'
  | 'slow_down'
  | 'access_denied'
  | 'expired_token';

/** A refusal of the token service: 400 unless the protocol says otherwise. */
export class OAuthError extends ApiError {
  constructor(code: OAuthErrorCode, texts?: ErrorTexts, status = 400, headers?: Record<string, string>) {
    super(status, code, texts, headers);
  }
}

/**
 * Wrong client credentials: 401 with a challenge if they were sent with HTTP Basic, otherwise 400 (RFC 6749,
 * section 5.2).
 */
export function invalidClient(usedBasic: boolean): OAuthError {
  const texts = { description: 'Unknown client, or wrong client secret.' };
  if (!usedBasic) return new OAuthError('invalid_client', texts);
  return new OAuthError('invalid_client', texts, 401, { 'WWW-Authenticate': 'Basic realm="itsyouonline"' });
}

/**
 * A code or refresh token that cannot be redeemed. The response is the same for all reasons, so a caller with a
 * stolen one learns nothing.
 * @param detail the reason, for the log
 */
export function invalidGrant(detail: string): OAuthError {
  return new OAuthError('invalid_grant', {
    description: 'The code or refresh token is unknown, expired, used, or not for this request.',
    detail,
  });
}

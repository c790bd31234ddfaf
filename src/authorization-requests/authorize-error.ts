/**
 * Error codes of the authorization endpoint (RFC 6749, section 4.1.2.1; OpenID Connect Core, section 3.1.2.6;
 * RFC 8707, section 2).
 */
export type AuthorizeErrorCode =
  | 'invalid_request'
  | 'unauthorized_client'
  | 'access_denied'
  | 'unsupported_response_type'
  | 'invalid_scope'
  | 'invalid_target'
  | 'login_required'
  | 'consent_required'
  | 'interaction_required'
  | 'request_not_supported'
  | 'request_uri_not_supported';

/** An error that is sent to the client. Its redirect URI has been verified. */
export class AuthorizeError extends Error {
  readonly code: AuthorizeErrorCode;

  constructor(code: AuthorizeErrorCode, description: string) {
    super(description);
    this.name = 'AuthorizeError';
    this.code = code;
  }
}

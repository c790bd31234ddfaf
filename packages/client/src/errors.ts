/** The server returned an error (RFC 6749, sections 4.1.2.1 and 5.2). */
export class OAuthError extends Error {
  /** For example `access_denied` or `invalid_grant`. */
  readonly error: string;
  /** The server's explanation, for developers. */
  readonly errorDescription: string | undefined;
  /** The HTTP status; undefined when the browser brought the response. */
  readonly status: number | undefined;

  constructor(error: string, errorDescription?: string, status?: number) {
    super(errorDescription === undefined ? error : `${error}: ${errorDescription}`);
    this.name = 'OAuthError';
    this.error = error;
    this.errorDescription = errorDescription;
    this.status = status;
  }
}

/**
 * What is wrong with a response: `state`, it belongs to another sign-in; `issuer`, it comes from another server;
 * `id_token`, its ID token is missing or not for this sign-in; `insecure`, an endpoint is not HTTPS; `malformed`, it
 * violates the specification.
 */
export type Reason = 'state' | 'issuer' | 'id_token' | 'insecure' | 'malformed';

/** A response that must not be used. */
export class InvalidResponse extends Error {
  readonly reason: Reason;

  constructor(reason: Reason, message: string) {
    super(message);
    this.name = 'InvalidResponse';
    this.reason = reason;
  }
}

/** There is no valid access token and no way to get one without the user. */
export class SignInRequired extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'SignInRequired';
  }
}

/**
 * Every refusal of the server. Services throw a class, not a status; `src/web/error-handler.ts` renders it.
 *
 * `code` is the stable word that clients may act on. `description` is sent to the client and helps to fix the
 * request. `detail` and `cause` are only logged.
 */
export interface ErrorTexts {
  readonly description?: string;
  readonly detail?: string;
  readonly cause?: unknown;
}

export class ApiError extends Error {
  readonly status: number;
  readonly code: string;
  readonly description: string | undefined;
  readonly detail: string | undefined;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, texts: ErrorTexts = {}, headers: Record<string, string> = {}) {
    super(texts.detail ?? code, { cause: texts.cause });
    this.name = new.target.name;
    this.status = status;
    this.code = code;
    this.description = texts.description;
    this.detail = texts.detail;
    this.headers = { ...headers };
  }
}

/** 400: the request cannot be understood or breaks a rule that has no code of its own. */
export class BadRequest extends ApiError {
  constructor(code = 'bad_request', texts?: ErrorTexts) {
    super(400, code, texts);
  }
}

/** 401 with its `WWW-Authenticate` challenge (RFC 6750, section 3). */
export class Unauthenticated extends ApiError {
  constructor(
    code: 'unauthorized' | 'invalid_token' | 'insufficient_scope' = 'unauthorized',
    texts?: ErrorTexts,
  ) {
    super(401, code, texts, {
      'WWW-Authenticate': bearerChallenge(code === 'unauthorized' ? {} : { error: code }),
    });
  }
}

/** 401 with a challenge of the DPoP scheme (RFC 9449, section 7.1). */
export class DpopRequired extends ApiError {
  constructor(
    code: 'invalid_token' | 'invalid_dpop_proof' | 'use_dpop_nonce',
    algorithms: readonly string[],
    texts?: ErrorTexts,
  ) {
    super(401, code, texts, {
      'WWW-Authenticate': challenge('DPoP', { error: code, algs: algorithms.join(' ') }),
    });
  }
}

/** 401: the operation needs recent authentication (RFC 9470, section 3). */
export class ReauthenticationRequired extends ApiError {
  constructor(maxAgeSeconds: number) {
    const code = 'insufficient_user_authentication';
    const description = 'Reauthenticate at /login/confirm, then send the request again.';
    const value = bearerChallenge({ error: code, max_age: String(maxAgeSeconds) });
    super(401, code, { description }, { 'WWW-Authenticate': value });
  }
}

/** 403: the credential is valid, but its rights are not sufficient. */
export class Forbidden extends ApiError {
  constructor(code = 'forbidden', texts?: ErrorTexts, headers?: Record<string, string>) {
    super(403, code, texts, headers);
  }
}

/** 403 of the access check. Names the scopes, any one of which would have been enough (RFC 6750, section 3.1). */
export class InsufficientScope extends Forbidden {
  constructor(scopes: readonly string[], texts?: ErrorTexts) {
    const value = bearerChallenge({ error: 'insufficient_scope', scope: scopes.join(' ') });
    super('insufficient_scope', texts, { 'WWW-Authenticate': value });
  }
}

/** 404: the thing named in the path does not exist. */
export class NotFound extends ApiError {
  constructor(code = 'not_found', texts?: ErrorTexts) {
    super(404, code, texts);
  }
}

/** 405 with the methods that the path supports. */
export class MethodNotAllowed extends ApiError {
  constructor(allow: string) {
    super(405, 'method_not_allowed', { description: `Use one of: ${allow}.` }, { Allow: allow });
  }
}

/** 409: the request is valid but conflicts with stored data. */
export class Conflict extends ApiError {
  constructor(code: string, texts?: ErrorTexts) {
    super(409, code, texts);
  }
}

/** 412: a precondition of the request does not hold. */
export class PreconditionFailed extends ApiError {
  constructor(code: string, texts?: ErrorTexts) {
    super(412, code, texts);
  }
}

/** 413: the body is larger than the operation allows. */
export class PayloadTooLarge extends ApiError {
  constructor(code = 'payload_too_large', texts?: ErrorTexts) {
    super(413, code, texts);
  }
}

/** 416 with the size of the file (RFC 9110, section 15.5.17). */
export class RangeNotSatisfiable extends ApiError {
  constructor(size: number) {
    super(416, 'range_not_satisfiable', {}, { 'Content-Range': `bytes */${size}` });
  }
}

/** 422: well formed, but the content is not acceptable. */
export class Unprocessable extends ApiError {
  constructor(code: string, texts?: ErrorTexts) {
    super(422, code, texts);
  }
}

/** 429 with the number of seconds to wait. */
export class TooManyRequests extends ApiError {
  readonly retryAfterSeconds: number;

  constructor(retryAfterSeconds: number, code = 'too_many_requests', texts?: ErrorTexts) {
    const seconds = Math.max(1, Math.ceil(retryAfterSeconds));
    super(429, code, texts, { 'Retry-After': String(seconds) });
    this.retryAfterSeconds = seconds;
  }
}

/** 503: temporarily overloaded or disconnected. The same request may succeed after `Retry-After` seconds. */
export class Unavailable extends ApiError {
  constructor(code = 'temporarily_unavailable', texts?: ErrorTexts, retryAfterSeconds = 1) {
    super(503, code, texts, { 'Retry-After': String(retryAfterSeconds) });
  }
}

/** The value of a `WWW-Authenticate` header for the Bearer scheme (RFC 6750, section 3). */
function bearerChallenge(attributes: Readonly<Record<string, string>>): string {
  return challenge('Bearer', attributes);
}

function challenge(scheme: 'Bearer' | 'DPoP', attributes: Readonly<Record<string, string>>): string {
  const all = Object.entries({ realm: 'itsyouonline', ...attributes });
  return `${scheme} ${all.map(([name, value]) => `${name}="${value.replace(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '')}"`).join(', ')}`;
}

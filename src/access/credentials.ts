import type { IncomingMessage } from 'node:http';
import { BadRequest, Unauthenticated } from '../base/errors.ts';
import type { ProtocolSettings } from '../base/profile.ts';
import { hasJwtForm } from '../tokens/presented-jwt.ts';
import { readCookies } from '../web/cookies.ts';
import { isOwnRequest } from '../web/csrf.ts';

/** A credential as received, not yet checked. */
export type Credential = TokenCredential | SessionCredential;

export interface TokenCredential {
  readonly kind: 'jwt' | 'opaque';
  readonly token: string;
  /** Set when the token came with the DPoP scheme (RFC 9449, section 7.1), which says that it is bound to a key. */
  readonly scheme?: 'dpop';
}

/** The session cookie of a user who is signed in on this site. */
export interface SessionCredential {
  readonly kind: 'session';
  readonly secret: string;
}

/**
 * Finds the one credential of a request.
 *
 * Accepts `Authorization: Bearer <token>` (RFC 6750, section 2.1), `Authorization: DPoP <token>` (RFC 9449,
 * section 7.1), `Authorization: token <token>`, a bare token as the whole header, and the query parameter
 * `access_token` for opaque tokens. A value with two dots is a JWT. A header together with a query parameter
 * is refused (contract, security scheme `oauth_2_0`).
 *
 * @param authorization the `Authorization` header
 * @param accessToken all values of the query parameter `access_token`
 * @param inQuery setting `IYO_SECRETS_IN_QUERY`: whether the query may carry a token
 * @returns undefined when the request carries no token
 * @throws BadRequest `invalid_request`, Unauthenticated `invalid_token` for an unknown scheme
 */
export function findCredential(
  authorization: string | undefined,
  accessToken: readonly string[],
  inQuery: ProtocolSettings['secretsInQuery'] = 'allow',
): TokenCredential | undefined {
  if (inQuery === 'refuse' && accessToken.length > 0) {
    throw new BadRequest('invalid_request', {
      description: 'Send the access token in the Authorization header.',
    });
  }
  if (accessToken.length > 1 || (authorization !== undefined && accessToken.length > 0)) {
    throw new BadRequest('invalid_request', {
      description: 'Send the access token once: in the Authorization header or in the query.',
    });
  }
  if (authorization !== undefined) return fromHeader(authorization.trim());
  const [token] = accessToken;
  return token === undefined ? undefined : { kind: 'opaque', token };
}

/** The session cookie of a request that comes from a page of this site; undefined when there is none. */
export function findSessionCredential(
  request: IncomingMessage,
  publicUrl: string,
): SessionCredential | undefined {
  const secret = readCookies(request, publicUrl).get('interactive');
  return secret !== undefined && isOwnRequest(request, publicUrl) ? { kind: 'session', secret } : undefined;
}

function fromHeader(header: string): TokenCredential {
  const [first = '', second, ...rest] = header.split(/[ \t]+/);
  const known = second !== undefined && rest.length === 0 && /^(bearer|token|dpop)$/i.test(first);
  if (!known && second !== undefined)
    throw new Unauthenticated('invalid_token', { detail: 'unknown authorization scheme' });
  const token = second ?? first;
  return tokenCredential(token, known && /^dpop$/i.test(first) ? 'dpop' : undefined);
}

/** A value in the form of a JWT is treated as a JWT. */
export function tokenCredential(token: string, scheme?: 'dpop'): TokenCredential {
  return { kind: hasJwtForm(token) ? 'jwt' : 'opaque', token, ...(scheme && { scheme }) };
}

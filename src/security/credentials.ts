import { BadRequest, Unauthenticated } from '../errors.ts';

/** A credential as it came, not yet checked. */
export interface Credential {
  readonly kind: 'jwt' | 'opaque';
  readonly token: string;
}

/**
 * Finds the one credential of a request.
 *
 * Accepted are `Authorization: Bearer <token>` (RFC 6750, section 2.1), `Authorization: token <token>`, the bare
 * token as the whole header, and the query parameter `access_token` for opaque tokens. A value with two dots is a
 * JWT. Header and query together are refused (contract, security scheme `oauth_2_0`).
 *
 * @param authorization the `Authorization` header
 * @param accessToken all values of the query parameter `access_token`
 * @returns undefined when the request carries no credential at all
 */
export function findCredential(
  authorization: string | undefined,
  accessToken: readonly string[],
): Credential | undefined {
  if (accessToken.length > 1 || (authorization !== undefined && accessToken.length > 0)) {
    throw new BadRequest('invalid_request', {
      description: 'Send the access token once: in the Authorization header or in the query.',
    });
  }
  if (authorization !== undefined) return fromHeader(authorization.trim());
  const [token] = accessToken;
  return token === undefined ? undefined : { kind: 'opaque', token };
}

function fromHeader(header: string): Credential {
  const [first = '', second, ...rest] = header.split(/[ \t]+/);
  const known = second !== undefined && rest.length === 0 && /^(bearer|token)$/i.test(first);
  if (!known && second !== undefined)
    throw new Unauthenticated('invalid_token', { detail: 'unknown authorization scheme' });
  const token = second ?? first;
  return { kind: token.split('.').length === 3 ? 'jwt' : 'opaque', token };
}

import { OAuthError } from '../../base/oauth-errors.ts';
import type { ProtocolSettings } from '../../base/profile.ts';
import { maximumLength, parseScopes } from '../../tokens/scopes.ts';
import type { Parameters } from '../parameters.ts';
import { readResources } from '../resources.ts';

/** A request for a JWT access token. */
export interface JwtRequest {
  /** Without `offline_access`; undefined for all scopes of the source. */
  readonly scopes: readonly string[] | undefined;
  readonly offline: boolean;
  readonly audience: readonly string[];
  readonly storesInfo: boolean;
  readonly addsGrants: boolean;
  /** In seconds; undefined for the maximum. */
  readonly validity: number | undefined;
}

/**
 * @param offlineScopes setting `IYO_OFFLINE_SCOPES`: whether `offline_access` alone requests all scopes of the source,
 * or none
 * @throws OAuthError `invalid_scope`, `invalid_request` for lists that are too long
 */
export function readJwtRequest(
  parameters: Parameters,
  offlineScopes: ProtocolSettings['offlineScopes'],
): JwtRequest {
  const { scopes } = parseScopes(parameters.get('scope') ?? '');
  const named = scopes.filter((scope) => scope !== 'offline_access');
  const offline = scopes.includes('offline_access');
  const namesNone = named.length === 0 && !(offline && offlineScopes === 'named');
  return {
    scopes: namesNone ? undefined : named,
    offline,
    audience: [
      ...new Set([...readAudience(parameters.get('aud') ?? '', 'aud'), ...readResources(parameters)]),
    ],
    ...readRenewalRequest(parameters),
    storesInfo: parameters.get('store_info') === 'true',
  };
}

/** What may change when a JWT is renewed. */
export type JwtRenewalRequest = Pick<JwtRequest, 'addsGrants' | 'validity'>;

export function readRenewalRequest(parameters: Parameters): JwtRenewalRequest {
  return {
    addsGrants: parameters.get('add_grants') === 'true',
    validity: readSeconds(parameters.get('validity')),
  };
}

/** Anything other than a positive whole number is ignored. */
function readSeconds(text = ''): number | undefined {
  const seconds = /^\d+$/.test(text) ? Number(text) : 0;
  return seconds > 0 ? seconds : undefined;
}

/**
 * Reads names separated by commas. The list may be as long as a scope list, because the JWT has to fit into a header.
 * @param parameter the name of the parameter, for the error
 * @throws OAuthError `invalid_request`
 */
export function readAudience(text: string, parameter: string): string[] {
  if (text.length > maximumLength) {
    const description = `${parameter}: at most ${maximumLength} characters.`;
    throw new OAuthError('invalid_request', { description });
  }
  const names = text.split(',').map((name) => name.trim());
  return names.filter(Boolean);
}

/**
 * Restricts a request to the audience of the exchanged token, or a part of it.
 * @throws OAuthError `invalid_target` (RFC 8707, section 2)
 */
export function withinAudience(audience: readonly string[], request: JwtRequest): JwtRequest {
  if (audience.length === 0) return request;
  if (request.audience.length === 0) return { ...request, audience };
  if (request.audience.every((name) => audience.includes(name))) return request;
  throw new OAuthError('invalid_target', { description: 'aud: the token was made for another audience.' });
}

import { resourceProblem } from '../authorization-requests/resources.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import type { Parameters } from './parameters.ts';

/**
 * Reads the `resource` parameters of a request (RFC 8707, section 2).
 * @throws OAuthError `invalid_target`
 */
export function readResources(parameters: Parameters): readonly string[] {
  const resources = [...new Set(parameters.list('resource'))];
  const problem = resourceProblem(resources);
  if (problem !== undefined) throw new OAuthError('invalid_target', { description: problem });
  return resources;
}

/**
 * The audience of a token: the resources of this request, which must be among the authorized ones, or else all
 * authorized ones (RFC 8707, section 2.2). If none were authorized, each token request may choose.
 * @throws OAuthError `invalid_target`
 */
export function audienceOf(requested: readonly string[], authorized: readonly string[]): readonly string[] {
  if (requested.length === 0) return authorized;
  if (authorized.length === 0 || requested.every((resource) => authorized.includes(resource)))
    return requested;
  throw new OAuthError('invalid_target', { description: 'resource: not one of the authorization request.' });
}

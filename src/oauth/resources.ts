import { resourceProblem } from '../authorization-requests/resources.ts';
import { OAuthError } from '../base/oauth-errors.ts';
import type { Parameters } from './parameters.ts';

/**
 * What a request wants a token for, by any number of parameters `resource` (RFC 8707, section 2).
 * @throws OAuthError `invalid_target`
 */
export function readResources(parameters: Parameters): readonly string[] {
  const resources = [...new Set(parameters.list('resource'))];
  const problem = resourceProblem(resources);
  if (problem !== undefined) throw new OAuthError('invalid_target', { description: problem });
  return resources;
}

/**
 * The audience of a token: all that was asked for with the authorization, or the part that is asked for now (RFC 8707,
 * section 2.2). An authorization that named nothing leaves the choice to each token.
 * @throws OAuthError `invalid_target`
 */
export function audienceOf(asked: readonly string[], authorized: readonly string[]): readonly string[] {
  if (asked.length === 0) return authorized;
  if (authorized.length === 0 || asked.every((resource) => authorized.includes(resource))) return asked;
  throw new OAuthError('invalid_target', { description: 'resource: not one of the authorization request.' });
}

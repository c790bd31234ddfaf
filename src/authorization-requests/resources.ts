import { isUrl } from '../base/is-url.ts';

const maximumResources = 20;
const maximumLength = 2048;

/**
 * Finds what is wrong with the `resource` parameters of a request (RFC 8707, section 2): each must be an
 * absolute URI without fragment, and there may be at most 20.
 * @returns undefined when nothing is wrong
 */
export function resourceProblem(resources: readonly string[]): string | undefined {
  if (resources.length > maximumResources) return `At most ${maximumResources} resources.`;
  const isFit = (uri: string) =>
    uri.length <= maximumLength && isUrl(uri) && !uri.includes('#') && !/\s/.test(uri);
  return resources.every(isFit) ? undefined : 'resource must be an absolute URI without fragment.';
}

import type { OrganizationContent } from '../../generated/types.ts';
import { BadRequest } from '../errors.ts';

const maximumScopeBytes = 1024;

/**
 * What the contract cannot say about the lists of a new organization: nothing is listed twice, and a scope is short
 * enough for an index whatever its letters.
 * @throws BadRequest
 */
export function checkContent({ dns = [], requiredscopes = [] }: OrganizationContent): void {
  const scopes = requiredscopes.map(({ scope }) => scope);
  refuseRepeated('dns', dns.map(lowerCase));
  refuseRepeated('requiredscopes', scopes);
  if (scopes.some((scope) => Buffer.byteLength(scope) > maximumScopeBytes)) {
    throw badContent('requiredscopes', `a scope may have ${maximumScopeBytes} bytes`);
  }
}

/** Host names are the same whatever their case. */
function lowerCase(name: string): string {
  return name.toLowerCase();
}

function refuseRepeated(list: string, entries: readonly string[]): void {
  if (new Set(entries).size < entries.length) throw badContent(list, 'no entry may be there twice');
}

function badContent(list: string, rule: string): BadRequest {
  return new BadRequest('bad_request', { description: `body.${list}: ${rule}` });
}

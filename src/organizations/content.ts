import type { OrganizationContent, RequiredScope } from '../../generated/types.ts';
import { BadRequest } from '../base/errors.ts';

const maximumScopeBytes = 1024;

/**
 * What the contract cannot say about the lists of a new organization: nothing is listed twice, and each required
 * scope passes its own check.
 * @throws BadRequest
 */
export function checkContent({ dns = [], requiredscopes = [] }: OrganizationContent): void {
  refuseRepeated('dns', dns.map(lowerCase));
  refuseRepeated(
    'requiredscopes',
    requiredscopes.map(({ scope }) => scope),
  );
  requiredscopes.forEach(checkRequiredScope);
}

/**
 * What the contract cannot say about a required scope: it is short enough for an index whatever its letters.
 * @throws BadRequest
 */
export function checkRequiredScope({ scope }: RequiredScope): void {
  if (Buffer.byteLength(scope) > maximumScopeBytes)
    throw badContent('scope', `may have ${maximumScopeBytes} bytes`);
}

/** Host names are the same whatever their case. */
function lowerCase(name: string): string {
  return name.toLowerCase();
}

function refuseRepeated(list: string, entries: readonly string[]): void {
  if (new Set(entries).size < entries.length) throw badContent(list, 'no entry may be there twice');
}

function badContent(member: string, rule: string): BadRequest {
  return new BadRequest('bad_request', { description: `body.${member}: ${rule}` });
}

import type { OrganizationContent } from '../../generated/types.ts';
import { BadRequest } from '../base/errors.ts';
import { checkRequiredScope } from './required-scopes/acts.ts';

/**
 * Checks what the contract cannot express about the lists of a new organization: no duplicates, and each required scope
 * passes its own check.
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

/** Host names are case-insensitive. */
function lowerCase(name: string): string {
  return name.toLowerCase();
}

function refuseRepeated(list: string, entries: readonly string[]): void {
  if (new Set(entries).size === entries.length) return;
  throw new BadRequest('bad_request', { description: `body.${list}: must not contain duplicates` });
}

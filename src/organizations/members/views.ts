import type { OrganizationUser } from '../../../generated/types.ts';
import type { Member } from './queries.ts';

export function toOrganizationUser(
  { username, role }: Member,
  missingscopes: readonly string[],
): OrganizationUser {
  return { username, role: `organization:${role}`, missingscopes };
}

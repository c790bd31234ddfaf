import type { OrganizationUser } from '../../../generated/types.ts';
import type { OrganizationUserRow } from './tables.ts';

export function toOrganizationUser(
  { username, role }: Pick<OrganizationUserRow, 'username' | 'role'>,
  missingscopes: readonly string[],
): OrganizationUser {
  return { username, role: `organization:${role}`, missingscopes };
}

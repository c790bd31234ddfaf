import type { Transaction } from 'kysely';
import { deleteAuthorization } from '../../consents/queries.ts';
import type { Database } from '../../schema.ts';
import { dropMembershipScopes } from '../../tokens/revocation.ts';
import { deleteInvitations } from '../invitations/queries.ts';
import {
  deleteOrganizationUser,
  findDirectRole,
  insertOrganizationUser,
  updateDirectRole,
} from './queries.ts';
import { listOrganizationRoles } from './role-queries.ts';

/** A user in an organization. */
export interface Membership {
  readonly globalid: string;
  readonly username: string;
}

/**
 * Puts a user into an organization, at the end of the list. It never takes anything away: an owner stays an owner, and
 * a member who becomes an owner leaves the list of members. Call `lockMembers` before.
 */
export async function joinOrganization(
  trx: Transaction<Database>,
  { globalid, username }: Membership,
  role: 'owner' | 'member',
  now: Date,
): Promise<void> {
  const current = await findDirectRole(trx, globalid, username);
  if (current === 'member' && role === 'owner') await updateDirectRole(trx, globalid, username, 'owner');
  if (current !== undefined) return;
  await insertOrganizationUser(trx, { globalid, username, role, created_at: now });
}

/**
 * Takes a user, who is in one of the lists, out of an organization on behalf of its owners: with the record of what the
 * user shared, with all invitations, and with the statement in other tokens that the user is a member, unless the user
 * still is one by other ways. Call `lockOrganization` before.
 */
export async function removeFromOrganization(
  trx: Transaction<Database>,
  { globalid, username }: Membership,
): Promise<void> {
  await deleteOrganizationUser(trx, globalid, username);
  await deleteAuthorization(trx, username, globalid);
  await deleteInvitations(trx, globalid, [{ username }]);
  const roles = (await listOrganizationRoles(trx, [globalid], username)).get(globalid);
  if (!roles?.isOwner && !roles?.isMember) await dropMembershipScopes(trx, username, globalid);
}

/**
 * Takes a user out of an organization, and ends what the user shared with it: the record with its tokens, and the
 * statement in other tokens that the user is a member. What the user is through other organizations stays.
 * Call `lockMembers` before.
 * @returns false, and does nothing, when the user is in neither list
 */
export async function endMembership(
  trx: Transaction<Database>,
  { globalid, username }: Membership,
): Promise<boolean> {
  if (!(await deleteOrganizationUser(trx, globalid, username))) return false;
  await deleteAuthorization(trx, username, globalid);
  await dropMembershipScopes(trx, username, globalid);
  return true;
}

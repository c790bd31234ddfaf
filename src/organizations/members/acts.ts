import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { dropMembershipScopes } from '../../tokens/revocation.ts';
import { countUserLookup } from '../../users/search/lookup.ts';
import { findUserByText } from '../../users/search/queries.ts';
import type { SearchText } from '../../users/search/search-text.ts';
import { unusedUsername } from '../../users/search/search-text.ts';
import { closeInvitationsTo, deleteInvitations } from '../invitations/deletion-queries.ts';
import { lockOrganization } from '../queries.ts';
import { findDirectRole } from './direct-role-queries.ts';
import { refuseLastOwner, refuseLastOwnerToLeave } from './last-owner.ts';
import { endMembership } from './membership.ts';
import {
  type LockedMembers,
  lockMembers,
  type Member,
  type MemberRole,
  updateDirectRole,
} from './queries.ts';
import { listOrganizationRoles } from './role-queries.ts';

export interface MemberDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Removes a user from an organization at the user's request. What the user shared with it ends, and tokens no longer
 * say that the user is a member.
 * @throws NotFound `user_not_found` when the user is in neither list, or Conflict `last_owner_can't_leave`
 */
export function leaveOrganization(
  { db }: MemberDependencies,
  actor: Actor,
  { globalid, username }: { readonly globalid: string; readonly username: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const members = await lockMembers(trx, globalid);
    const role = members && (await findDirectRole(trx, globalid, username));
    if (!role) throw new NotFound('user_not_found');
    if (role === 'owner') await refuseLastOwnerToLeave(trx, members, username);
    await endMembership(trx, members, username);
    await dropMembershipScopes(trx, username, globalid);
    await recordEvent(trx, actor, 'organization.left', { username, globalid });
  });
}

/** A user of an organization, and a role there. */
export interface NamedMember {
  readonly globalid: string;
  readonly user: SearchText;
  readonly role: MemberRole;
}

/**
 * Moves a user to the other list. Does nothing if the user already has the role.
 * @throws TooManyRequests, NotFound `organization_not_found` or `user_not_member_of_organization`, or Conflict
 * `last_owner`
 */
export async function changeMemberRole(
  { db }: MemberDependencies,
  actor: Actor,
  { globalid, user, role }: NamedMember,
): Promise<void> {
  await countUserLookup(db, actor, user);
  await inTransaction(db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const current = await findMember(trx, members, user);
    if (!current) throw new NotFound('user_not_member_of_organization');
    if (current.role === role) return;
    await moveMember(trx, actor, members, { username: current.username, role });
  });
}

/** Same as `changeMemberRole`, in an existing transaction. @throws Conflict `last_owner` */
export async function moveMember(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  { username, role }: Member,
): Promise<void> {
  const { globalid } = members;
  if (role === 'member') await refuseLastOwner(trx, members, username);
  await updateDirectRole(trx, globalid, { username, role });
  await recordEvent(trx, actor, 'organization.role_changed', { username, globalid, role });
}

/**
 * Removes a user with this role from an organization, on behalf of its owners. What the user shared with the
 * organization ends, invitations by name are deleted, and invitations to the user's email addresses and phone numbers
 * can no longer be accepted by this user. Tokens no longer say that the user is a member, unless the user still is one
 * in another way.
 * @throws TooManyRequests, NotFound `organization_not_found`, `user_not_member_of_organization` or
 * `user_not_owner_of_organization`, or Conflict `last_owner`
 */
export async function removeMember(
  { db }: MemberDependencies,
  actor: Actor,
  { globalid, user, role }: NamedMember,
): Promise<void> {
  await countUserLookup(db, actor, user);
  await inTransaction(db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const current = await findMember(trx, members, user);
    if (current?.role !== role) throw new NotFound(`user_not_${role}_of_organization`);
    await removeLockedMember(trx, actor, members, current);
  });
}

/** Same as `removeMember`, in an existing transaction. @throws Conflict `last_owner` */
export async function removeLockedMember(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  { username, role }: Member,
): Promise<void> {
  const { globalid } = members;
  if (role === 'owner') await refuseLastOwner(trx, members, username);
  await endMembership(trx, members, username);
  await deleteInvitations(trx, globalid, [{ username }]);
  await closeInvitationsTo(trx, members, username);
  const roles = (await listOrganizationRoles(trx, [globalid], username)).get(globalid);
  if (!roles?.isOwner && !roles?.isMember) await dropMembershipScopes(trx, username, globalid);
  await recordEvent(trx, actor, 'organization.member_removed', { username, globalid });
}

/** Finds the user whom a text names, if the user is directly in the organization. */
async function findMember(trx: Transaction<Database>, { globalid }: LockedMembers, text: SearchText) {
  const { username = unusedUsername } = (await findUserByText(trx, text)) ?? {};
  const role = await findDirectRole(trx, globalid, username);
  return role && { username, role };
}

/**
 * Whether the user whom a text names is an owner or member, directly or indirectly.
 * @throws TooManyRequests
 */
export async function isMember(
  { db }: MemberDependencies,
  actor: Actor,
  { globalid, user }: Omit<NamedMember, 'role'>,
): Promise<boolean> {
  await countUserLookup(db, actor, user);
  const { username = unusedUsername } = (await findUserByText(db, user)) ?? {};
  const roles = (await listOrganizationRoles(db, [globalid], username)).get(globalid);
  return roles !== undefined && (roles.isOwner || roles.isMember);
}

import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { decideInvitationsOf } from '../invitations/decision-queries.ts';
import { deleteInvitations } from '../invitations/deletion-queries.ts';
import { recordInvitation } from '../invitations/events.ts';
import type { Invitation } from '../invitations/queries.ts';
import { storeInvitation } from '../invitations/sending.ts';
import { isLastOwner, refuseLastOwner } from '../members/last-owner.ts';
import { type LockedMembers, lockMembers } from '../members/queries.ts';
import { listOrganizationRoles } from '../members/role-queries.ts';
import { hasOrganization, lockOrganization } from '../queries.ts';
import {
  deleteLink,
  findLinkRole,
  insertLink,
  type LinkRole,
  lockLinkedOrganization,
  type OrganizationLink,
  updateIncludesSuborganizations,
  updateLinkRole,
} from './queries.ts';

export interface LinkDependencies {
  readonly db: Kysely<Database>;
}

export interface RoleOfLink extends OrganizationLink {
  readonly role: LinkRole;
}

/**
 * Links an organization if the actor owns it too; otherwise invites it.
 * @returns the invitation, if one was needed
 * @throws NotFound `organization_not_found` or `invited_organization_not_found`, Conflict `organization_is_self` or
 * `organization_already_linked`, Unprocessable `max_amount_of_invitations_reached`
 */
export function linkOrganization(
  { db }: LinkDependencies,
  actor: Actor,
  link: RoleOfLink,
): Promise<Invitation | undefined> {
  return inTransaction(db, async (trx) => {
    const { globalid, linked, role } = link;
    const members = await lockOrganization(trx, globalid);
    if (!(await lockLinkedOrganization(trx, linked))) throw new NotFound('invited_organization_not_found');
    if (linked === globalid) throw new Conflict('organization_is_self');
    const isOwned = await owns(trx, actor, linked);
    await refuseLinked(trx, link, isOwned);
    if (!isOwned) return inviteOrganization(trx, actor, members, link);
    await insertLink(trx, link, role, actor.now);
    await decideInvitationsOf(trx, { globalid, invited: linked }, 'accepted', actor.now);
    await recordLink(trx, actor, 'organization.linked', link);
    return undefined;
  });
}

/** An organization owns itself and everything below it; a user owns what their roles say. */
async function owns(trx: Transaction<Database>, { name = '' }: Actor, globalid: string): Promise<boolean> {
  if (globalid === name || globalid.startsWith(`${name}.`)) return true;
  const roles = (await listOrganizationRoles(trx, [globalid], name)).get(globalid);
  return roles?.isOwner ?? false;
}

/** Refuses a link that exists already, except to invite a member organization to become an owner. */
async function refuseLinked(trx: Transaction<Database>, link: RoleOfLink, isOwned: boolean): Promise<void> {
  const current = await findLinkRole(trx, link);
  if (current === undefined) return;
  const isPromotion = current === 'orgmember' && link.role === 'orgowner';
  if (isOwned || !isPromotion) throw new Conflict('organization_already_linked');
}

function inviteOrganization(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  { linked, role }: RoleOfLink,
): Promise<Invitation> {
  const invitation = { role, method: 'website', invitedGlobalid: linked } as const;
  return storeInvitation(trx, actor, members, { globalid: linked }, invitation);
}

/**
 * Accepts an invitation on behalf of the organization `linked`. If it already has the other role, it changes, except
 * that the last owner stays an owner: accepting never leaves an organization without owners.
 * @throws NotFound `invitation_not_found`
 */
export function acceptLink({ db }: LinkDependencies, actor: Actor, link: RoleOfLink): Promise<Invitation> {
  return inTransaction(db, async (trx) => {
    const { globalid, linked: invited, role } = link;
    const members = await lockMembers(trx, globalid);
    const [accepted] = await decideInvitationsOf(trx, { globalid, invited, role }, 'accepted', actor.now);
    if (!members || !accepted) throw new NotFound('invitation_not_found');
    await joinAsOrganization(trx, actor, members, link);
    return accepted;
  });
}

async function joinAsOrganization(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  link: RoleOfLink,
): Promise<void> {
  const { linked, role } = link;
  const current = await findLinkRole(trx, link);
  if (current === role) return;
  if (current === undefined) {
    await insertLink(trx, link, role, actor.now);
    return recordLink(trx, actor, 'organization.linked', link);
  }
  if (role === 'orgmember' && (await isLastOwner(trx, members, linked))) return;
  await updateLinkRole(trx, link, role);
  await recordLink(trx, actor, 'organization.link_changed', link);
}

/**
 * Refuses an invitation on behalf of the organization `linked`.
 * @throws NotFound `invitation_not_found`
 */
export function refuseLink(
  { db }: LinkDependencies,
  actor: Actor,
  { globalid, linked: invited, role }: RoleOfLink,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const [refused] = await decideInvitationsOf(trx, { globalid, invited, role }, 'rejected', actor.now);
    if (!refused) throw new NotFound('invitation_not_found');
    await recordInvitation(trx, actor, 'refused', refused);
  });
}

/**
 * Changes the role of a linked organization. Does nothing if it already has the role.
 * @throws NotFound `organization_not_found`, or Conflict `last_owner`
 */
export function changeLinkRole({ db }: LinkDependencies, actor: Actor, link: RoleOfLink): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { globalid, linked, role } = link;
    const members = await lockOrganization(trx, globalid);
    const current = await findLinkRole(trx, link);
    if (current === undefined) throw new NotFound('organization_not_found');
    if (current === role) return;
    if (role === 'orgmember') await refuseLastOwner(trx, members, linked);
    await updateLinkRole(trx, link, role);
    await recordLink(trx, actor, 'organization.link_changed', link);
  });
}

/**
 * Removes a link, and all invitations to it.
 * @throws NotFound `organization_not_linked`, or Conflict `last_owner`
 */
export function unlinkOrganization({ db }: LinkDependencies, actor: Actor, link: RoleOfLink): Promise<void> {
  return inTransaction(db, async (trx) => {
    const { globalid, linked, role } = link;
    const members = await lockOrganization(trx, globalid);
    if ((await findLinkRole(trx, link)) !== role) throw new NotFound('organization_not_linked');
    if (role === 'orgowner') await refuseLastOwner(trx, members, linked);
    await deleteLink(trx, link);
    await deleteInvitations(trx, globalid, [{ globalid: linked }]);
    await recordLink(trx, actor, 'organization.unlinked', link);
  });
}

/**
 * Extends a link to the organizations below the linked one.
 * @throws NotFound `organization_not_linked` or `organization_not_found`, or Conflict `already_included`
 */
export function includeSuborganizations(
  { db }: LinkDependencies,
  actor: Actor,
  link: OrganizationLink,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    if (!(await updateIncludesSuborganizations(trx, link, true))) throw await findObstacle(trx, link);
    const event = { globalid: link.globalid, organization: link.linked };
    await recordEvent(trx, actor, 'organization.suborganizations_included', event);
  });
}

async function findObstacle(
  trx: Transaction<Database>,
  link: OrganizationLink,
): Promise<Conflict | NotFound> {
  if ((await findLinkRole(trx, link)) !== undefined) return new Conflict('already_included');
  const exists = await hasOrganization(trx, link.linked);
  return new NotFound(exists ? 'organization_not_linked' : 'organization_not_found');
}

/**
 * Limits a link to the linked organization, without those below it.
 * @throws NotFound `organization_not_linked`
 */
export function excludeSuborganizations(
  { db }: LinkDependencies,
  actor: Actor,
  link: OrganizationLink,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const wasIncluded = await updateIncludesSuborganizations(trx, link, false);
    if (!wasIncluded) throw new NotFound('organization_not_linked');
    const event = { globalid: link.globalid, organization: link.linked };
    await recordEvent(trx, actor, 'organization.suborganizations_excluded', event);
  });
}

function recordLink(
  trx: Transaction<Database>,
  actor: Actor,
  event: 'organization.linked' | 'organization.link_changed' | 'organization.unlinked',
  { globalid, linked: organization, role }: RoleOfLink,
): Promise<void> {
  return recordEvent(trx, actor, event, { globalid, organization, role });
}

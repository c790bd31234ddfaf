import type { Kysely, Transaction } from 'kysely';
import { Conflict, NotFound } from '../../base/errors.ts';
import { callerName, type Principal } from '../../base/principal.ts';
import type { Database } from '../../schema.ts';
import { storeInvitation } from '../invitations/invite.ts';
import { type ListedInvitation, updatePendingInvitationsOf } from '../invitations/queries.ts';
import { isLastOwner } from '../members/last-owner.ts';
import { listOrganizationRoles } from '../members/role-queries.ts';
import { lockOrganization } from '../queries.ts';
import {
  findLinkRole,
  insertLink,
  type LinkRole,
  lockLinkedOrganization,
  type OrganizationLink,
  updateLinkRole,
} from './queries.ts';

export interface ConnectionRequest extends OrganizationLink {
  readonly role: LinkRole;
  readonly caller: Principal | undefined;
  readonly now: Date;
}

/**
 * Links an organization when the caller owns it too, or else invites it.
 * @returns the invitation, if one was needed
 * @throws NotFound `organization_not_found` or `invited_organization_not_found`, Conflict `organization_is_self` or
 *   `organization_already_linked`, Unprocessable `max_amount_of_invitations_reached`
 */
export async function connectOrganization(
  trx: Transaction<Database>,
  request: ConnectionRequest,
): Promise<ListedInvitation | undefined> {
  const { globalid, linked, role, caller, now } = request;
  await lockOrganization(trx, globalid);
  if (!(await lockLinkedOrganization(trx, linked))) throw new NotFound('invited_organization_not_found');
  if (linked === globalid) throw new Conflict('organization_is_self');
  const isOwned = await owns(trx, caller, linked);
  await refuseIfLinked(trx, request, isOwned);
  if (!isOwned) return inviteOrganization(trx, request);
  await insertLink(trx, request, role, now);
  await updatePendingInvitationsOf(trx, { globalid, invited: linked }, 'accepted', now);
  return undefined;
}

async function owns(db: Kysely<Database>, caller: Principal | undefined, globalid: string): Promise<boolean> {
  if (caller?.basis === 'organizationApiKey') {
    return globalid === caller.globalid || globalid.startsWith(`${caller.globalid}.`);
  }
  const roles = (await listOrganizationRoles(db, [globalid], callerName(caller))).get(globalid);
  return roles?.isOwner ?? false;
}

/** The owners of a member organization can be asked to let it become an owner. */
async function refuseIfLinked(
  trx: Transaction<Database>,
  request: ConnectionRequest,
  isOwned: boolean,
): Promise<void> {
  const current = await findLinkRole(trx, request);
  if (current === undefined) return;
  const isPromotion = current === 'orgmember' && request.role === 'orgowner';
  if (isOwned || !isPromotion) throw new Conflict('organization_already_linked');
}

function inviteOrganization(
  trx: Transaction<Database>,
  { globalid, linked, role, caller, now }: ConnectionRequest,
): Promise<ListedInvitation> {
  return storeInvitation(
    trx,
    { globalid: linked },
    {
      globalid,
      role,
      method: 'website',
      invited_globalid: linked,
      invited_by: callerName(caller),
      created_at: now,
    },
  );
}

/**
 * Links an organization that accepts; if it is in the other list, it moves. The last owner of an organization stays
 * one: an acceptance never leaves anything without owners. Call `lockOrganization` before.
 */
export async function joinAsOrganization(
  trx: Transaction<Database>,
  link: OrganizationLink,
  role: LinkRole,
  now: Date,
): Promise<void> {
  const current = await findLinkRole(trx, link);
  if (current === undefined) return insertLink(trx, link, role, now);
  if (current === role) return;
  if (role === 'orgmember' && (await isLastOwner(trx, link.globalid, link.linked))) return;
  await updateLinkRole(trx, link, role);
}

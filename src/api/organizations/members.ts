import type { Kysely, Transaction } from 'kysely';
import type { OrganizationMembersService } from '../../../generated/services.ts';
import type { Invitee, JoinOrganizationInvitation, OrganizationUser } from '../../../generated/types.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest, NotFound } from '../../base/errors.ts';
import { callerName } from '../../base/principal.ts';
import { missingScopes } from '../../consents/coverage.ts';
import { listAuthorizationsOfPeople } from '../../consents/queries.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { organizationNamed } from '../../organizations/details.ts';
import {
  createInvitationDelivery,
  type DeliveryDependencies,
} from '../../organizations/invitations/delivery.ts';
import { invitePerson } from '../../organizations/invitations/invite.ts';
import type { ListedInvitation } from '../../organizations/invitations/queries.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import { refuseLastOwner } from '../../organizations/members/last-owner.ts';
import { removeFromOrganization } from '../../organizations/members/membership.ts';
import {
  findDirectRole,
  listOrganizationUsers,
  updateDirectRole,
} from '../../organizations/members/queries.ts';
import { listOrganizationRoles } from '../../organizations/members/role-queries.ts';
import { toOrganizationUser } from '../../organizations/members/views.ts';
import { lockOrganization } from '../../organizations/queries.ts';
import { listRequiredScopes } from '../../organizations/required-scopes/queries.ts';
import { readRole } from '../../organizations/role-words.ts';
import type { Database } from '../../schema.ts';
import { findUserByText } from '../../users/search/queries.ts';
import { readSearchText, type SearchText } from '../../users/search/search-text.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface OrganizationMembersDependencies extends DeliveryDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationMembersService(
  deps: OrganizationMembersDependencies,
): OrganizationMembersService<CallContext> {
  const { db, clock } = deps;
  const deliver = createInvitationDelivery(deps);

  async function invite(
    { path, query, body }: InvitingRequest,
    role: 'owner' | 'member',
    context: CallContext,
  ): Promise<JoinOrganizationInvitation> {
    const { caller } = context;
    const [text, invitedBy] = [textOf(body), callerName(caller)];
    const clientId = caller?.clientId;
    const request = { globalid: path.globalid, role, text, clientId, invitedBy, now: clock.now() };
    const invitation = await inTransaction(db, async (trx) => {
      const invited = await invitePerson(trx, request);
      const isSilent = query.invitenotification === 'none' || invited.invitation.status === 'accepted';
      if (!isSilent) await deliver(trx, invited, invitedBy);
      await recordJoining(trx, request.now, invited.invitation, context);
      return invited.invitation;
    });
    return toInvitation(invitation);
  }

  async function removePerson(
    path: { readonly globalid: string; readonly username: string },
    role: 'owner' | 'member',
    context: CallContext,
  ): Promise<void> {
    await inTransaction(db, async (trx) => {
      const event = { globalid: path.globalid, username: await remove(trx, path, role) };
      await recordEvent(trx, actorOfCall(context, clock.now()), 'organization.member_removed', event);
    });
  }

  return {
    async getOrganizationUsers({ path }, { scopes }) {
      const isOwner = scopes.includes('organization:owner');
      const users = isOwner ? await usersForOwners(db, path.globalid) : await usersOf(db, path.globalid);
      return { status: 200, body: { haseditpermissions: isOwner, users } };
    },

    async userIsMember({ path }) {
      return { status: 200, body: { IsMember: await isMember(db, path.globalid, path.username) } };
    },

    async updateOrganizationMemberShip({ path: { globalid }, body }, context) {
      const role = readRole(body.role);
      const text = readSearchText(body.username, context.caller?.clientId);
      const after = await inTransaction(db, async (trx) => {
        const username = await changeRole(trx, globalid, text, role);
        const event = username && { username, globalid, role };
        if (event)
          await recordEvent(trx, actorOfCall(context, clock.now()), 'organization.role_changed', event);
        return organizationNamed(trx, globalid);
      });
      return { status: 200, body: after };
    },

    async addOrganizationMember(request, context) {
      return { status: 201, body: await invite(request, 'member', context) };
    },

    async addOrganizationOwner(request, context) {
      return { status: 201, body: await invite(request, 'owner', context) };
    },

    async removeOrganizationMember({ path }, context) {
      await removePerson(path, 'member', context);
      return { status: 204 };
    },

    async removeOrganizationOwner({ path }, context) {
      await removePerson(path, 'owner', context);
      return { status: 204 };
    },
  };
}

/** Who belongs to an organization above joins without being asked. */
async function recordJoining(
  trx: Transaction<Database>,
  now: Date,
  { status, username, globalid, role }: ListedInvitation,
  context: CallContext,
): Promise<void> {
  if (status !== 'accepted' || username === null || (role !== 'owner' && role !== 'member')) return;
  await recordEvent(trx, actorOfCall(context, now), 'organization.joined', { username, globalid, role });
}

interface InvitingRequest {
  readonly path: { readonly globalid: string };
  readonly query: { readonly invitenotification?: string };
  readonly body: Invitee;
}

/** @throws BadRequest when the body names nobody */
function textOf({ username, searchstring }: Invitee): string {
  const text = username ?? searchstring;
  if (text !== undefined) return text;
  throw new BadRequest('bad_request', { description: 'body: needs username or searchstring' });
}

/** What people share with the organization is the business of its owners only. */
async function usersOf(db: Kysely<Database>, globalid: string): Promise<OrganizationUser[]> {
  const rows = await listOrganizationUsers(db, globalid);
  return rows.map((row) => toOrganizationUser(row, []));
}

async function usersForOwners(db: Kysely<Database>, globalid: string): Promise<OrganizationUser[]> {
  const rows = await listOrganizationUsers(db, globalid);
  const required = await listRequiredScopes(db, globalid);
  const records = required.length > 0 ? await listAuthorizationsOfPeople(db, globalid) : new Map();
  return rows.map((row) => toOrganizationUser(row, missingScopes(records.get(row.username), required)));
}

async function isMember(db: Kysely<Database>, globalid: string, text: string): Promise<boolean> {
  const user = await findUserByText(db, readSearchText(text));
  if (!user) return false;
  const roles = (await listOrganizationRoles(db, [globalid], user.username)).get(globalid);
  return roles !== undefined && (roles.isOwner || roles.isMember);
}

/** @returns whose role changed, if it did. @throws NotFound `user_not_member_of_organization`, or Conflict `last_owner` */
async function changeRole(
  trx: Transaction<Database>,
  globalid: string,
  text: SearchText,
  role: 'owner' | 'member',
): Promise<string | undefined> {
  const { username, role: current } = await lockedPerson(trx, globalid, text);
  if (username === undefined || current === undefined) throw new NotFound('user_not_member_of_organization');
  if (current === role) return undefined;
  if (role === 'member') await refuseLastOwner(trx, globalid, username);
  await updateDirectRole(trx, globalid, username, role);
  return username;
}

/** @throws NotFound `user_not_member_of_organization` or `user_not_owner_of_organization`, or Conflict `last_owner` */
async function remove(
  trx: Transaction<Database>,
  { globalid, username: text }: { readonly globalid: string; readonly username: string },
  role: 'owner' | 'member',
): Promise<string> {
  const { username, role: current } = await lockedPerson(trx, globalid, readSearchText(text));
  if (username === undefined || current !== role) throw new NotFound(`user_not_${role}_of_organization`);
  if (role === 'owner') await refuseLastOwner(trx, globalid, username);
  await removeFromOrganization(trx, { globalid, username });
  return username;
}

interface Person {
  readonly username?: string;
  readonly role?: 'owner' | 'member' | undefined;
}

/** Somebody and what they directly are, which stays so until the transaction ends. */
async function lockedPerson(trx: Transaction<Database>, globalid: string, text: SearchText): Promise<Person> {
  await lockOrganization(trx, globalid);
  const user = await findUserByText(trx, text);
  if (!user) return {};
  return { username: user.username, role: await findDirectRole(trx, globalid, user.username) };
}

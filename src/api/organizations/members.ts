import type { Kysely } from 'kysely';
import type { OrganizationMembersService } from '../../../generated/services.ts';
import type { Invitee, JoinOrganizationInvitation, OrganizationUser } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { BadRequest } from '../../base/errors.ts';
import { organizationNamed } from '../../organizations/details.ts';
import { inviteUser, type SendingDependencies } from '../../organizations/invitations/sending.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import { changeMemberRole, isMember, removeMember } from '../../organizations/members/acts.ts';
import { withMissingScopes } from '../../organizations/members/people.ts';
import { listMembers, type MemberRole } from '../../organizations/members/queries.ts';
import { readRole } from '../../organizations/members/role-names.ts';
import { toOrganizationUser } from '../../organizations/members/views.ts';
import { listRequiredScopes } from '../../organizations/required-scopes/queries.ts';
import type { Database } from '../../schema.ts';
import { readSearchText } from '../../users/search/search-text.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationMembersDependencies extends SendingDependencies {
  readonly clock: Clock;
}

export function createOrganizationMembersService(
  deps: OrganizationMembersDependencies,
): OrganizationMembersService<CallContext> {
  const { db } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());

  async function invite(
    { path: { globalid }, query, body }: InvitingRequest,
    role: MemberRole,
    context: CallContext,
  ): Promise<JoinOrganizationInvitation> {
    const isSilent = query.invitenotification === 'none';
    const request = { globalid, role, text: textOf(body), isSilent };
    return toInvitation(await inviteUser(deps, actorOf(context), request));
  }

  function remove(
    { globalid, username }: { readonly globalid: string; readonly username: string },
    role: MemberRole,
    context: CallContext,
  ): Promise<void> {
    return removeMember(deps, actorOf(context), { globalid, user: readSearchText(username), role });
  }

  return {
    async getOrganizationUsers({ path }, { scopes }) {
      const isOwner = scopes.includes('organization:owner');
      const users = isOwner ? await usersForOwners(db, path.globalid) : await usersOf(db, path.globalid);
      return { status: 200, body: { haseditpermissions: isOwner, users } };
    },

    async userIsMember({ path: { globalid, username } }, context) {
      const request = { globalid, user: readSearchText(username) };
      return { status: 200, body: { IsMember: await isMember(deps, actorOf(context), request) } };
    },

    async updateOrganizationMemberShip({ path: { globalid }, body }, context) {
      const role = readRole(body.role);
      const user = readSearchText(body.username, context.caller?.clientId);
      await changeMemberRole(deps, actorOf(context), { globalid, user, role });
      return { status: 200, body: await organizationNamed(db, globalid) };
    },

    async addOrganizationMember(request, context) {
      return { status: 201, body: await invite(request, 'member', context) };
    },

    async addOrganizationOwner(request, context) {
      return { status: 201, body: await invite(request, 'owner', context) };
    },

    async removeOrganizationMember({ path }, context) {
      await remove(path, 'member', context);
      return { status: 204 };
    },

    async removeOrganizationOwner({ path }, context) {
      await remove(path, 'owner', context);
      return { status: 204 };
    },
  };
}

interface InvitingRequest {
  readonly path: { readonly globalid: string };
  readonly query: { readonly invitenotification?: string };
  readonly body: Invitee;
}

/** @throws BadRequest when the body has neither `username` nor `searchstring` */
function textOf({ username, searchstring }: Invitee): string {
  const text = username ?? searchstring;
  if (text !== undefined) return text;
  throw new BadRequest('bad_request', { description: 'body: needs username or searchstring' });
}

/** Only owners see what users share with the organization. */
async function usersOf(db: Kysely<Database>, globalid: string): Promise<OrganizationUser[]> {
  return (await listMembers(db, globalid)).map((member) => toOrganizationUser(member, []));
}

async function usersForOwners(db: Kysely<Database>, globalid: string): Promise<OrganizationUser[]> {
  const members = await listMembers(db, globalid);
  const people = await withMissingScopes(db, globalid, members, await listRequiredScopes(db, globalid));
  return people.map((person) => toOrganizationUser(person, person.missingScopes));
}

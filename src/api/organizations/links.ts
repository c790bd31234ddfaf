import type { Kysely } from 'kysely';
import type { OrganizationLinksService } from '../../../generated/services.ts';
import type { JoinOrganizationInvitation } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { organizationNamed } from '../../organizations/details.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import {
  changeLinkRole,
  excludeSuborganizations,
  includeSuborganizations,
  linkOrganization,
  type RoleOfLink,
  unlinkOrganization,
} from '../../organizations/links/acts.ts';
import { readOrganizationRole } from '../../organizations/members/role-names.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationLinksDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationLinksService(
  deps: OrganizationLinksDependencies,
): OrganizationLinksService<CallContext> {
  const { db } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());

  /** @returns null when no invitation was needed */
  async function link(role: RoleOfLink, context: CallContext): Promise<JoinOrganizationInvitation | null> {
    const invitation = await linkOrganization(deps, actorOf(context), role);
    return invitation ? toInvitation(invitation) : null;
  }

  return {
    async setOrgMember({ path: { globalid }, body: { orgmember: linked } }, context) {
      return { status: 201, body: await link({ globalid, linked, role: 'orgmember' }, context) };
    },

    async setOrgOwner({ path: { globalid }, body: { orgowner: linked } }, context) {
      return { status: 201, body: await link({ globalid, linked, role: 'orgowner' }, context) };
    },

    async updateOrganizationOrgMemberShip({ path: { globalid }, body }, context) {
      const role = readOrganizationRole(body.role);
      await changeLinkRole(deps, actorOf(context), { globalid, linked: body.org, role });
      return { status: 200, body: await organizationNamed(db, globalid) };
    },

    async addIncludeSubOrgsOf({ path: { globalid }, body: { globalid: linked } }, context) {
      await includeSuborganizations(deps, actorOf(context), { globalid, linked });
      return { status: 201, body: await organizationNamed(db, globalid) };
    },

    async removeIncludeSubOrgsOf({ path: { globalid, orgmember: linked } }, context) {
      await excludeSuborganizations(deps, actorOf(context), { globalid, linked });
      return { status: 204 };
    },

    async deleteOrgMember({ path: { globalid, globalid2: linked } }, context) {
      await unlinkOrganization(deps, actorOf(context), { globalid, linked, role: 'orgmember' });
      return { status: 204 };
    },

    async deleteOrgOwner({ path: { globalid, globalid2: linked } }, context) {
      await unlinkOrganization(deps, actorOf(context), { globalid, linked, role: 'orgowner' });
      return { status: 204 };
    },
  };
}

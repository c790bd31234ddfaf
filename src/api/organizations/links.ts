import type { Kysely, Transaction } from 'kysely';
import type { OrganizationLinksService } from '../../../generated/services.ts';
import type { JoinOrganizationInvitation } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { Conflict, NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { organizationNamed } from '../../organizations/details.ts';
import { deleteInvitations } from '../../organizations/invitations/queries.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import { connectOrganization } from '../../organizations/links/connect.ts';
import {
  deleteLink,
  findLinkRole,
  type LinkRole,
  type OrganizationLink,
  updateIncludesSuborganizations,
  updateLinkRole,
} from '../../organizations/links/queries.ts';
import { refuseLastOwner } from '../../organizations/members/last-owner.ts';
import { hasOrganization, lockOrganization } from '../../organizations/queries.ts';
import { readOrganizationRole } from '../../organizations/role-words.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface OrganizationLinksDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationLinksService({
  db,
  clock,
}: OrganizationLinksDependencies): OrganizationLinksService<CallContext> {
  /** @returns null when no invitation was needed */
  async function connect(
    link: OrganizationLink,
    role: LinkRole,
    { caller }: CallContext,
  ): Promise<JoinOrganizationInvitation | null> {
    const request = { ...link, role, caller, now: clock.now() };
    const invitation = await inTransaction(db, (trx) => connectOrganization(trx, request));
    return invitation ? toInvitation(invitation) : null;
  }

  return {
    async setOrgMember({ path: { globalid }, body: { orgmember } }, context) {
      return { status: 201, body: await connect({ globalid, linked: orgmember }, 'orgmember', context) };
    },

    async setOrgOwner({ path: { globalid }, body: { orgowner } }, context) {
      return { status: 201, body: await connect({ globalid, linked: orgowner }, 'orgowner', context) };
    },

    async updateOrganizationOrgMemberShip({ path: { globalid }, body }) {
      const role = readOrganizationRole(body.role);
      const after = await inTransaction(db, async (trx) => {
        await changeRole(trx, { globalid, linked: body.org }, role);
        return organizationNamed(trx, globalid);
      });
      return { status: 200, body: after };
    },

    async addIncludeSubOrgsOf({ path: { globalid }, body }) {
      const link = { globalid, linked: body.globalid };
      if (!(await updateIncludesSuborganizations(db, link, true))) throw await refusalToInclude(db, link);
      return { status: 201, body: await organizationNamed(db, globalid) };
    },

    async removeIncludeSubOrgsOf({ path: { globalid, orgmember } }) {
      const wasThere = await updateIncludesSuborganizations(db, { globalid, linked: orgmember }, false);
      if (!wasThere) throw new NotFound('organization_not_linked');
      return { status: 204 };
    },

    async deleteOrgMember({ path: { globalid, globalid2: linked } }) {
      await inTransaction(db, (trx) => disconnect(trx, { globalid, linked }, 'orgmember'));
      return { status: 204 };
    },

    async deleteOrgOwner({ path: { globalid, globalid2: linked } }) {
      await inTransaction(db, (trx) => disconnect(trx, { globalid, linked }, 'orgowner'));
      return { status: 204 };
    },
  };
}

/** @throws NotFound `organization_not_found`, or Conflict `last_owner` */
async function changeRole(trx: Transaction<Database>, link: OrganizationLink, role: LinkRole): Promise<void> {
  await lockOrganization(trx, link.globalid);
  const current = await findLinkRole(trx, link);
  if (current === undefined) throw new NotFound('organization_not_found');
  if (current === role) return;
  if (role === 'orgmember') await refuseLastOwner(trx, link.globalid, link.linked);
  await updateLinkRole(trx, link, role);
}

/** Why the organizations below another one cannot be made to count: nothing was changed. */
async function refusalToInclude(db: Kysely<Database>, link: OrganizationLink): Promise<Conflict | NotFound> {
  if ((await findLinkRole(db, link)) !== undefined) return new Conflict('already_included');
  const exists = await hasOrganization(db, link.linked);
  return new NotFound(exists ? 'organization_not_linked' : 'organization_not_found');
}

/**
 * Ends a link with all invitations to it.
 * @throws NotFound `organization_not_linked`, or Conflict `last_owner`
 */
async function disconnect(trx: Transaction<Database>, link: OrganizationLink, role: LinkRole): Promise<void> {
  await lockOrganization(trx, link.globalid);
  if ((await findLinkRole(trx, link)) !== role) throw new NotFound('organization_not_linked');
  if (role === 'orgowner') await refuseLastOwner(trx, link.globalid, link.linked);
  await deleteLink(trx, link);
  await deleteInvitations(trx, link.globalid, [{ globalid: link.linked }]);
}

import type { Kysely } from 'kysely';
import type { OrganizationInvitationsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { listInvitations } from '../../organizations/invitations/queries.ts';
import { cancelInvitations } from '../../organizations/invitations/sending.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import { acceptLink, type RoleOfLink, refuseLink } from '../../organizations/links/acts.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationInvitationsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationInvitationsService(
  deps: OrganizationInvitationsDependencies,
): OrganizationInvitationsService<CallContext> {
  const { db, clock } = deps;
  return {
    async getInvitations({ path, query }) {
      const invitations = await listInvitations(db, path.globalid, readStatus(query.status));
      return { status: 200, body: invitations.map(toInvitation) };
    },

    async removePendingOrganizationInvitation({ path: { globalid, username: text } }, context) {
      await cancelInvitations(deps, actorOfCall(context, clock.now()), { globalid, text });
      return { status: 204 };
    },

    async acceptOrganizationInvite({ path }, context) {
      const accepted = await acceptLink(deps, actorOfCall(context, clock.now()), readLink(path));
      return { status: 201, body: toInvitation(accepted) };
    },

    async rejectOrganizationInvite({ path }, context) {
      await refuseLink(deps, actorOfCall(context, clock.now()), readLink(path));
      return { status: 204 };
    },
  };
}

function readStatus(text: string | undefined): 'pending' | 'accepted' | 'rejected' {
  return text === 'accepted' || text === 'rejected' ? text : 'pending';
}

interface InvitationPath {
  readonly globalid: string;
  readonly invitingorg: string;
  readonly role: string;
}

/** The `globalid` in the path is the invited organization. @throws NotFound `invitation_not_found` */
function readLink({ globalid: linked, invitingorg: globalid, role }: InvitationPath): RoleOfLink {
  if (role === 'orgowner' || role === 'orgmember') return { globalid, linked, role };
  throw new NotFound('invitation_not_found');
}

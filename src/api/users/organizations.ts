import type { Kysely } from 'kysely';
import type { UserOrganizationsService } from '../../../generated/services.ts';
import type { InvitationAcceptance, UserOrganizations } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import {
  acceptInvitations,
  type InvitedContact,
  refuseInvitations,
} from '../../organizations/invitations/answering.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import { leaveOrganization } from '../../organizations/members/acts.ts';
import { listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import { readSearchText } from '../../users/search/search-text.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserOrganizationsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserOrganizationsService(
  deps: UserOrganizationsDependencies,
): UserOrganizationsService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async getUserOrganizations({ path }, { scopes }) {
      return { status: 200, body: await organizationsOf(deps.db, path.username, scopes) };
    },

    async leaveOrganization({ path }, context) {
      await leaveOrganization(deps, actorOf(context), path);
      return { status: 204 };
    },

    async acceptMembership({ path, body }, context) {
      const contact = contactOf(body);
      const answered = { ...path, ...(contact && { contact }) };
      const accepted = await acceptInvitations(deps, actorOf(context), answered);
      if (!accepted) throw new NotFound();
      return { status: 201, body: toInvitation(accepted) };
    },

    async rejectMembership({ path }, context) {
      if (!(await refuseInvitations(deps, actorOf(context), path))) throw new NotFound();
      return { status: 204 };
    },
  };
}

/** All organizations of a user, or those that the scopes `user:organizations:<globalid>` give access to. */
async function organizationsOf(
  db: Kysely<Database>,
  username: string,
  scopes: readonly string[],
): Promise<UserOrganizations> {
  const all = await listOrganizationsOfUser(db, username);
  const shown = scopes.includes('user:admin') ? all : all.filter((row) => isOpened(row.globalid, scopes));
  const ids = (asOwner: boolean) =>
    shown.filter(({ isOwner }) => isOwner === asOwner).map(({ globalid }) => globalid);
  return { owner: ids(true), member: ids(false) };
}

/** Whether one of the scopes names the organization or one above it. */
function isOpened(globalid: string, scopes: readonly string[]): boolean {
  const scope = `user:organizations:${globalid}`;
  return scopes.some(
    (held) => held === scope || (held.startsWith('user:organizations:') && scope.startsWith(`${held}.`)),
  );
}

/**
 * With `email` or `phone`, the address or number that the invitation was sent to. Otherwise any invitation is
 * meant.
 */
function contactOf({
  method,
  emailaddress = '',
  phonenumber = '',
}: InvitationAcceptance): InvitedContact | undefined {
  if (method === 'email') return { email: readSearchText(emailaddress).email ?? '' };
  if (method === 'phone') return { phone: readSearchText(phonenumber).phone ?? '' };
  return undefined;
}

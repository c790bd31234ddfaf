import type { Kysely, Transaction } from 'kysely';
import type { OrganizationInvitationsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Invitee } from '../../organizations/invitations/invitee.ts';
import {
  deleteInvitations,
  type ListedInvitation,
  listInvitations,
  updatePendingInvitationsOf,
} from '../../organizations/invitations/queries.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import { joinAsOrganization } from '../../organizations/links/connect.ts';
import type { LinkRole } from '../../organizations/links/queries.ts';
import { lockMembers } from '../../organizations/members/queries.ts';
import type { Database } from '../../schema.ts';
import { findUserByText } from '../../users/search/queries.ts';
import { readSearchText } from '../../users/search/search-text.ts';
import type { CallContext } from '../call-context.ts';

export interface OrganizationInvitationsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationInvitationsService({
  db,
  clock,
}: OrganizationInvitationsDependencies): OrganizationInvitationsService<CallContext> {
  return {
    async getInvitations({ path, query }) {
      const rows = await listInvitations(db, path.globalid, readStatus(query.status));
      return { status: 200, body: rows.map(toInvitation) };
    },

    async removePendingOrganizationInvitation({ path }) {
      const invitees = await inviteesNamed(db, path.username);
      const wasThere = await deleteInvitations(db, path.globalid, invitees, { status: 'pending' });
      if (!wasThere) throw new NotFound('invitation_not_found');
      return { status: 204 };
    },

    async acceptOrganizationInvite({ path }) {
      const invitation = readInvitation(path);
      const accepted = await inTransaction(db, (trx) => accept(trx, invitation, clock.now()));
      return { status: 201, body: toInvitation(accepted) };
    },

    async rejectOrganizationInvite({ path }) {
      const [rejected] = await updatePendingInvitationsOf(db, readInvitation(path), 'rejected', clock.now());
      if (!rejected) throw new NotFound('invitation_not_found');
      return { status: 204 };
    },
  };
}

function readStatus(text: string | undefined): 'pending' | 'accepted' | 'rejected' {
  return text === 'accepted' || text === 'rejected' ? text : 'pending';
}

/** Everybody whom a text may mean; people who are gone, too. */
async function inviteesNamed(db: Kysely<Database>, text: string): Promise<Invitee[]> {
  const search = readSearchText(text);
  const username = (await findUserByText(db, search))?.username ?? text;
  const { email, phone } = search;
  return [
    { username },
    { globalid: text },
    ...(email === undefined ? [] : [{ email }]),
    ...(phone === undefined ? [] : [{ phone }]),
  ];
}

interface InvitationPath {
  readonly globalid: string;
  readonly invitingorg: string;
  readonly role: string;
}

interface Invitation {
  readonly globalid: string;
  readonly invited: string;
  readonly role: LinkRole;
}

/** @throws NotFound `invitation_not_found` */
function readInvitation({ globalid: invited, invitingorg: globalid, role }: InvitationPath): Invitation {
  if (role === 'orgowner' || role === 'orgmember') return { globalid, invited, role };
  throw new NotFound('invitation_not_found');
}

/** @throws NotFound `invitation_not_found` */
async function accept(
  trx: Transaction<Database>,
  invitation: Invitation,
  now: Date,
): Promise<ListedInvitation> {
  const { globalid, invited: linked, role } = invitation;
  await lockMembers(trx, globalid);
  const [accepted] = await updatePendingInvitationsOf(trx, invitation, 'accepted', now);
  if (!accepted) throw new NotFound('invitation_not_found');
  await joinAsOrganization(trx, { globalid, linked }, role, now);
  return accepted;
}

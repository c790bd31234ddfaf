import type { Kysely, Transaction } from 'kysely';
import type { UserOrganizationsService } from '../../../generated/services.ts';
import type { InvitationAcceptance, UserOrganizations } from '../../../generated/types.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Clock } from '../../base/clock.ts';
import { Conflict, NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import {
  type ListedInvitation,
  listOpenInvitations,
  updatePendingInvitations,
} from '../../organizations/invitations/queries.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import { endMembership, joinOrganization, type Membership } from '../../organizations/members/membership.ts';
import { findDirectRole, hasOtherOwner, lockMembers } from '../../organizations/members/queries.ts';
import { listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import { findEmailOwner } from '../../users/email-addresses/queries.ts';
import { findContactOwner } from '../../users/search/queries.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UserOrganizationsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserOrganizationsService({
  db,
  clock,
}: UserOrganizationsDependencies): UserOrganizationsService<CallContext> {
  return {
    async getUserOrganizations({ path }, { scopes }) {
      return { status: 200, body: await organizationsOf(db, path.username, scopes) };
    },

    async leaveOrganization({ path: { username, globalid } }, context) {
      await inTransaction(db, async (trx) => {
        await leave(trx, { username, globalid });
        const event = { username, globalid };
        await recordEvent(trx, actorOfCall(context, clock.now()), 'organization.left', event);
      });
      return { status: 204 };
    },

    async acceptMembership({ path, body }, context) {
      const { username, globalid } = path;
      const accepted = await inTransaction(db, async (trx) => {
        const invitation = await accept(trx, path, body, clock.now());
        const event = { username, globalid, role: roleOf(invitation) };
        await recordEvent(trx, actorOfCall(context, clock.now()), 'organization.joined', event);
        return invitation;
      });
      return { status: 201, body: toInvitation(accepted) };
    },

    async rejectMembership({ path }) {
      await inTransaction(db, (trx) => reject(trx, path, clock.now()));
      return { status: 204 };
    },
  };
}

/** All organizations of a user, or those that the scopes `user:organizations:<globalid>` open. */
async function organizationsOf(
  db: Kysely<Database>,
  username: string,
  scopes: readonly string[],
): Promise<UserOrganizations> {
  const all = await listOrganizationsOfUser(db, username);
  const shown = scopes.includes('user:admin') ? all : all.filter((row) => isOpened(row.globalid, scopes));
  const ids = (isOwner: boolean) => shown.filter((row) => row.isOwner === isOwner).map((row) => row.globalid);
  return { owner: ids(true), member: ids(false) };
}

/** Whether one of the scopes names the organization or one above it. */
function isOpened(globalid: string, scopes: readonly string[]): boolean {
  const scope = `user:organizations:${globalid}`;
  return scopes.some(
    (held) => held === scope || (held.startsWith('user:organizations:') && scope.startsWith(`${held}.`)),
  );
}

/** @throws NotFound `user_not_found`, or Conflict `last_owner_can't_leave` */
async function leave(trx: Transaction<Database>, membership: Membership): Promise<void> {
  const { globalid, username } = membership;
  await lockMembers(trx, globalid);
  const role = await findDirectRole(trx, globalid, username);
  if (role === undefined) throw new NotFound('user_not_found');
  const isRoot = !globalid.includes('.');
  if (isRoot && role === 'owner' && !(await hasOtherOwner(trx, globalid, username))) {
    throw new Conflict("last_owner_can't_leave");
  }
  await endMembership(trx, membership);
}

interface InvitationPath extends Membership {
  readonly role: string;
}

/** Settles all open invitations of the user to this role; the one that the request means is answered. */
async function accept(
  trx: Transaction<Database>,
  path: InvitationPath,
  acceptance: InvitationAcceptance,
  now: Date,
): Promise<ListedInvitation> {
  await lockMembers(trx, path.globalid);
  const open = await listOpenInvitations(trx, path.username, path);
  const meant = await choose(trx, path.username, open, acceptance);
  if (!meant || !(await decide(trx, open, 'accepted', now)).has(meant.invitation_id)) throw new NotFound();
  await joinOrganization(trx, path, roleOf(meant), now);
  return { ...meant, status: 'accepted' };
}

function roleOf({ role }: ListedInvitation): 'owner' | 'member' {
  return role === 'owner' ? 'owner' : 'member';
}

/** `email` and `phone` name the contact, which must be the user's own; anything else means the first there is. */
async function choose(
  trx: Transaction<Database>,
  username: string,
  open: readonly ListedInvitation[],
  { method, emailaddress = '', phonenumber = '' }: InvitationAcceptance,
): Promise<ListedInvitation | undefined> {
  if (method === 'email') {
    const address = emailaddress.toLowerCase();
    const isOwn = (await findEmailOwner(trx, address))?.username === username;
    return isOwn ? open.find((row) => row.email_address === address) : undefined;
  }
  if (method !== 'phone') return open[0];
  const isOwn = (await findContactOwner(trx, phonenumber)) === username;
  return isOwn ? open.find((row) => row.phone_number === phonenumber) : undefined;
}

async function reject(trx: Transaction<Database>, path: InvitationPath, now: Date): Promise<void> {
  const open = await listOpenInvitations(trx, path.username, path);
  if ((await decide(trx, open, 'rejected', now)).size === 0) throw new NotFound();
}

/** @returns the ids of those that nobody decided before */
async function decide(
  trx: Transaction<Database>,
  open: readonly ListedInvitation[],
  status: 'accepted' | 'rejected',
  now: Date,
): Promise<ReadonlySet<string>> {
  const [first] = open;
  if (!first) return new Set();
  const ids = open.map((row) => row.invitation_id);
  return updatePendingInvitations(trx, first.globalid, ids, status, now);
}

import type { Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import { joinOrganization, type Membership } from '../members/membership.ts';
import { lockMembers } from '../members/queries.ts';
import { listOpenInvitations, updatePendingInvitations } from './queries.ts';

/**
 * Accepts all that a user is invited to be in an organization; an invitation as owner outweighs one as member.
 * @returns as what; undefined when there was no invitation that nobody had decided
 */
export async function acceptInvitations(
  trx: Transaction<Database>,
  membership: Membership,
  now: Date,
): Promise<'owner' | 'member' | undefined> {
  const { globalid, username } = membership;
  await lockMembers(trx, globalid);
  const open = await listOpenInvitations(trx, username, { globalid });
  if (open.length === 0) return undefined;
  const ids = open.map((row) => row.invitation_id);
  const decided = await updatePendingInvitations(trx, globalid, ids, 'accepted', now);
  const accepted = open.filter((row) => decided.has(row.invitation_id));
  if (accepted.length === 0) return undefined;
  const role = accepted.some((row) => row.role === 'owner') ? 'owner' : 'member';
  await joinOrganization(trx, membership, role, now);
  return role;
}

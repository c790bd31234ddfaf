import type { Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { LockedMembers } from '../members/queries.ts';
import { type Decision, type Invitation, shownColumns } from './queries.ts';

/**
 * Decides invitations of one organization. Invitations that are no longer pending stay as they are.
 * @returns the invitations decided now, in their new state
 */
export async function decideInvitations<Listed extends Invitation>(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  invitations: readonly Listed[],
  status: Decision,
  decidedAt: Date,
): Promise<Listed[]> {
  if (invitations.length === 0) return [];
  const ids = invitations.map(({ invitationId }) => invitationId);
  const rows = await trx
    .updateTable('organization_invitations')
    .set({ status, decided_at: decidedAt, code_hash: null, code_expires_at: null })
    .where('globalid', '=', globalid)
    .where('invitation_id', 'in', ids)
    .where('status', '=', 'pending')
    .returning('invitation_id')
    .execute();
  const decided = new Set(rows.map((row) => row.invitation_id));
  return invitations.flatMap((one) => (decided.has(one.invitationId) ? [{ ...one, status }] : []));
}

/**
 * Stores which user accepted an invitation to an email address or phone number, unless an invitation to the same role
 * already names the user.
 */
export async function updateInvitedUser(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  { invitationId, role }: Invitation,
  username: string,
): Promise<void> {
  await trx
    .updateTable('organization_invitations')
    .set({ username })
    .where('globalid', '=', globalid)
    .where('invitation_id', '=', invitationId)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('organization_invitations as other')
            .select('other.invitation_id')
            .where('other.globalid', '=', globalid)
            .where('other.role', '=', role)
            .where('other.username', '=', username),
        ),
      ),
    )
    .execute();
}

/** An invitation from one organization to another. */
export interface OrganizationInvitationKey {
  readonly globalid: string;
  readonly invited: string;
  /** Undefined for any role. */
  readonly role?: 'orgowner' | 'orgmember';
}

/**
 * Decides the pending invitations from one organization to another.
 * @returns the invitations decided now
 */
export function decideInvitationsOf(
  trx: Transaction<Database>,
  { globalid, invited, role }: OrganizationInvitationKey,
  status: Decision,
  decidedAt: Date,
): Promise<Invitation[]> {
  let update = trx
    .updateTable('organization_invitations')
    .set({ status, decided_at: decidedAt })
    .where('globalid', '=', globalid)
    .where('invited_globalid', '=', invited)
    .where('status', '=', 'pending');
  if (role !== undefined) update = update.where('role', '=', role);
  return update.returning(shownColumns).execute();
}

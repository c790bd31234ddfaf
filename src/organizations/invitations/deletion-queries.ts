import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { LockedMembers } from '../members/queries.ts';
import { type DirectoryInvitation, directoryColumns, toDirectoryInvitation } from './directory-queries.ts';
import { type Invitation, type Invitee, shownColumns } from './queries.ts';

/** A deleted invitation, and what a directory wanted done on acceptance. */
export interface DeletedInvitation extends Invitation {
  readonly directory: DirectoryInvitation | undefined;
}

/** Limits the invitations of an invitee to one role or one status. */
export type InvitationSelection = Partial<Pick<Invitation, 'role' | 'status'>>;

/**
 * Deletes the invitations of an organization to any of these invitees.
 * @returns the deleted invitations
 */
export async function deleteInvitations(
  trx: Transaction<Database>,
  globalid: string,
  invitees: readonly Invitee[],
  { role, status }: InvitationSelection = {},
): Promise<DeletedInvitation[]> {
  let deletion = trx
    .deleteFrom('organization_invitations')
    .where('globalid', '=', globalid)
    .where((eb) => eb.or(invitees.map(matchesInvitee)));
  if (role !== undefined) deletion = deletion.where('role', '=', role);
  if (status !== undefined) deletion = deletion.where('status', '=', status);
  const rows = await deletion.returning([...shownColumns, ...directoryColumns]).execute();
  return rows.map(({ scimUserId, alsoJoins, ...invitation }) => ({
    ...invitation,
    directory: toDirectoryInvitation({ scimUserId, alsoJoins }),
  }));
}

/**
 * Whether an invitation went to an invitee, as the organization named it. It ignores which user owns an email address
 * or phone number, because an owner could learn that from what happens to the invitation.
 */
function matchesInvitee(invitee: Invitee): RawBuilder<boolean> {
  if ('scimUserId' in invitee) return sql`scim_user_id = ${invitee.scimUserId}`;
  if ('globalid' in invitee) return sql`invited_globalid = ${invitee.globalid}`;
  if ('email' in invitee) return sql`${byEmail} and email_address = ${invitee.email}`;
  if ('phone' in invitee) return sql`${byPhone} and phone_number = ${invitee.phone}`;
  return sql`username = ${invitee.username}`;
}

const byEmail = sql`username is null and method = 'email'`;
const byPhone = sql`username is null and method = 'phone'`;

/**
 * Prevents a user from accepting pending invitations of an organization to the user's email addresses and phone
 * numbers, validated or not. The invitations stay in the list: if one disappeared, an owner would learn whose address
 * it is.
 */
export async function closeInvitationsTo(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  username: string,
): Promise<void> {
  await trx
    .updateTable('organization_invitations')
    .set({ closed_to: username })
    .where('globalid', '=', globalid)
    .where('status', '=', 'pending')
    .where('username', 'is', null)
    .where(
      sql<boolean>`(method = 'email' and email_address in (
        select email_address from user_email_addresses where username = ${username}
        union all select email_address from validated_email_addresses where username = ${username}
      ) or method = 'phone' and phone_number in (
        select phone_number from user_phone_numbers where username = ${username}
        union all select phone_number from validated_phone_numbers where username = ${username}
      ))`,
    )
    .execute();
}

/** Deletes everything that invitations say about a user. */
export async function deleteInvitationsOf(trx: Transaction<Database>, username: string): Promise<void> {
  await trx
    .updateTable('organization_invitations')
    .set({ closed_to: null })
    .where('closed_to', '=', username)
    .execute();
  await trx.deleteFrom('organization_invitations').where('username', '=', username).execute();
}

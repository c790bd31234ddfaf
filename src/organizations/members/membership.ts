import type { Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { deleteAuthorization } from '../../consents/queries.ts';
import type { Database } from '../../schema.ts';
import { findDirectRole } from './direct-role-queries.ts';
import { deleteMember, insertMember, type LockedMembers, type Member, updateDirectRole } from './queries.ts';

/**
 * Adds a user to an organization, at the end of the list. Never reduces a role: an owner stays an owner, and a member
 * who becomes an owner leaves the list of members.
 */
export async function joinOrganization(
  trx: Transaction<Database>,
  actor: Actor,
  { globalid }: LockedMembers,
  { username, role }: Member,
): Promise<void> {
  const current = await findDirectRole(trx, globalid, username);
  if (current === role || current === 'owner') return;
  if (current === 'member') await updateDirectRole(trx, globalid, { username, role });
  else await insertMember(trx, globalid, { username, role }, actor.now);
  await recordEvent(trx, actor, 'organization.joined', { username, globalid, role });
}

/**
 * Removes a user from the list of an organization, and ends what the user shared with it: the authorization with its
 * tokens. Roles through other organizations stay.
 */
export async function endMembership(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  username: string,
): Promise<void> {
  await deleteMember(trx, globalid, username);
  await deleteAuthorization(trx, username, globalid);
}

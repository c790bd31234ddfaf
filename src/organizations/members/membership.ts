import type { Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { deleteAuthorization } from '../../consents/queries.ts';
import type { Database } from '../../schema.ts';
import {
  deleteMember,
  findDirectRole,
  insertMember,
  type LockedMembers,
  type Member,
  updateDirectRole,
} from './queries.ts';

/**
 * Puts a user into an organization, at the end of the list. It never takes anything away: an owner stays an owner, and
 * a member who becomes an owner leaves the list of members.
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
 * Takes a user, who is in one of the lists, out of an organization, and ends what the user shared with it: the record
 * with its tokens. What the user is through other organizations stays.
 */
export async function endMembership(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  username: string,
): Promise<void> {
  await deleteMember(trx, globalid, username);
  await deleteAuthorization(trx, username, globalid);
}

import type { Kysely } from 'kysely';
import { listOrganizationsOfUser } from '../organizations/members/role-queries.ts';
import type { Database } from '../schema.ts';

/**
 * The claim `groups`: those organizations of a user that are the client or below it, sorted. Each is listed twice: as
 * its globalid, and as `<globalid>:<role>` for applications that distinguish owners from members.
 */
export async function listGroups(
  db: Kysely<Database>,
  username: string,
  clientId: string,
): Promise<readonly string[]> {
  const all = await listOrganizationsOfUser(db, username);
  const ofClient = all.filter(({ globalid }) => globalid === clientId || globalid.startsWith(`${clientId}.`));
  return ofClient.flatMap(({ globalid, isOwner }) => [
    globalid,
    `${globalid}:${isOwner ? 'owner' : 'member'}`,
  ]);
}

import type { Kysely } from 'kysely';
import { listOrganizationsOfUser } from '../organizations/members/role-queries.ts';
import type { Database } from '../schema.ts';

/**
 * The claim `groups`: the organizations that a user belongs to, the client and those below it, sorted. Each stands there
 * as its globalid and, for applications that tell owners from members, with the role behind a colon.
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

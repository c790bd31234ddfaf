import type { Kysely, Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';

export type MemberRole = 'owner' | 'member';

/** A user who is directly in an organization. */
export interface Member {
  readonly username: string;
  readonly role: MemberRole;
}

declare const isLocked: unique symbol;

/**
 * An organization whose owners, members and links only this transaction can change. Functions that must not race
 * require it. `lockMembers` and `lockOrganization` create it.
 */
export interface LockedMembers {
  readonly globalid: string;
  readonly [isLocked]: true;
}

/**
 * Locks the list of owners, members and links of an organization, and the organization against deletion, until the
 * transaction ends. Take this lock first. Inserting rows that only refer to the organization does not wait.
 * @returns undefined when there is no such organization
 */
export async function lockMembers(
  trx: Transaction<Database>,
  globalid: string,
): Promise<LockedMembers | undefined> {
  const row = await trx
    .selectFrom('organizations')
    .select('globalid')
    .where('globalid', '=', globalid)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row as LockedMembers | undefined;
}

/**
 * Adds a user to the end of one of the lists of an organization. A former member whom the directory knows becomes the
 * same directory user again.
 */
export async function insertMember(
  trx: Transaction<Database>,
  globalid: string,
  { username, role }: Member,
  createdAt: Date,
): Promise<void> {
  const position = nextPosition('organization_users', { globalid });
  await trx
    .insertInto('organization_users')
    .values((eb) => ({
      globalid,
      username,
      role,
      position,
      created_at: createdAt,
      scim_user_id: eb
        .selectFrom('scim_users as s')
        .select('s.scim_id')
        .where('s.globalid', '=', globalid)
        .where('s.scim_id', '=', scimIdOfMember(username)),
    }))
    .execute();
}

/** The prefix of the ids of members whom the directory did not add. Other ids begin with a hexadecimal digit. */
export const memberPrefix = 'u-';

/** The directory id of a member whom the directory did not add. */
export function scimIdOfMember(username: string): string {
  return memberPrefix + username;
}

/**
 * Counts the organizations that name a user as owner, and locks the user, so that no concurrent creation can raise the
 * count until the transaction ends. Inserting rows that only refer to the user does not wait.
 * @returns undefined when there is no such user
 */
export async function lockDirectOwnerships(
  trx: Transaction<Database>,
  username: string,
): Promise<number | undefined> {
  const user = await trx
    .selectFrom('users')
    .select('username')
    .where('username', '=', username)
    .forNoKeyUpdate()
    .executeTakeFirst();
  if (!user) return undefined;
  // A separate statement: only one that begins after the lock was granted sees what other transactions committed
  // before.
  const { count } = await trx
    .selectFrom('organization_users')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('username', '=', username)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** The direct owners and members: owners first, then in byte order of their usernames. */
export function listMembers(db: Kysely<Database>, globalid: string): Promise<Member[]> {
  return db
    .selectFrom('organization_users')
    .select(['username', 'role'])
    .where('globalid', '=', globalid)
    .orderBy('role', 'desc')
    .orderBy('username')
    .execute();
}

/** A user of one of several organizations. */
export interface MemberOf extends Member {
  readonly globalid: string;
}

/**
 * The direct owners and members of several organizations: owners first, then in byte order of their usernames.
 * @param limit the maximum number of rows
 */
export async function listMembersOf(
  db: Kysely<Database>,
  globalids: readonly string[],
  limit: number,
): Promise<MemberOf[]> {
  if (globalids.length === 0) return [];
  return db
    .selectFrom('organization_users')
    .select(['globalid', 'username', 'role'])
    .where('globalid', 'in', globalids)
    .orderBy('role', 'desc')
    .orderBy('username')
    .orderBy('globalid')
    .limit(limit)
    .execute();
}

/** Moves a user from one list to the end of the other. Does nothing for a user in neither. */
export async function updateDirectRole(
  trx: Transaction<Database>,
  globalid: string,
  { username, role }: Member,
): Promise<void> {
  await trx
    .updateTable('organization_users')
    .set({ role, position: nextPosition('organization_users', { globalid }) })
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .where('role', '<>', role)
    .execute();
}

export async function deleteMember(
  trx: Transaction<Database>,
  globalid: string,
  username: string,
): Promise<void> {
  await trx
    .deleteFrom('organization_users')
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .execute();
}

/**
 * Stores which user of the organization's directory a member is. Does nothing if the member already has a directory
 * user, or if the directory user is another member or its id names another account.
 */
export async function updateScimUser(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  username: string,
  scimUserId: string,
): Promise<void> {
  if (scimUserId.startsWith(memberPrefix) && scimUserId !== scimIdOfMember(username)) return;
  await trx
    .updateTable('organization_users')
    .set({ scim_user_id: scimUserId })
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .where('scim_user_id', 'is', null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('organization_users as other')
            .select('other.username')
            .where('other.globalid', '=', globalid)
            .where('other.scim_user_id', '=', scimUserId),
        ),
      ),
    )
    .execute();
}

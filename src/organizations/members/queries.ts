import type { Kysely, Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import type { NewOrganizationUserRow, OrganizationUserRow } from './tables.ts';

/** Puts a user at the end of one of the lists of an organization. */
export async function insertOrganizationUser(
  trx: Transaction<Database>,
  row: Omit<NewOrganizationUserRow, 'position'>,
): Promise<void> {
  const position = nextPosition('organization_users', { globalid: row.globalid });
  await trx
    .insertInto('organization_users')
    .values({ ...row, position })
    .execute();
}

/**
 * Counts the organizations that name a user among their owners, and keeps the number from rising by another creation
 * until the transaction ends. The lock leaves room for rows that merely refer to the user.
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
  // A statement of its own: only one that begins after the lock was granted sees what was committed before that.
  const { count } = await trx
    .selectFrom('organization_users')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('username', '=', username)
    .where('role', '=', 'owner')
    .executeTakeFirstOrThrow();
  return Number(count);
}

/**
 * Lets one transaction at a time change who is in an organization, and keeps the organization until its end. Take it
 * first; rows that merely refer to the organization need not wait.
 * @returns false when there is no such organization
 */
export async function lockMembers(trx: Transaction<Database>, globalid: string): Promise<boolean> {
  const row = await trx
    .selectFrom('organizations')
    .select('globalid')
    .where('globalid', '=', globalid)
    .forNoKeyUpdate()
    .executeTakeFirst();
  return row !== undefined;
}

/** The direct owners and members: owners first, then in byte order of their names. */
export function listOrganizationUsers(
  db: Kysely<Database>,
  globalid: string,
): Promise<Pick<OrganizationUserRow, 'username' | 'role'>[]> {
  return db
    .selectFrom('organization_users')
    .select(['username', 'role'])
    .where('globalid', '=', globalid)
    .orderBy('role', 'desc')
    .orderBy('username')
    .execute();
}

/** What a user directly is in an organization; undefined when in neither list. */
export async function findDirectRole(
  db: Kysely<Database>,
  globalid: string,
  username: string,
): Promise<'owner' | 'member' | undefined> {
  const row = await db
    .selectFrom('organization_users')
    .select('role')
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.role;
}

/** Whether somebody besides this user is a direct owner; whose account is about to be erased does not count. */
export async function hasOtherOwner(
  db: Kysely<Database>,
  globalid: string,
  username: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('organization_users')
    .select('username')
    .where('globalid', '=', globalid)
    .where('role', '=', 'owner')
    .where('username', '<>', username)
    .where('username', 'not in', (eb) => eb.selectFrom('account_deletions').select('username'))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/** Moves a user from one list to the end of the other. Does nothing for somebody in neither. */
export async function updateDirectRole(
  trx: Transaction<Database>,
  globalid: string,
  username: string,
  role: 'owner' | 'member',
): Promise<void> {
  await trx
    .updateTable('organization_users')
    .set({ role, position: nextPosition('organization_users', { globalid }) })
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .where('role', '<>', role)
    .execute();
}

/** @returns whether the user was in one of the lists */
export async function deleteOrganizationUser(
  trx: Transaction<Database>,
  globalid: string,
  username: string,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('organization_users')
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .executeTakeFirst();
  return numDeletedRows === 1n;
}

import type { Transaction } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { NewOrganizationUserRow } from './tables.ts';

export async function insertOrganizationUser(
  trx: Transaction<Database>,
  row: NewOrganizationUserRow,
): Promise<void> {
  await trx.insertInto('organization_users').values(row).execute();
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

import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { AccountDeletionRow, NewAccountDeletionRow } from '../../users/tables.ts';

/** The organizations without parent that a user owns directly. */
export async function listOwnedRoots(db: Kysely<Database>, username: string): Promise<string[]> {
  const { rows } = await sql<{ globalid: string }>`
    select globalid from organization_users
    where username = ${username} and role = 'owner' and position('.' in globalid) = 0
    order by globalid`.execute(db);
  return rows.map((row) => row.globalid);
}

/** Closes an account, so that nobody signs in to it. @returns false when it was closed before */
export async function closeUser(trx: Transaction<Database>, username: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ locked_at: now })
    .where('username', '=', username)
    .where('locked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** Opens an account that was closed for its deletion, and for nothing else since. */
export async function reopenUser(
  trx: Transaction<Database>,
  { username, requested_at }: AccountDeletionRow,
): Promise<void> {
  await trx
    .updateTable('users')
    .set({ locked_at: null })
    .where('username', '=', username)
    .where('locked_at', '=', requested_at)
    .execute();
}

export async function insertDeletion(trx: Transaction<Database>, row: NewAccountDeletionRow): Promise<void> {
  await trx.insertInto('account_deletions').values(row).execute();
}

/** A deletion that can still be cancelled. */
export function findDeletion(
  db: Kysely<Database>,
  cancelHash: Buffer,
  now: Date,
): Promise<AccountDeletionRow | undefined> {
  return db
    .selectFrom('account_deletions')
    .selectAll()
    .where('cancel_token_hash', '=', cancelHash)
    .where('erase_at', '>', now)
    .executeTakeFirst();
}

/** @returns the deletion, if it could still be cancelled */
export function deleteDeletion(
  trx: Transaction<Database>,
  cancelHash: Buffer,
  now: Date,
): Promise<AccountDeletionRow | undefined> {
  return trx
    .deleteFrom('account_deletions')
    .where('cancel_token_hash', '=', cancelHash)
    .where('erase_at', '>', now)
    .returningAll()
    .executeTakeFirst();
}

/** Accounts whose days of grace are over, those first that wait for longest. */
export async function listDueDeletions(db: Kysely<Database>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('account_deletions')
    .select('username')
    .where('erase_at', '<=', now)
    .orderBy('erase_at')
    .limit(limit)
    .execute();
  return rows.map((row) => row.username);
}

/** Takes an account whose days of grace are over. @returns false when somebody was faster, or it was cancelled */
export async function takeDueDeletion(
  trx: Transaction<Database>,
  username: string,
  now: Date,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('account_deletions')
    .where('username', '=', username)
    .where('erase_at', '<=', now)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Erases a user with everything that hangs on the row. The name stays reserved, and its opaque identifiers stay. */
export async function deleteUser(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('users').where('username', '=', username).execute();
}

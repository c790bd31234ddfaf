import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';

/** An account that is waiting to be erased. */
export interface AccountDeletion {
  readonly username: string;
  readonly requestedAt: Date;
  readonly eraseAt: Date;
}

/** The organizations without a parent that a user owns directly. */
export async function listOwnedRoots(db: Kysely<Database>, username: string): Promise<string[]> {
  const { rows } = await sql<{ globalid: string }>`
    select globalid from organization_users
    where username = ${username} and role = 'owner' and position('.' in globalid) = 0
    order by globalid`.execute(db);
  return rows.map((row) => row.globalid);
}

export async function insertDeletion(
  trx: Transaction<Database>,
  { username, requestedAt, eraseAt }: AccountDeletion,
  cancelHash: Buffer,
): Promise<void> {
  await trx
    .insertInto('account_deletions')
    .values({ username, cancel_token_hash: cancelHash, requested_at: requestedAt, erase_at: eraseAt })
    .execute();
}

/** Finds a deletion that can still be cancelled. */
export function findDeletion(
  db: Kysely<Database>,
  cancelHash: Buffer,
  now: Date,
): Promise<AccountDeletion | undefined> {
  return db
    .selectFrom('account_deletions')
    .select(['username', 'requested_at as requestedAt', 'erase_at as eraseAt'])
    .where('cancel_token_hash', '=', cancelHash)
    .where('erase_at', '>', now)
    .executeTakeFirst();
}

/**
 * Finds a deletion that can still be cancelled, with the hash of its token, and locks it until the transaction ends.
 */
export function lockDeletion(trx: Transaction<Database>, username: string, now: Date) {
  return trx
    .selectFrom('account_deletions')
    .select(['requested_at as requestedAt', 'erase_at as eraseAt', 'cancel_token_hash as cancelHash'])
    .where('username', '=', username)
    .where('erase_at', '>', now)
    .forUpdate()
    .executeTakeFirst();
}

export async function updateCancelHash(
  trx: Transaction<Database>,
  username: string,
  cancelHash: Buffer,
): Promise<void> {
  await trx
    .updateTable('account_deletions')
    .set({ cancel_token_hash: cancelHash })
    .where('username', '=', username)
    .execute();
}

/** @returns the deleted row, or undefined when the deletion can no longer be cancelled */
export function deleteDeletion(
  trx: Transaction<Database>,
  cancelHash: Buffer,
  now: Date,
): Promise<AccountDeletion | undefined> {
  return trx
    .deleteFrom('account_deletions')
    .where('cancel_token_hash', '=', cancelHash)
    .where('erase_at', '>', now)
    .returning(['username', 'requested_at as requestedAt', 'erase_at as eraseAt'])
    .executeTakeFirst();
}

/** @returns the deleted row, or undefined when there is no deletion that can still be cancelled */
export function deleteDeletionOf(
  trx: Transaction<Database>,
  username: string,
  now: Date,
): Promise<AccountDeletion | undefined> {
  return trx
    .deleteFrom('account_deletions')
    .where('username', '=', username)
    .where('erase_at', '>', now)
    .returning(['username', 'requested_at as requestedAt', 'erase_at as eraseAt'])
    .executeTakeFirst();
}

/** The accounts whose grace period is over, those waiting longest first. */
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

/** Claims an account whose grace period is over. @returns false when another server was faster, or it was cancelled */
export async function claimDueDeletion(
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

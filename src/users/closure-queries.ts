import type { Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** Closes an account, so that no user can sign in. @returns false when it was already closed */
export async function closeUser(trx: Transaction<Database>, username: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ locked_at: now })
    .where('username', '=', username)
    .where('locked_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/**
 * Opens a closed account again.
 * @param closedAt when it was closed; an account that was closed at another time stays closed
 * @returns whether it is open
 */
export async function reopenUser(
  trx: Transaction<Database>,
  username: string,
  closedAt: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('users')
    .set({ locked_at: null })
    .where('username', '=', username)
    .where('locked_at', '=', closedAt)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

/** What keeps a user from signing in. */
export interface Closure {
  /** When an operator locked the account; null when none did. */
  readonly lockedAt: Date | null;
  /** When its deletion was requested; null when it was not. */
  readonly deletionRequestedAt: Date | null;
}

/** Reads why an account is closed, and locks it until the transaction ends; undefined when there is no such user. */
export async function lockClosure(
  trx: Transaction<Database>,
  username: string,
): Promise<Closure | undefined> {
  const user = await trx
    .selectFrom('users')
    .select('locked_at as closedAt')
    .where('username', '=', username)
    .forNoKeyUpdate()
    .executeTakeFirst();
  const deletion = await trx
    .selectFrom('account_deletions')
    .select('requested_at as requestedAt')
    .where('username', '=', username)
    .executeTakeFirst();
  return user && closureOf(user.closedAt, deletion?.requestedAt ?? null);
}

/** @param closedAt the time in the user's row: that of a lock takes precedence over that of a deletion */
export function closureOf(closedAt: Date | null, deletionRequestedAt: Date | null): Closure {
  const isLock = closedAt !== null && closedAt.getTime() !== deletionRequestedAt?.getTime();
  return { lockedAt: isLock ? closedAt : null, deletionRequestedAt };
}

/** @param closedAt null for an open account */
export async function updateClosedAt(
  trx: Transaction<Database>,
  username: string,
  closedAt: Date | null,
): Promise<void> {
  await trx.updateTable('users').set({ locked_at: closedAt }).where('username', '=', username).execute();
}

/** Locks an account against being closed until the transaction ends. @returns false when it is closed */
export async function lockOpenAccount(trx: Transaction<Database>, username: string): Promise<boolean> {
  const row = await trx
    .selectFrom('users')
    .select('username')
    .where('username', '=', username)
    .where('locked_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row !== undefined;
}

import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';

/** Replaces the recovery codes of a user. */
export async function replaceRecoveryCodes(
  trx: Transaction<Database>,
  username: string,
  hashes: readonly Buffer[],
  now: Date,
): Promise<void> {
  await trx.deleteFrom('user_recovery_codes').where('username', '=', username).execute();
  await trx
    .insertInto('user_recovery_codes')
    .values(hashes.map((hash) => ({ username, code_hash: hash, created_at: now, used_at: null })))
    .execute();
}

/** @returns the number of unused codes */
export async function countRecoveryCodes(db: Kysely<Database>, username: string): Promise<number> {
  const { count } = await db
    .selectFrom('user_recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('username', '=', username)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Spends a code. @returns false when the user has no such code, or it was used */
export async function spendRecoveryCode(
  trx: Transaction<Database>,
  username: string,
  hashes: readonly Buffer[],
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_recovery_codes')
    .set({ used_at: now })
    .where('username', '=', username)
    .where('code_hash', 'in', [...hashes])
    .where('used_at', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

export async function deleteRecoveryCodes(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('user_recovery_codes').where('username', '=', username).execute();
}

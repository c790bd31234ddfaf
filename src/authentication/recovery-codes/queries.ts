import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../../schema.ts';

/** Puts a new set of codes in place of the earlier one. */
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

/** @returns how many codes a user has left */
export async function countRecoveryCodes(db: Kysely<Database>, username: string): Promise<number> {
  const { count } = await db
    .selectFrom('user_recovery_codes')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('username', '=', username)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Uses a code up. @returns false when it is none of the user's, or was used */
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

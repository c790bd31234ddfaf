import type { Kysely } from 'kysely';
import type { Database } from '../../schema.ts';

/** @returns false when the proof was already stored; when several run at once, only one gets true */
export async function insertProof(db: Kysely<Database>, hash: Buffer, expiresAt: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('dpop_proofs')
    .values({ proof_hash: hash, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('proof_hash').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

import type { Kysely } from 'kysely';
import type { SigningAlgorithm } from '../../src/crypto/jwt.ts';
import type { Sealing } from '../../src/crypto/sealing.ts';
import { generateSigningKey } from '../../src/crypto/signing-keys.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import type { Database } from '../../src/schema.ts';
import { insertSigningKey, lockSigningKeys } from '../../src/tokens/signing-key-queries.ts';

/** Creates a key that signs from now on, whatever keys exist. @returns its id */
export async function addSigningKey(
  db: Kysely<Database>,
  sealing: Sealing,
  now: Date,
  algorithm?: SigningAlgorithm,
): Promise<string> {
  const key = await generateSigningKey(sealing, algorithm);
  await inTransaction(db, async (trx) => insertSigningKey(await lockSigningKeys(trx), key, now, now));
  return key.kid;
}

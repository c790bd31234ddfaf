import { type Kysely, sql, type Transaction } from 'kysely';
import { Conflict } from '../base/errors.ts';
import type { SigningAlgorithm } from '../crypto/jwt.ts';
import type { SealedSigningKey } from '../crypto/signing-keys.ts';
import { isUniqueViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';

/** A signing key with the times of its life. */
export interface StoredSigningKey extends SealedSigningKey {
  readonly createdAt: Date;
  readonly signsFrom: Date;
  readonly signsUntil: Date | null;
  /** The end of its publication. */
  readonly expiresAt: Date | null;
}

/** Keys that are in the published set, the one that signs last first. */
export function listPublishedKeys(db: Kysely<Database>, now: Date): Promise<StoredSigningKey[]> {
  return db
    .selectFrom('signing_keys')
    .select(['kid', 'algorithm', 'public_jwk as publicJwk', 'sealed_private_jwk as sealedPrivateJwk'])
    .select(['created_at as createdAt', 'signs_from as signsFrom', 'signs_until as signsUntil'])
    .select('expires_at as expiresAt')
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('signs_from', 'desc')
    .orderBy('kid')
    .execute();
}

/** Whether this key is or was one of this server; without an id, whether there ever was one. */
export async function hasSigningKey(db: Kysely<Database>, kid?: string): Promise<boolean> {
  const keys = db.selectFrom('signing_keys').select('kid').limit(1);
  return (await (kid === undefined ? keys : keys.where('kid', '=', kid)).executeTakeFirst()) !== undefined;
}

/** Held to the end of the transaction; what changes signing keys demands it, so that one change comes at a time. */
export interface LockedSigningKeys {
  readonly trx: Transaction<Database>;
}

export async function lockSigningKeys(trx: Transaction<Database>): Promise<LockedSigningKeys> {
  await sql`lock table signing_keys in share row exclusive mode`.execute(trx);
  return { trx };
}

/** @throws Conflict `key_known` */
export async function insertSigningKey(
  { trx }: LockedSigningKeys,
  { kid, algorithm, publicJwk, sealedPrivateJwk }: SealedSigningKey,
  createdAt: Date,
  signsFrom: Date,
): Promise<void> {
  try {
    await trx
      .insertInto('signing_keys')
      .values({
        kid,
        algorithm,
        public_jwk: JSON.stringify(publicJwk),
        sealed_private_jwk: sealedPrivateJwk,
        created_at: createdAt,
        signs_from: signsFrom,
      })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error, 'signing_keys_pkey')) throw error;
    throw new Conflict('key_known', {
      description: 'This server already uses or has used this key.',
      cause: error,
    });
  }
}

/** Lets the keys of an algorithm that sign without end sign until `signsUntil` and be published until `expiresAt`. */
export async function updateSucceededKeys(
  { trx }: LockedSigningKeys,
  algorithm: SigningAlgorithm,
  signsUntil: Date,
  expiresAt: Date,
): Promise<void> {
  await trx
    .updateTable('signing_keys')
    .set({ signs_until: signsUntil, expires_at: expiresAt })
    .where('algorithm', '=', algorithm)
    .where('signs_until', 'is', null)
    .execute();
}

/** Ends a key now. */
export async function updateWithdrawnKey({ trx }: LockedSigningKeys, kid: string, now: Date): Promise<void> {
  await trx
    .updateTable('signing_keys')
    .set({ signs_until: now, expires_at: now })
    .where('kid', '=', kid)
    .execute();
}

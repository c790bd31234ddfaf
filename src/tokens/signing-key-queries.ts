import { type Kysely, sql, type Transaction } from 'kysely';
import { Conflict } from '../base/errors.ts';
import type { SigningAlgorithm } from '../crypto/jwt.ts';
import type { SealedSigningKey } from '../crypto/signing-keys.ts';
import { isUniqueViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';

/** A signing key with its schedule. */
export interface StoredSigningKey extends SealedSigningKey {
  readonly createdAt: Date;
  readonly signsFrom: Date;
  readonly signsUntil: Date | null;
  /** When it is no longer published. */
  readonly expiresAt: Date | null;
}

/** The published keys, latest signing start first. */
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

/** Whether this server has or had the key; without an id, whether it ever had any key. */
export async function hasSigningKey(db: Kysely<Database>, kid?: string): Promise<boolean> {
  const keys = db.selectFrom('signing_keys').select('kid').limit(1);
  return (await (kid === undefined ? keys : keys.where('kid', '=', kid)).executeTakeFirst()) !== undefined;
}

/**
 * A lock until the transaction ends. Everything that changes signing keys requires it, so that changes happen one at a
 * time.
 */
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

/** Sets when the current keys of an algorithm stop signing and being published. */
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

/** Ends a key at once. */
export async function updateWithdrawnKey({ trx }: LockedSigningKeys, kid: string, now: Date): Promise<void> {
  await trx
    .updateTable('signing_keys')
    .set({ signs_until: now, expires_at: now })
    .where('kid', '=', kid)
    .execute();
}

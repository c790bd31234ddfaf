import { type Kysely, sql, type Transaction } from 'kysely';
import { Conflict, NotFound } from '../base/errors.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { importSigningKey, type SigningKeyRow } from '../crypto/signing-keys.ts';
import { inTransaction, isUniqueViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { keyRingSeconds, keysInForce, listPublishedKeys, type StoredSigningKey } from './key-ring.ts';

/** So long every server needs at most to learn of a new key, and a little more: earlier no key begins to sign. */
const learningSeconds = 2 * keyRingSeconds;

/** A key that signs no more stays published: JWTs live a day, and can be exchanged for thirty after that. */
const publishedDays = 31;

export interface Introduction {
  readonly now: Date;
  /** How long the key is published before it signs, 24 hours by default; two minutes at least. */
  readonly leadSeconds?: number;
}

/**
 * Adds a signing key. The first of its algorithm signs at once; any other is published at once and takes over when
 * clients that keep the key set have had time to see it. Its predecessor stays published until nothing it signed is
 * worth anything any more. So verification fails nowhere, whichever server signed and whichever is asked.
 * @returns when it begins to sign
 * @throws Conflict `key_known`, `rotation_under_way`
 */
export function introduceSigningKey(
  db: Kysely<Database>,
  key: SigningKeyRow,
  { now, leadSeconds = 86_400 }: Introduction,
): Promise<Date> {
  return inTransaction(db, async (trx) => {
    await lockSigningKeys(trx);
    const ofAlgorithm = (await listPublishedKeys(trx, now)).filter(
      ({ algorithm }) => algorithm === key.algorithm,
    );
    refusePending(ofAlgorithm, now);
    const [current] = keysInForce(ofAlgorithm, now);
    const signsFrom = current ? after(now, Math.max(leadSeconds, learningSeconds)) : now;
    await succeed(trx, key.algorithm, signsFrom);
    await insertSigningKey(trx, key, now, signsFrom);
    return signsFrom;
  });
}

/**
 * Takes over the keys that the settings name, as `introduceSigningKey` does. One that is known is left as it is, withdrawn
 * or not, so that every start may name it.
 * @returns the ids of those that are new
 * @throws Error in words for the operator when a text is no key; Conflict `rotation_under_way`, and `key_known` when
 *   another server was faster
 */
export async function adoptSigningKeys(
  db: Kysely<Database>,
  sealing: Sealing,
  pems: readonly string[],
  now: Date,
): Promise<string[]> {
  const adopted: string[] = [];
  for (const pem of pems) {
    const key = await importSigningKey(sealing, pem);
    if (await isKnown(db, key.kid)) continue;
    await introduceSigningKey(db, key, { now });
    adopted.push(key.kid);
  }
  return adopted;
}

async function isKnown(db: Kysely<Database>, kid: string): Promise<boolean> {
  const row = await db.selectFrom('signing_keys').select('kid').where('kid', '=', kid).executeTakeFirst();
  return row !== undefined;
}

function refusePending(keys: readonly StoredSigningKey[], now: Date): void {
  const pending = keys.find((key) => key.signs_from > now);
  if (!pending) return;
  throw new Conflict('rotation_under_way', {
    description: `${pending.kid} is already the next key: it signs from ${pending.signs_from.toISOString()}.`,
  });
}

/**
 * Withdraws a key at once: what it signed is worth nothing any more, as soon as each server looks at its keys again,
 * a minute later at most. If it was the key in force, the next one takes over.
 * @throws NotFound `key_not_found`; Conflict `last_signing_key` when nothing could sign then
 */
export function retireSigningKey(db: Kysely<Database>, kid: string, now: Date): Promise<void> {
  return inTransaction(db, async (trx) => {
    await lockSigningKeys(trx);
    const keys = await listPublishedKeys(trx, now);
    const key = keys.find((published) => published.kid === kid);
    if (!key) throw new NotFound('key_not_found', { description: 'No published key has this id.' });
    const [inForce] = keysInForce(
      keys.filter(({ algorithm }) => algorithm === key.algorithm),
      now,
    );
    const left = keys.filter((other) => other !== key && other.algorithm === key.algorithm);
    if (inForce === key && keysInForce(left, now).length === 0) {
      throw new Conflict('last_signing_key', {
        description: `It is the only ${key.algorithm} key: create the next one first (keys rotate).`,
      });
    }
    await withdraw(trx, kid, now);
  });
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}

/** One change at a time, whoever makes it. */
async function lockSigningKeys(trx: Transaction<Database>): Promise<void> {
  await sql`lock table signing_keys in share row exclusive mode`.execute(trx);
}

async function succeed(
  trx: Transaction<Database>,
  algorithm: SigningKeyRow['algorithm'],
  signsFrom: Date,
): Promise<void> {
  await trx
    .updateTable('signing_keys')
    .set({ signs_until: signsFrom, expires_at: after(signsFrom, publishedDays * 86_400) })
    .where('algorithm', '=', algorithm)
    .where('signs_until', 'is', null)
    .execute();
}

async function insertSigningKey(
  trx: Transaction<Database>,
  { public_jwk, ...key }: SigningKeyRow,
  now: Date,
  signsFrom: Date,
): Promise<void> {
  try {
    await trx
      .insertInto('signing_keys')
      .values({ ...key, public_jwk: JSON.stringify(public_jwk), created_at: now, signs_from: signsFrom })
      .execute();
  } catch (error) {
    if (!isUniqueViolation(error, 'signing_keys_pkey')) throw error;
    throw new Conflict('key_known', {
      description: 'This server already uses or has used this key.',
      cause: error,
    });
  }
}

async function withdraw(trx: Transaction<Database>, kid: string, now: Date): Promise<void> {
  await trx
    .updateTable('signing_keys')
    .set({ signs_until: now, expires_at: now })
    .where('kid', '=', kid)
    .execute();
}

import type { Kysely } from 'kysely';
import { recordEvent } from '../audit/record-event.ts';
import { type Actor, systemActor } from '../base/actor.ts';
import { Conflict, NotFound } from '../base/errors.ts';
import type { SigningAlgorithm } from '../crypto/jwt.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { generateSigningKey, importSigningKey, type SealedSigningKey } from '../crypto/signing-keys.ts';
import { inTransaction } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import { keysInForce } from './key-ring.ts';
import {
  hasSigningKey,
  insertSigningKey,
  listPublishedKeys,
  lockSigningKeys,
  type StoredSigningKey,
  updateSucceededKeys,
  updateWithdrawnKey,
} from './signing-key-queries.ts';

/** The minimum time before a new key signs. By then every server, and every reader of the key set, knows it. */
const learningSeconds = 120;

/**
 * How long a key stays published after it has stopped signing: JWTs live a day, and can be exchanged for thirty days
 * after that.
 */
const publishedDays = 31;

export interface SigningKeyDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
}

export interface Introduction {
  /** How long the key is published before it signs. Default: 24 hours; minimum: two minutes. */
  readonly leadSeconds?: number | undefined;
}

/** A newly added signing key. */
export interface IntroducedKey {
  readonly kid: string;
  readonly algorithm: SigningAlgorithm;
  readonly signsFrom: Date;
}

/**
 * Creates the first key of an algorithm, which signs at once.
 * @throws Conflict `key_exists` when the algorithm has an active key
 */
export async function createFirstSigningKey(
  { db, sealing }: SigningKeyDependencies,
  actor: Actor,
  algorithm: SigningAlgorithm,
): Promise<IntroducedKey> {
  const { now } = actor;
  const key = await generateSigningKey(sealing, algorithm);
  return inTransaction(db, async (trx) => {
    const lock = await lockSigningKeys(trx);
    const inForce = keysInForce(await listPublishedKeys(trx, now), now);
    if (inForce.some((other) => other.algorithm === algorithm)) throw keyExists(algorithm);
    await insertSigningKey(lock, key, now, now);
    await recordEvent(trx, actor, 'signing_key.added', { kid: key.kid, algorithm });
    return { kid: key.kid, algorithm, signsFrom: now };
  });
}

function keyExists(algorithm: SigningAlgorithm): Conflict {
  const description = `there is already a ${algorithm} key: create the next one with "iyo keys rotate"`;
  return new Conflict('key_exists', { description });
}

/**
 * Creates the next key of an algorithm and introduces it.
 * @throws Conflict `rotation_under_way`
 */
export async function rotateSigningKey(
  { db, sealing }: SigningKeyDependencies,
  actor: Actor,
  algorithm: SigningAlgorithm,
  introduction: Introduction = {},
): Promise<IntroducedKey> {
  return introduceSigningKey(db, actor, await generateSigningKey(sealing, algorithm), introduction);
}

/**
 * Imports a private key and introduces it.
 * @throws Error with a message for the operator when the text is not a key; Conflict `key_known`, `rotation_under_way`
 */
export async function importAndIntroduceKey(
  { db, sealing }: SigningKeyDependencies,
  actor: Actor,
  pem: string,
  introduction: Introduction = {},
): Promise<IntroducedKey> {
  return introduceSigningKey(db, actor, await importSigningKey(sealing, pem), introduction);
}

/**
 * Adds a signing key. The first of its algorithm signs at once. Any other is published at once and takes over when
 * clients that cache the key set have had time to see it. Its predecessor stays published until everything it signed
 * has expired. So verification never fails, whichever server signs or verifies.
 * @throws Conflict `key_known`, `rotation_under_way`
 */
export function introduceSigningKey(
  db: Kysely<Database>,
  actor: Actor,
  key: SealedSigningKey,
  { leadSeconds = 86_400 }: Introduction = {},
): Promise<IntroducedKey> {
  const { now } = actor;
  return inTransaction(db, async (trx) => {
    const lock = await lockSigningKeys(trx);
    const { kid, algorithm } = key;
    const ofAlgorithm = (await listPublishedKeys(trx, now)).filter((other) => other.algorithm === algorithm);
    refusePending(ofAlgorithm, now);
    const [current] = keysInForce(ofAlgorithm, now);
    const signsFrom = current ? after(now, Math.max(leadSeconds, learningSeconds)) : now;
    await updateSucceededKeys(lock, algorithm, signsFrom, after(signsFrom, publishedDays * 86_400));
    await insertSigningKey(lock, key, now, signsFrom);
    await recordEvent(trx, actor, 'signing_key.added', { kid, algorithm });
    return { kid, algorithm, signsFrom };
  });
}

/**
 * Imports the keys in the settings, as `introduceSigningKey` does. Known keys, even withdrawn ones, are left as they
 * are, so that the settings may name them at every start.
 * @returns the ids of the new keys
 * @throws Error with a message for the operator when a text is not a key; Conflict `rotation_under_way`, and
 * `key_known` when another server was faster
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
    if (await hasSigningKey(db, key.kid)) continue;
    await introduceSigningKey(db, systemActor(now), key);
    adopted.push(key.kid);
  }
  return adopted;
}

function refusePending(keys: readonly StoredSigningKey[], now: Date): void {
  const pending = keys.find((key) => key.signsFrom > now);
  if (!pending) return;
  throw new Conflict('rotation_under_way', {
    description: `${pending.kid} is already the next key: it signs from ${pending.signsFrom.toISOString()}.`,
  });
}

/**
 * Withdraws a key at once. What it signed becomes invalid as soon as each server reads its keys again, within five
 * seconds. If it was the active key, the next one takes over.
 * @throws NotFound `key_not_found`; Conflict `last_signing_key` when no key could sign afterwards
 */
export function retireSigningKey(
  { db }: Pick<SigningKeyDependencies, 'db'>,
  actor: Actor,
  kid: string,
): Promise<void> {
  const { now } = actor;
  return inTransaction(db, async (trx) => {
    const lock = await lockSigningKeys(trx);
    const keys = await listPublishedKeys(trx, now);
    const key = keys.find((published) => published.kid === kid);
    if (!key) throw new NotFound('key_not_found', { description: 'No published key has this id.' });
    refuseLast(key, keys, now);
    await updateWithdrawnKey(lock, kid, now);
    await recordEvent(trx, actor, 'signing_key.withdrawn', { kid, algorithm: key.algorithm });
  });
}

function refuseLast(key: StoredSigningKey, keys: readonly StoredSigningKey[], now: Date): void {
  const ofAlgorithm = keys.filter(({ algorithm }) => algorithm === key.algorithm);
  const [inForce] = keysInForce(ofAlgorithm, now);
  const left = ofAlgorithm.filter((other) => other !== key);
  if (inForce !== key || keysInForce(left, now).length > 0) return;
  throw new Conflict('last_signing_key', {
    description: `It is the only ${key.algorithm} key: create the next one first (keys rotate).`,
  });
}

/** Creates the first key of an empty database. Servers that start at the same time agree on one. */
export async function ensureSigningKey(db: Kysely<Database>, sealing: Sealing, now: Date): Promise<void> {
  if (await hasSigningKey(db)) return;
  const key = await generateSigningKey(sealing);
  await inTransaction(db, async (trx) => {
    const lock = await lockSigningKeys(trx);
    if (!(await hasSigningKey(trx))) await insertSigningKey(lock, key, now, now);
  });
}

function after(moment: Date, seconds: number): Date {
  return new Date(moment.getTime() + seconds * 1000);
}

import { type Kysely, sql } from 'kysely';
import type { Clock } from '../clock.ts';
import {
  type JwtClaims,
  type JwtSigningKey,
  type JwtVerificationKey,
  type SigningAlgorithm,
  signJwt,
} from '../crypto/jwt.ts';
import type { Sealing } from '../crypto/sealing.ts';
import {
  generateSigningKey,
  openSigningKey,
  type SigningKeyRow,
  verificationKey,
} from '../crypto/signing-keys.ts';
import type { Database } from '../db/database.ts';
import { Unavailable } from '../errors.ts';
import type { OrganizationApiKeyRow } from '../organizations/api-keys/tables.ts';

/** The signing keys of all servers on one database, held ready for use and read again every minute. */
export interface KeyRing {
  /** Signs with the key in force for an algorithm, ES384 by default. @throws Unavailable when there is none */
  sign(claims: JwtClaims, algorithm?: TokenAlgorithm): Promise<string>;
  /** A published key; an unknown id makes the ring look again, at most once in five seconds. */
  findKey(kid: string): Promise<JwtVerificationKey | undefined>;
  /** @throws Unavailable when there is no key to sign with */
  checkReady(): Promise<void>;
}

interface Keys {
  readonly loadedAt: number;
  readonly signing: ReadonlyMap<TokenAlgorithm, JwtSigningKey>;
  readonly published: ReadonlyMap<string, JwtVerificationKey>;
}

const freshMilliseconds = 60_000;
const retryMilliseconds = 5_000;

export interface KeyRingParts {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly clock: Clock;
}

export function createKeyRing(parts: KeyRingParts): KeyRing {
  let current: Promise<Keys> | undefined;

  async function keysNoOlderThan(milliseconds: number): Promise<Keys> {
    const known = await current;
    if (known && parts.clock.now().getTime() - known.loadedAt < milliseconds) return known;
    current = loadKeys(parts).catch((error: unknown) => {
      current = undefined;
      throw error;
    });
    return current;
  }

  async function signingKey(algorithm: TokenAlgorithm): Promise<JwtSigningKey> {
    const key = (await keysNoOlderThan(freshMilliseconds)).signing.get(algorithm);
    if (key) return key;
    const detail = `no signing key for ${algorithm}: run "iyo keys generate"`;
    throw new Unavailable('temporarily_unavailable', { detail });
  }

  return {
    sign: async (claims, algorithm = usualAlgorithm) => signJwt(claims, await signingKey(algorithm)),
    checkReady: async () => void (await signingKey(usualAlgorithm)),
    async findKey(kid) {
      const known = (await keysNoOlderThan(freshMilliseconds)).published.get(kid);
      return known ?? (await keysNoOlderThan(retryMilliseconds)).published.get(kid);
    },
  };
}

/** What an organization's API key may ask its tokens to be signed with. */
export type TokenAlgorithm = OrganizationApiKeyRow['token_algorithm'];

/** Clients of old pin this one; keys of other algorithms are for clients that ask for them. */
export const usualAlgorithm: TokenAlgorithm = 'ES384';

async function loadKeys({ db, sealing, clock }: KeyRingParts): Promise<Keys> {
  const now = clock.now();
  const rows = await listPublishedKeys(db, now);
  const signing = rows.filter((row) => isSigning(row, now)).reverse();
  const opened = await Promise.all(signing.map((row) => openSigningKey(row, sealing)));
  const published = await Promise.all(rows.map(verificationKey));
  return {
    loadedAt: now.getTime(),
    signing: new Map(opened.map((key) => [key.algorithm, key])),
    published: new Map(published.map((key) => [key.kid, key])),
  };
}

function isSigning({ signs_from, signs_until }: StoredSigningKey, now: Date): boolean {
  return signs_from <= now && (signs_until === null || signs_until > now);
}

/** A signing key with the times of its life. */
export interface StoredSigningKey extends SigningKeyRow {
  readonly created_at: Date;
  readonly signs_from: Date;
  readonly signs_until: Date | null;
  readonly expires_at: Date | null;
}

/** Keys that are in the published set, the one that signs last first. */
export async function listPublishedKeys(db: Kysely<Database>, now: Date): Promise<StoredSigningKey[]> {
  const rows = await db
    .selectFrom('signing_keys')
    .selectAll()
    .where((where) => where.or([where('expires_at', 'is', null), where('expires_at', '>', now)]))
    .orderBy('signs_from', 'desc')
    .orderBy('kid')
    .execute();
  return rows.flatMap((row) => (row.algorithm === 'RS256' ? [] : [{ ...row, algorithm: row.algorithm }]));
}

/** Makes a key that signs from now on. @returns its id */
export async function addSigningKey(
  db: Kysely<Database>,
  sealing: Sealing,
  now: Date,
  algorithm: SigningAlgorithm = 'ES384',
): Promise<string> {
  const { public_jwk, ...key } = await generateSigningKey(sealing, algorithm);
  await db
    .insertInto('signing_keys')
    .values({ ...key, public_jwk: JSON.stringify(public_jwk), created_at: now, signs_from: now })
    .execute();
  return key.kid;
}

/** Makes the first key of an empty database. Two servers that start together agree on one. */
export async function ensureSigningKey(db: Kysely<Database>, sealing: Sealing, now: Date): Promise<void> {
  const known = await db.selectFrom('signing_keys').select('kid').limit(1).executeTakeFirst();
  if (known) return;
  await db.transaction().execute(async (trx) => {
    await sql`lock table signing_keys in share row exclusive mode`.execute(trx);
    const raced = await trx.selectFrom('signing_keys').select('kid').limit(1).executeTakeFirst();
    if (!raced) await addSigningKey(trx, sealing, now);
  });
}

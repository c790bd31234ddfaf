import { type Kysely, sql } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { Unavailable } from '../base/errors.ts';
import {
  accessTokenAlgorithms,
  type JwtClaims,
  type JwtSigningKey,
  type JwtVerificationKey,
  type SigningAlgorithm,
  signingAlgorithms,
  signJwt,
} from '../crypto/jwt.ts';
import type { Sealing } from '../crypto/sealing.ts';
import {
  generateSigningKey,
  openSigningKey,
  type PublicJwk,
  publicJwk,
  type SigningKeyRow,
  verificationKey,
} from '../crypto/signing-keys.ts';
import type { Database } from '../schema.ts';

/** The signing keys of all servers on one database, held ready for use and read again every minute. */
export interface KeyRing {
  /** Signs with the key in force. @throws Unavailable when there is none for the algorithm */
  sign(claims: JwtClaims, algorithm?: TokenAlgorithm): Promise<string>;
  /** A published key; an unknown id makes the ring look again, at most once in five seconds. */
  findKey(kid: string): Promise<JwtVerificationKey | undefined>;
  /** The public halves of all published keys (RFC 7517), the one that signs last first. */
  listPublicKeys(): Promise<readonly PublicJwk[]>;
  /** The algorithms that there is a key in force for. */
  listAlgorithms(): Promise<readonly TokenAlgorithm[]>;
  /** Reads the keys again if that is due, so that a withdrawn one is noticed. */
  refresh(): Promise<void>;
  /** Calls back when a key that was published is not any more: what was verified by it is worth nothing then. */
  onWithdrawn(listener: () => void): void;
  /** @throws Unavailable when there is no key to sign with */
  checkReady(): Promise<void>;
}

interface Keys {
  readonly loadedAt: number;
  readonly signing: ReadonlyMap<TokenAlgorithm, JwtSigningKey>;
  readonly published: ReadonlyMap<string, JwtVerificationKey>;
  readonly publicKeys: readonly PublicJwk[];
}

/** For so long a server may work with keys that have changed meanwhile. */
export const keyRingSeconds = 60;
const retryMilliseconds = 5_000;

export interface KeyRingDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly clock: Clock;
}

/** What an organization's API key may ask its tokens to be signed with. */
export type TokenAlgorithm = 'ES384' | 'ES256' | 'EdDSA' | 'RS256';

/** Clients of old pin this one; keys of other algorithms are for clients that ask for them. */
export const usualAlgorithm = 'ES384' satisfies TokenAlgorithm;

/** What the JWTs of a client are signed with that wants its ID tokens signed so. */
export function accessTokenAlgorithm(wanted: TokenAlgorithm): (typeof accessTokenAlgorithms)[number] {
  return accessTokenAlgorithms.find((algorithm) => algorithm === wanted) ?? usualAlgorithm;
}

export function createKeyRing(deps: KeyRingDependencies): KeyRing {
  const listeners: (() => void)[] = [];
  const keysNoOlderThan = keepKeys(deps, () => {
    for (const listener of listeners) listener();
  });
  const freshKeys = () => keysNoOlderThan(keyRingSeconds * 1000);

  async function signingKey(algorithm: TokenAlgorithm): Promise<JwtSigningKey> {
    const key = (await freshKeys()).signing.get(algorithm);
    if (key) return key;
    throw new Unavailable('temporarily_unavailable', {
      detail: `no ${algorithm} signing key: run "iyo keys generate --algorithm ${algorithm}"`,
    });
  }

  return {
    sign: async (claims, algorithm = usualAlgorithm) => signJwt(claims, await signingKey(algorithm)),
    checkReady: async () => void (await signingKey(usualAlgorithm)),
    refresh: async () => void (await freshKeys()),
    onWithdrawn: (listener) => void listeners.push(listener),
    listPublicKeys: async () => (await freshKeys()).publicKeys,
    listAlgorithms: async () => [...(await freshKeys()).signing.keys()].sort(),
    async findKey(kid) {
      const known = (await freshKeys()).published.get(kid);
      return known ?? (await keysNoOlderThan(retryMilliseconds)).published.get(kid);
    },
  };
}

/** Holds the keys; whoever needs younger ones waits for one reading that all share. */
function keepKeys(
  deps: KeyRingDependencies,
  onWithdrawn: () => void,
): (milliseconds: number) => Promise<Keys> {
  let known: Keys | undefined;
  let reading: Promise<Keys> | undefined;

  async function read(): Promise<Keys> {
    try {
      const keys = await loadKeys(deps);
      const isWithdrawn = [...(known?.published.keys() ?? [])].some((kid) => !keys.published.has(kid));
      known = keys;
      if (isWithdrawn) onWithdrawn();
      return keys;
    } finally {
      reading = undefined;
    }
  }

  return async (milliseconds) => {
    if (known && deps.clock.now().getTime() - known.loadedAt < milliseconds) return known;
    reading ??= read();
    return reading;
  };
}

async function loadKeys({ db, sealing, clock }: KeyRingDependencies): Promise<Keys> {
  const now = clock.now();
  const rows = await listPublishedKeys(db, now);
  const signing = await Promise.all(keysInForce(rows, now).map((row) => openSigningKey(row, sealing)));
  const published = await Promise.all(rows.map(verificationKey));
  return {
    loadedAt: now.getTime(),
    signing: new Map(signing.map((key) => [key.algorithm, key])),
    published: new Map(published.map((key) => [key.kid, key])),
    publicKeys: rows.map(publicJwk),
  };
}

/**
 * For each algorithm the youngest key whose time to sign has come. When there is none, because it was withdrawn, the
 * next one takes over early.
 * @param rows the one that signs last first
 */
export function keysInForce(rows: readonly StoredSigningKey[], now: Date): StoredSigningKey[] {
  return signingAlgorithms.flatMap((algorithm) => {
    const able = rows.filter(
      (row) => row.algorithm === algorithm && (row.signs_until === null || row.signs_until > now),
    );
    const key = able.find((row) => row.signs_from <= now) ?? able.at(-1);
    return key ? [key] : [];
  });
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
  return rows;
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

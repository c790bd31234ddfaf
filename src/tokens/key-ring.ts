import type { Kysely } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { Unavailable } from '../base/errors.ts';
import {
  accessTokenAlgorithms,
  type JwtClaims,
  type JwtSigningKey,
  type JwtVerificationKey,
  signingAlgorithms,
  signJwt,
} from '../crypto/jwt.ts';
import type { Sealing } from '../crypto/sealing.ts';
import { openSigningKey, type PublicJwk, toPublicJwk, verificationKey } from '../crypto/signing-keys.ts';
import type { Database } from '../schema.ts';
import { listPublishedKeys, type StoredSigningKey } from './signing-key-queries.ts';

/** The signing keys of all servers that share a database, kept in memory and read again every few seconds. */
export interface KeyRing {
  /** Signs with the active key. @throws Unavailable when the algorithm has none */
  sign(claims: JwtClaims, algorithm?: TokenAlgorithm, type?: string): Promise<string>;
  /** Finds a published key. An unknown id makes the ring read the keys again, at most once a second. */
  findKey(kid: string): Promise<JwtVerificationKey | undefined>;
  /** The public parts of all published keys (RFC 7517), latest signing start first. */
  listPublicKeys(): Promise<readonly PublicJwk[]>;
  /** The algorithms with an active key. */
  listAlgorithms(): Promise<readonly TokenAlgorithm[]>;
  /** Reads the keys again if due, so that a withdrawn key is noticed. */
  refresh(): Promise<void>;
  /** Calls back when a published key was withdrawn: nothing it verified is valid now. */
  onWithdrawn(listener: () => void): void;
  /** @throws Unavailable when there is no key to sign with */
  checkReady(): Promise<void>;
}

interface Keys {
  readonly loadedAt: number;
  /** When a key next begins or ceases to sign or to be published: milliseconds, or `Infinity`. */
  readonly changesAt: number;
  readonly signing: ReadonlyMap<TokenAlgorithm, JwtSigningKey>;
  readonly published: ReadonlyMap<string, JwtVerificationKey>;
  readonly publicKeys: readonly PublicJwk[];
}

/** A server notices changed keys within this time. Planned changes take effect exactly on time. */
export const keyRingSeconds = 5;
const retryMilliseconds = 1_000;

/** How old the keys may become while the database does not answer. */
const outageMilliseconds = 60_000;

export interface KeyRingDependencies {
  readonly db: Kysely<Database>;
  readonly sealing: Sealing;
  readonly clock: Clock;
}

/** The algorithms that an organization's API key may choose. */
export type TokenAlgorithm = 'ES384' | 'ES256' | 'EdDSA' | 'RS256';

/** The default: older clients require it. Keys of other algorithms are for clients that choose them. */
export const defaultAlgorithm = 'ES384' satisfies TokenAlgorithm;

/** The algorithm for access tokens of a client that has chosen an algorithm for its ID tokens. */
export function accessTokenAlgorithm(requested: TokenAlgorithm): (typeof accessTokenAlgorithms)[number] {
  return accessTokenAlgorithms.find((algorithm) => algorithm === requested) ?? defaultAlgorithm;
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
    sign: async (claims, algorithm = defaultAlgorithm, type) =>
      signJwt(claims, await signingKey(algorithm), type),
    checkReady: async () => void (await signingKey(defaultAlgorithm)),
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

/** Caches the keys. Callers that need fresher ones wait for one shared read. */
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
    const now = deps.clock.now().getTime();
    const isYoungerThan = (age: number) => known && now - known.loadedAt < age && now < known.changesAt;
    if (known && isYoungerThan(milliseconds)) return known;
    reading ??= read();
    return reading.catch((error: unknown) => {
      if (known && isYoungerThan(outageMilliseconds)) return known;
      throw error;
    });
  };
}

async function loadKeys({ db, sealing, clock }: KeyRingDependencies): Promise<Keys> {
  const now = clock.now();
  const keys = await listPublishedKeys(db, now);
  const signing = await Promise.all(keysInForce(keys, now).map((key) => openSigningKey(key, sealing)));
  const published = await Promise.all(keys.map(verificationKey));
  return {
    loadedAt: now.getTime(),
    changesAt: nextChange(keys, now),
    signing: new Map(signing.map((key) => [key.algorithm, key])),
    published: new Map(published.map((key) => [key.kid, key])),
    publicKeys: keys.map(toPublicJwk),
  };
}

function nextChange(keys: readonly StoredSigningKey[], now: Date): number {
  const moments = keys.flatMap(({ signsFrom, signsUntil, expiresAt }) => [signsFrom, signsUntil, expiresAt]);
  return Math.min(...moments.flatMap((moment) => (moment && moment > now ? [moment.getTime()] : [])));
}

/**
 * Opens the active keys at start, so that wrong encryption keys are noticed before any request is answered.
 * @throws Error with a message for the operator
 */
export async function requireReadableKeys({ db, sealing, clock }: KeyRingDependencies): Promise<void> {
  const now = clock.now();
  for (const key of keysInForce(await listPublishedKeys(db, now), now)) {
    await openSigningKey(key, sealing).catch((cause: unknown) => {
      const message = `IYO_ENCRYPTION_KEYS has no key that opens the signing key ${key.kid} of this database: add the one it was sealed with.`;
      throw new Error(message, { cause });
    });
  }
}

/**
 * The active key of each algorithm: the newest whose signing time has begun. If there is none because it was withdrawn,
 * the next key takes over early.
 * @param keys latest signing start first
 */
export function keysInForce(keys: readonly StoredSigningKey[], now: Date): StoredSigningKey[] {
  return signingAlgorithms.flatMap((algorithm) => {
    const able = keys.filter(
      (key) => key.algorithm === algorithm && (key.signsUntil === null || key.signsUntil > now),
    );
    const inForce = able.find((key) => key.signsFrom <= now) ?? able.at(-1);
    return inForce ? [inForce] : [];
  });
}

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

/** The signing keys of all servers on one database, held ready for use and read again every few seconds. */
export interface KeyRing {
  /** Signs with the key in force. @throws Unavailable when there is none for the algorithm */
  sign(claims: JwtClaims, algorithm?: TokenAlgorithm, type?: string): Promise<string>;
  /** A published key; an unknown id makes the ring look again, at most once a second. */
  findKey(kid: string): Promise<JwtVerificationKey | undefined>;
  /** The public halves of all published keys (RFC 7517), the one that signs last first. */
  listPublicKeys(): Promise<readonly PublicJwk[]>;
  /** The algorithms that there is a key in force for. */
  listAlgorithms(): Promise<readonly TokenAlgorithm[]>;
  /** Reads the keys again if that is due, so that a withdrawn one is noticed. */
  refresh(): Promise<void>;
  /** Calls back when a published key was withdrawn: what was verified by it is worth nothing then. */
  onWithdrawn(listener: () => void): void;
  /** @throws Unavailable when there is no key to sign with */
  checkReady(): Promise<void>;
}

interface Keys {
  readonly loadedAt: number;
  /** When a key begins or ceases to sign or to be published: milliseconds, `Infinity` when nothing is planned. */
  readonly changesAt: number;
  readonly signing: ReadonlyMap<TokenAlgorithm, JwtSigningKey>;
  readonly published: ReadonlyMap<string, JwtVerificationKey>;
  readonly publicKeys: readonly PublicJwk[];
}

/** A server learns of changed keys within this time; a change that was planned, it knows to the moment. */
export const keyRingSeconds = 5;
const retryMilliseconds = 1_000;

/** How old keys may be while the database does not answer. */
const outageMilliseconds = 60_000;

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
    sign: async (claims, algorithm = usualAlgorithm, type) =>
      signJwt(claims, await signingKey(algorithm), type),
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

/** Holds the keys; a caller that needs younger ones waits for one reading that all share. */
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
 * Tries to open the keys in force, so that wrong encryption keys are noticed before anything is answered.
 * @throws Error in words for the operator
 */
export async function demandOpenKeys({ db, sealing, clock }: KeyRingDependencies): Promise<void> {
  const now = clock.now();
  for (const key of keysInForce(await listPublishedKeys(db, now), now)) {
    await openSigningKey(key, sealing).catch((cause: unknown) => {
      const message = `IYO_ENCRYPTION_KEYS has no key that opens the signing key ${key.kid} of this database: add the one it was sealed with.`;
      throw new Error(message, { cause });
    });
  }
}

/**
 * For each algorithm the youngest key whose time to sign has come. When there is none, because it was withdrawn, the
 * next one takes over early.
 * @param keys the one that signs last first
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

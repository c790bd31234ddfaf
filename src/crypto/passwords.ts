import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import nativeBcrypt from 'bcrypt';
import { createSemaphore, type SemaphoreState } from './semaphore.ts';
import { isSha512Crypt, verifySha512Crypt } from './sha512-crypt.ts';
import { randomToken } from './tokens.ts';

/** The two bcrypt functions in use. Tests pass ones that count. */
export interface Bcrypt {
  hash(data: string, cost: number): Promise<string>;
  compare(data: string, storedHash: string): Promise<boolean>;
}

export interface PasswordSettings {
  /** The cost of bcrypt, from 4 to 31. The work is 2^cost, so each step doubles it. */
  readonly cost: number;
  /**
   * How many hashes are computed at once. Default: one per core; more would only delay everything else in the
   * thread pool.
   */
  readonly concurrency?: number;
  /** How many callers may wait. Further ones get 503. */
  readonly maxQueue?: number;
  readonly bcrypt?: Bcrypt;
}

export interface PasswordCheck {
  readonly matches: boolean;
  /** The password is right, but its stored hash is weaker than current ones: replace it with `hash(password)`. */
  readonly needsRehash: boolean;
}

export interface Passwords extends Hashing {
  /**
   * For visitors who are not signing in, as in registration and recovery. They may fill half of the queue;
   * the other half is reserved for sign-ins.
   */
  readonly forVisitors: Hashing;
  /**
   * Refuses requests beyond the queue before any work is done for them.
   * @throws Unavailable when too many are waiting
   */
  checkRoom(): void;
  /** How many hashes are being computed, and how many wait. */
  state(): SemaphoreState;
}

export interface Hashing {
  /** @returns the text to store. @throws Unavailable when too many are waiting */
  hash(password: string): Promise<string>;
  /**
   * Compares a password with a stored hash. Pass `undefined` when there is no account: the work is the same,
   * so response times do not reveal whether an account exists.
   * @throws Unavailable when too many are waiting
   */
  verify(password: string, storedHash: string | undefined): Promise<PasswordCheck>;
}

/** How many callers of a server may wait. */
export const longestHashingQueue = 64;

const mismatch: PasswordCheck = { matches: false, needsRehash: false };

/**
 * Password hashing: bcrypt over base64(HMAC-SHA-256(label, NFC(password))). With the HMAC every byte of a
 * long password counts; bcrypt alone stops at 72. With NFC (as in RFC 8265, section 4.2.2), composed and
 * decomposed spellings of the same letters are one password. The HMAC key is a public label, not a secret:
 * losing a secret would lock out every user.
 */
export function createPasswords(settings: PasswordSettings): Passwords {
  const {
    cost,
    concurrency = availableParallelism(),
    maxQueue = longestHashingQueue,
    bcrypt = nativeBcrypt,
  } = settings;
  if (!Number.isInteger(cost) || cost < 4 || cost > 31)
    throw new RangeError('bcrypt cost must be from 4 to 31');
  const places = createSemaphore({ name: 'password hashing', width: concurrency, maxQueue });
  const dummyHash = places.run(() => bcrypt.hash(randomToken(32), cost));

  async function verifyNow(password: string, storedHash: string): Promise<PasswordCheck> {
    const prepared = prepare(password);
    if (isSha512Crypt(storedHash)) {
      const matches = await verifySha512Crypt(password, storedHash);
      await bcrypt.compare(prepared, await dummyHash);
      return { matches, needsRehash: matches };
    }
    const storedCost = bcryptCost(storedHash);
    if (storedCost === undefined) return verifyUnknown(prepared);
    const matches = await bcrypt.compare(prepared, storedHash);
    await equalizeCost(prepared, storedCost);
    return { matches, needsRehash: matches && storedCost < cost };
  }

  async function verifyUnknown(prepared: string): Promise<PasswordCheck> {
    await bcrypt.compare(prepared, await dummyHash);
    return mismatch;
  }

  /**
   * Extra work, so that a hash of lower cost is not answered faster: 2^c + 2^c + 2^(c+1) + ... + 2^(cost-1) =
   * 2^cost.
   */
  async function equalizeCost(prepared: string, storedCost: number): Promise<void> {
    for (let missing = storedCost; missing < cost; missing += 1) await bcrypt.hash(prepared, missing);
  }

  const inQueue = (longest: number): Hashing => ({
    hash: (password) => places.run(() => bcrypt.hash(prepare(password), cost), longest),
    verify: (password, storedHash) =>
      places.run(
        () => (storedHash === undefined ? verifyUnknown(prepare(password)) : verifyNow(password, storedHash)),
        longest,
      ),
  });

  return {
    checkRoom: places.checkRoom,
    state: places.state,
    ...inQueue(maxQueue),
    forVisitors: inQueue(Math.floor(maxQueue / 2)),
  };
}

function prepare(password: string): string {
  return createHmac('sha256', 'itsyouonline password v1')
    .update(password.normalize('NFC'), 'utf8')
    .digest('base64');
}

function bcryptCost(storedHash: string): number | undefined {
  const cost = /^\$2[ab]\$(\d\d)\$[./0-9A-Za-z]{53}$/.exec(storedHash)?.[1];
  return cost === undefined ? undefined : Number(cost);
}

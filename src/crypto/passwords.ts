import { createHmac } from 'node:crypto';
import { availableParallelism } from 'node:os';
import nativeBcrypt from 'bcrypt';
import { createSemaphore, type SemaphoreState } from './semaphore.ts';
import { isSha512Crypt, verifySha512Crypt } from './sha512-crypt.ts';
import { randomToken } from './tokens.ts';

/** The two bcrypt calls in use; tests put a counting one in their place. */
export interface Bcrypt {
  hash(data: string, cost: number): Promise<string>;
  compare(data: string, storedHash: string): Promise<boolean>;
}

export interface PasswordSettings {
  /** bcrypt cost: the work is 2^cost, so each step doubles it. 4 to 31. */
  readonly cost: number;
  /** Hashes computed at once. Default: one per core, since more only delays everything else in the thread pool. */
  readonly concurrency?: number;
  /** Callers that may wait for a place; beyond it they get 503. */
  readonly maxQueue?: number;
  readonly bcrypt?: Bcrypt;
}

export interface PasswordCheck {
  readonly matches: boolean;
  /** The password is right but its stored hash is weaker than today's: store `hash(password)` in its place. */
  readonly needsRehash: boolean;
}

export interface Passwords extends Hashing {
  /**
   * For visitors who are not signing in, such as registration and recovery: they may fill half of the queue, the other
   * half is kept for sign-ins.
   */
  readonly forVisitors: Hashing;
  /**
   * Refuses the surplus of a flood before anything has been done for it.
   * @throws Unavailable when too many are waiting
   */
  checkRoom(): void;
  /** How many hashes are computed, and how many wait. */
  state(): SemaphoreState;
}

export interface Hashing {
  /** @returns the text to store. @throws Unavailable when too many are waiting */
  hash(password: string): Promise<string>;
  /**
   * Compares with what is stored. Pass `undefined` when there is no such account: the work is the same, so that the
   * time of the answer does not tell whether the account exists.
   * @throws Unavailable when too many are waiting
   */
  verify(password: string, storedHash: string | undefined): Promise<PasswordCheck>;
}

/** Callers of a server that may wait for a place. */
export const longestHashingQueue = 64;

const mismatch: PasswordCheck = { matches: false, needsRehash: false };

/**
 * Password hashing: bcrypt over base64(HMAC-SHA-256(label, NFC(password))).
 * The HMAC lets every byte of a long password count, where bcrypt alone stops at 72. NFC (as RFC 8265, section 4.2.2)
 * makes a composed and a decomposed spelling of the same letters one password. The HMAC key is a public label, not a
 * secret: a lost secret would lock every user out.
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
    await makeUpFor(prepared, storedCost);
    return { matches, needsRehash: matches && storedCost < cost };
  }

  async function verifyUnknown(prepared: string): Promise<PasswordCheck> {
    await bcrypt.compare(prepared, await dummyHash);
    return mismatch;
  }

  /** An old, cheaper hash must not answer sooner: 2^c + 2^c + 2^(c+1) + ... + 2^(cost-1) = 2^cost. */
  async function makeUpFor(prepared: string, storedCost: number): Promise<void> {
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

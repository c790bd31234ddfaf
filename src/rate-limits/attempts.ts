import type { Kysely } from 'kysely';
import { TooManyRequests } from '../base/errors.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../schema.ts';
import { type Limit, type LimitName, limits } from './limits.ts';
import { type Counter, type CounterRow, countOnAll, deleteCounters } from './queries.ts';

/**
 * What an attempt counts against: a limit, the key of its counter, and how many are allowed where a setting decides
 * that.
 */
export type Count = readonly [limit: LimitName, key: string, attempts?: number];

/** The state of one limit after an attempt. */
export interface LimitState {
  readonly limit: LimitName;
  readonly attempts: number;
  readonly remaining: number;
  /** When the window ends. */
  readonly resetAt: Date;
  /** Set when this limit refused the attempt. */
  readonly refusedUntil: Date | undefined;
}

/**
 * Counts an attempt against all given limits, or against none if one of them refuses it. Within a transaction it counts
 * only if the transaction is committed. Keys of the same limit must differ.
 * @throws TooManyRequests with the longest wait
 */
export async function countAttempts(
  db: Kysely<Database>,
  now: Date,
  counts: readonly Count[],
): Promise<readonly LimitState[]> {
  const states = await tryAttempt(db, now, counts);
  const [last] = states
    .flatMap(({ limit, refusedUntil }) => (refusedUntil ? [{ limit, until: refusedUntil.getTime() }] : []))
    .sort((a, b) => b.until - a.until);
  if (last) throw new TooManyRequests((last.until - now.getTime()) / 1000, undefined, { detail: last.limit });
  return states;
}

/** Same as `countAttempts`, but returns a refusal instead of throwing it. */
export async function tryAttempt(
  db: Kysely<Database>,
  now: Date,
  counts: readonly Count[],
): Promise<readonly LimitState[]> {
  const counters = counts.map(counterOf);
  const rows = new Map((await countOnAll(db, counters, now)).map((row) => [row.key, row]));
  return counts.map(([limit], index) => stateOf(limit, counters[index], rows, now));
}

/** Whether an attempt was the last one that one of these limits allows for now. */
export function isLastAttempt(states: readonly LimitState[], counts: readonly Count[]): boolean {
  const names = counts.map(([limit]) => limit);
  return states.some(({ limit, remaining }) => remaining === 0 && names.includes(limit));
}

/** Whether a limit is about wrong passwords. @param name of the limit, as in the refusal */
export function isLimitOfPasswords(name: string | undefined): boolean {
  const ofPasswords: readonly LimitName[] = [
    'passwordsOfAccountFromNetwork',
    'passwordsOfAccount',
    'passwordsFromNetwork',
  ];
  return ofPasswords.some((each) => each === name);
}

/** Forgets previous attempts after a successful one. */
export async function forgetAttempts(db: Kysely<Database>, counts: readonly Count[]): Promise<void> {
  await deleteCounters(
    db,
    counts.map(([limit, key]) => storedKey(limit, key)),
  );
}

/**
 * The limits of an attempt with a password. After a correct password, forget `account` only: if the attempts of the
 * network were forgotten too, a caller with one account could guess others without end.
 * @param deviceId a browser in which the user has authenticated with a second factor. It is counted separately, so that
 * guessing from elsewhere cannot lock the user out there.
 */
export function passwordCounts(
  username: string,
  network: string,
  deviceId?: string,
): { readonly account: readonly Count[]; readonly all: readonly Count[] } {
  const who = deviceId === undefined ? username : `${username} ${deviceId}`;
  const account: readonly Count[] = [
    ['passwordsOfAccountFromNetwork', `${who} ${network}`],
    ['passwordsOfAccount', who],
  ];
  return { account, all: [...account, ['passwordsFromNetwork', network]] };
}

/**
 * The limits of a request for a recovery link, independent of how the account was spelled.
 * @param deviceId a browser in which the user has authenticated with a second factor. It is counted separately, so that
 * strangers cannot use up the owner's attempts.
 */
export function recoveryCounts(username: string, network: string, deviceId?: string): readonly Count[] {
  const who = deviceId === undefined ? username : `${username} ${deviceId}`;
  return [
    ['recoveriesOfAccountFromNetwork', `${who} ${network}`],
    ['recoveriesOfAccount', who],
  ];
}

function counterOf([limit, key, attempts]: Count): Counter {
  const { attempts: usual, seconds, wait }: Limit = limits[limit];
  return {
    key: storedKey(limit, key),
    attempts: attempts ?? usual,
    seconds,
    firstWait: wait?.first ?? null,
    longestWait: wait?.longest ?? null,
  };
}

/** The table stores digests of keys, because keys are phone numbers, email addresses and names. */
export function storedKey(limit: LimitName, key: string): string {
  return `${limits[limit].name}:${hashToken(key).toString('base64url')}`;
}

function stateOf(
  limit: LimitName,
  counter: Counter | undefined,
  rows: ReadonlyMap<string, CounterRow>,
  now: Date,
): LimitState {
  const row = counter && rows.get(counter.key);
  if (!row) throw new Error(`the limit ${limit} was not counted`);
  const resetAt = new Date(row.expire === null ? now.getTime() + counter.seconds * 1000 : Number(row.expire));
  return {
    limit,
    attempts: counter.attempts,
    remaining: Math.max(0, counter.attempts - row.points),
    resetAt,
    refusedUntil: refusalOf(row, counter, resetAt, now),
  };
}

function refusalOf(
  { points, blocked_until, was_counted }: CounterRow,
  { attempts, firstWait }: Counter,
  resetAt: Date,
  now: Date,
): Date | undefined {
  if (firstWait === null)
    return points > attempts || (!was_counted && points === attempts) ? resetAt : undefined;
  return !was_counted && blocked_until && blocked_until > now ? blocked_until : undefined;
}

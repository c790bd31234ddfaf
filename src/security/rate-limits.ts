import { CompiledQuery, type Kysely } from 'kysely';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Database } from '../db/database.ts';
import { TooManyRequests } from '../errors.ts';

/** So many attempts of one kind in a window of time that begins with the first of them. */
export interface RateLimit {
  /** Names the kind; part of the stored key. */
  readonly name: string;
  readonly attempts: number;
  readonly seconds: number;
}

/**
 * Counts an attempt. Servers share the counters; within a transaction the attempt counts only if it is committed.
 * @param key whose attempt it is: a username, an address, ...
 * @throws TooManyRequests when there were as many as allowed already
 */
export async function countAttempt(db: Kysely<Database>, limit: RateLimit, key: string): Promise<void> {
  try {
    await limiter(db, limit).consume(key);
  } catch (refusal) {
    if (!(refusal instanceof RateLimiterRes)) throw refusal;
    throw new TooManyRequests(refusal.msBeforeNext / 1000, undefined, { detail: `${limit.name}: ${key}` });
  }
}

/** Forgets the attempts so far, because one was right. */
export async function forgetAttempts(db: Kysely<Database>, limit: RateLimit, key: string): Promise<void> {
  await limiter(db, limit).delete(key);
}

function limiter(db: Kysely<Database>, { name, attempts, seconds }: RateLimit): RateLimiterPostgres {
  return new RateLimiterPostgres({
    storeClient: clientOf(db),
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points: attempts,
    duration: seconds,
  });
}

interface PgQuery {
  readonly text: string;
  readonly values: unknown[];
}

/** The one method of a `pg` client that the limiter calls. */
function clientOf(db: Kysely<Database>) {
  return {
    async query({ text, values }: PgQuery) {
      const { rows } = await db.executeQuery<unknown>(CompiledQuery.raw(text, values));
      return { rows, rowCount: rows.length };
    },
  };
}

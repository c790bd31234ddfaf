import { CompiledQuery, type Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import type { Clock } from '../clock.ts';
import { hashToken } from '../crypto/tokens.ts';
import type { Database } from '../db/database.ts';
import { TooManyRequests } from '../errors.ts';

/** How many failures in how many seconds, counted for each key. */
export interface FailureLimitSettings {
  readonly name: string;
  readonly failures: number;
  readonly seconds: number;
}

/**
 * Slows down whoever keeps failing. Failures are counted in the database, for all servers together; who went beyond
 * the limit is remembered here, so that requests that succeed cost no statement.
 */
export interface FailureLimit {
  /** @throws TooManyRequests while the key is blocked */
  refuseBlocked(key: string): void;
  /** Counts a failure. @throws TooManyRequests when it was one too many */
  count(key: string): Promise<void>;
}

export function createFailureLimit(
  db: Kysely<Database>,
  clock: Clock,
  settings: FailureLimitSettings,
): FailureLimit {
  const blockedUntil = new LRUCache<string, number>({ max: 10_000 });
  const counter = new RateLimiterPostgres({
    storeClient: {
      query: ({ text, values }: CountQuery) => db.executeQuery(CompiledQuery.raw(text, [...values])),
    },
    storeType: 'client',
    tableName: 'rate_limits',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: settings.name,
    points: settings.failures,
    duration: settings.seconds,
  });

  function refuseBlocked(key: string): void {
    const until = blockedUntil.get(digest(key));
    const seconds = ((until ?? 0) - clock.now().getTime()) / 1000;
    if (seconds > 0) throw new TooManyRequests(seconds, 'temporarily_unavailable');
  }

  return {
    refuseBlocked,
    async count(key) {
      const result = await consume(counter, digest(key));
      if (result.remainingPoints > 0) return;
      blockedUntil.set(digest(key), clock.now().getTime() + result.msBeforeNext);
      if (result.consumedPoints > settings.failures) refuseBlocked(key);
    },
  };
}

interface CountQuery {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** The library rejects with its result when the limit is passed; here both are an answer. */
async function consume(counter: RateLimiterPostgres, key: string): Promise<RateLimiterRes> {
  try {
    return await counter.consume(key);
  } catch (result) {
    if (result instanceof RateLimiterRes) return result;
    throw result;
  }
}

/** Keys hold client ids and addresses; the table holds their digests only. */
function digest(key: string): string {
  return hashToken(key).toString('base64url');
}

import type { Kysely } from 'kysely';
import { LRUCache } from 'lru-cache';
import type { Clock } from '../base/clock.ts';
import { TooManyRequests } from '../base/errors.ts';
import type { Database } from '../schema.ts';
import { countAttempts } from './attempts.ts';
import type { LimitName } from './limits.ts';

/**
 * Slows down a caller that keeps failing. The database counts failures for all servers together. Each server remembers
 * in memory which callers are over the limit, so that successful requests cost no statement.
 */
export interface FailureLimit {
  /** @throws TooManyRequests while the key is blocked */
  refuseBlocked(key: string): void;
  /** Counts a failure. @throws TooManyRequests when the limit is exceeded */
  count(key: string): Promise<void>;
}

/** @param limit its `attempts` is the number of failures allowed */
export function createFailureLimit(db: Kysely<Database>, clock: Clock, limit: LimitName): FailureLimit {
  const blockedUntil = new LRUCache<string, number>({ max: 10_000 });

  function block(key: string, seconds: number): void {
    blockedUntil.set(key, clock.now().getTime() + seconds * 1000);
  }

  return {
    refuseBlocked(key) {
      const seconds = ((blockedUntil.get(key) ?? 0) - clock.now().getTime()) / 1000;
      if (seconds > 0) throw new TooManyRequests(seconds, 'temporarily_unavailable');
    },
    async count(key) {
      try {
        await countAttempts(db, clock.now(), [[limit, key]]);
      } catch (refusal) {
        if (!(refusal instanceof TooManyRequests)) throw refusal;
        block(key, refusal.retryAfterSeconds);
        throw new TooManyRequests(refusal.retryAfterSeconds, 'temporarily_unavailable');
      }
    },
  };
}

import type { ServerResponse } from 'node:http';
import type { Kysely } from 'kysely';
import type { Clock } from '../base/clock.ts';
import { TooManyRequests } from '../base/errors.ts';
import type { Database } from '../schema.ts';
import { tryAttempt } from './attempts.ts';
import type { LimitName } from './limits.ts';

/**
 * Counts a call from a network, and sets the headers `X-RateLimit-Limit`, `X-RateLimit-Remaining` and
 * `X-RateLimit-Reset` (seconds since 1970) on every response.
 * @param network as `networkOf` names it
 * @throws TooManyRequests
 */
export type CountCall = (limit: LimitName, network: string, response: ServerResponse) => Promise<void>;

export function createCallCounter(db: Kysely<Database>, clock: Clock): CountCall {
  return async (limit, network, response) => {
    const now = clock.now();
    const [state] = await tryAttempt(db, now, [[limit, network]]);
    if (!state) return;
    const { attempts, remaining, resetAt, refusedUntil } = state;
    response.setHeader('X-RateLimit-Limit', attempts);
    response.setHeader('X-RateLimit-Remaining', remaining);
    response.setHeader('X-RateLimit-Reset', Math.ceil(resetAt.getTime() / 1000));
    if (refusedUntil)
      throw new TooManyRequests((refusedUntil.getTime() - now.getTime()) / 1000, undefined, {
        detail: limit,
      });
  };
}

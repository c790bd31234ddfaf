import type { Generated } from 'kysely';
import type { BigInteger, Timestamp } from '../db/columns.ts';

/** Counters of the rate limiter; `expire` is in milliseconds since 1970. */
export interface RateLimitTable {
  key: string;
  points: Generated<number>;
  expire: BigInteger | null;
  blocked_until: Timestamp | null;
}

import type { Kysely } from 'kysely';
import type { Database } from '../schema.ts';
import { type ClaimedPeriodicJob, claimPeriodicJob, updatePeriodicJob } from './queries.ts';
import type { Job } from './runner.ts';

export interface PeriodicWork {
  /** Also the key of its row. */
  readonly name: string;
  readonly everyMilliseconds: number;
  run(now: Date): Promise<void>;
}

const leaseMilliseconds = 300_000;
const longestDelay = 600_000;

/**
 * A recurring job that runs on one server at a time. After a failure it runs again sooner, the first time
 * after ten seconds.
 */
export function periodicJob(
  db: Kysely<Database>,
  { name, everyMilliseconds, run }: PeriodicWork,
): Job<ClaimedPeriodicJob> {
  const delayTo = (now: Date, milliseconds: number) => new Date(now.getTime() + milliseconds);
  return {
    name,
    width: 1,
    pollMilliseconds: Math.min(everyMilliseconds, 60_000),
    leaseMilliseconds,
    claim: (now, until) => claimPeriodicJob(db, name, now, until),
    async run(piece) {
      await run(piece.claimedAt);
      await updatePeriodicJob(db, piece, {
        availableAt: delayTo(piece.claimedAt, everyMilliseconds),
        attempts: 0,
      });
    },
    retryAt: ({ attempts }, _error, now) =>
      delayTo(now, Math.min(10_000 * 2 ** (attempts - 1), everyMilliseconds, longestDelay)),
    postpone: (piece, again) =>
      updatePeriodicJob(db, piece, { availableAt: again, attempts: piece.attempts }),
    abandon: async () => undefined,
  };
}

import type { Kysely } from 'kysely';
import type { Logger } from '../base/log.ts';
import type { Database } from '../schema.ts';
import { deleteExpired, type ExpiredRows, expiredRows } from './cleanup-queries.ts';
import { periodicJob } from './periodic.ts';

export interface CleanupDependencies {
  readonly db: Kysely<Database>;
  readonly log: Logger;
  /** Called with the number of rows that a run deleted. */
  readonly onDeleted?: (rows: number) => void;
}

export const cleanupMilliseconds = 600_000;

/** Deletes expired rows every ten minutes, on one server at a time. */
export function cleanupJob(deps: CleanupDependencies) {
  return periodicJob(deps.db, {
    name: 'cleanup',
    everyMilliseconds: cleanupMilliseconds,
    async run(now) {
      const deleted = await cleanUp(deps, now);
      deps.onDeleted?.(deleted);
      if (deleted > 0) deps.log.info({ deleted }, 'expired rows deleted');
    },
  });
}

/**
 * Deletes all expired rows. A table that fails does not stop the others.
 * @returns the number of deleted rows
 * @throws AggregateError when tables failed, after all others are done
 */
export async function cleanUp({ db }: Pick<CleanupDependencies, 'db'>, now: Date): Promise<number> {
  const failures: unknown[] = [];
  let deleted = 0;
  for (const rows of expiredRows(now)) {
    deleted += await deleteExpired(db, rows).catch((error: unknown) => {
      failures.push(failureOf(rows, error));
      return 0;
    });
  }
  if (failures.length > 0) throw new AggregateError(failures, 'expired rows could not be deleted');
  return deleted;
}

function failureOf({ table }: ExpiredRows, cause: unknown): Error {
  return new Error(`expired rows of ${table} could not be deleted`, { cause });
}

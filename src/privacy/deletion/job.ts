import { systemActor } from '../../base/actor.ts';
import type { Logger } from '../../base/log.ts';
import { periodicJob } from '../../jobs/periodic.ts';
import { type DeletionDependencies, eraseAccount } from './acts.ts';
import { listDueDeletions } from './queries.ts';

const batchSize = 100;

export interface ErasureDependencies extends DeletionDependencies {
  readonly log: Logger;
}

/** Every ten minutes, on one server at a time, erases the accounts that are due. */
export function erasureJob(deps: ErasureDependencies) {
  return periodicJob(deps.db, {
    name: 'erasure',
    everyMilliseconds: 600_000,
    async run(now) {
      const erased = await eraseDueAccounts(deps, now);
      if (erased > 0) deps.log.info({ erased }, 'accounts erased');
    },
  });
}

/**
 * Erases the accounts whose grace period is over, each in its own transaction.
 * @returns how many were erased
 */
export async function eraseDueAccounts(deps: ErasureDependencies, now: Date): Promise<number> {
  let erased = 0;
  for (const username of await listDueDeletions(deps.db, now, batchSize)) {
    try {
      if (await eraseAccount(deps, systemActor(now), username)) erased += 1;
    } catch (error) {
      deps.log.error({ err: error }, 'an account could not be erased');
    }
  }
  return erased;
}

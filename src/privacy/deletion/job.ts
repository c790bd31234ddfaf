import { systemActor } from '../../base/actor.ts';
import type { Logger } from '../../base/log.ts';
import { periodicJob } from '../../jobs/periodic.ts';
import { type DeletionDependencies, eraseAccount } from './acts.ts';
import { listDueDeletions } from './queries.ts';

const batchSize = 100;

export interface ErasureDependencies extends DeletionDependencies {
  readonly log: Logger;
}

/** Erases every ten minutes what is due, on one server at a time. */
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
 * Erases the accounts whose days of grace are over, each by itself.
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

import { Counter, Gauge, type Registry } from 'prom-client';
import type { Clock } from '../base/clock.ts';
import { packageVersion } from '../base/version.ts';
import type { JobOutcome } from '../jobs/runner.ts';

/** The counters that other parts of the server increment. */
export interface Counters {
  /**
   * Counts a request at the token endpoint.
   * @param grant the `grant_type` if it is known, otherwise `other`
   * @param result `ok`, or the error code
   */
  countGrant(grant: string, result: string): void;
  /** Counts a finished run of a background job. */
  countRun(job: string, outcome: JobOutcome): void;
  countDeletedRows(rows: number): void;
  /** Counts a lookup in the cache of verified tokens. */
  countTokenLookup(isHit: boolean): void;
}

export function createCounters(register: Registry, clock: Clock): Counters {
  const registers = [register];
  const build = new Gauge({
    name: 'iyo_build_info',
    help: 'Always 1; the label has the version.',
    labelNames: ['version'],
    aggregator: 'first',
    registers,
  });
  build.set({ version: packageVersion }, 1);
  const deleted = new Counter({
    name: 'iyo_cleanup_rows_total',
    help: 'Expired rows that this server deleted.',
    registers,
  });
  return {
    ...grantsAndLookups(registers),
    countRun: runCounter(registers, clock),
    countDeletedRows: (rows) => deleted.inc(rows),
  };
}

function grantsAndLookups(registers: Registry[]): Pick<Counters, 'countGrant' | 'countTokenLookup'> {
  const grants = new Counter({
    name: 'iyo_token_grants_total',
    help: 'Requests at the token endpoint by grant type and result (ok, or the code of the error).',
    labelNames: ['grant', 'result'],
    registers,
  });
  const lookups = new Counter({
    name: 'iyo_cache_lookups_total',
    help: 'Cache lookups by result (hit, miss).',
    labelNames: ['cache', 'result'],
    registers,
  });
  return {
    countGrant: (grant, result) => grants.inc({ grant, result }),
    countTokenLookup: (isHit) => lookups.inc({ cache: 'verified_tokens', result: isHit ? 'hit' : 'miss' }),
  };
}

function runCounter(registers: Registry[], clock: Clock): Counters['countRun'] {
  const runs = new Counter({
    name: 'iyo_job_runs_total',
    help: 'Runs of background jobs by outcome (done, postponed, abandoned).',
    labelNames: ['job', 'outcome'],
    registers,
  });
  const successes = new Gauge({
    name: 'iyo_job_last_success_timestamp_seconds',
    help: 'When this server last completed a background job; 0 before the first time.',
    labelNames: ['job'],
    aggregator: 'max',
    registers,
  });
  for (const job of ['cleanup', 'erasure']) successes.set({ job }, 0);
  return (job, outcome) => {
    runs.inc({ job, outcome });
    if (outcome === 'done') successes.set({ job }, clock.now().getTime() / 1000);
  };
}

import type { Pgbench } from './pgbench.ts';
import type { Table } from './report.ts';
import type { Effort } from './rounds.ts';
import type { Seed } from './seed.ts';

/** What all comparisons share. */
export interface Surroundings {
  readonly seed: Seed;
  readonly effort: Effort;
  /** Prefix for the command line of a server, to pin it to a core. */
  readonly prefix: readonly string[];
  /** undefined where it is not installed. */
  readonly pgbench: Pgbench | undefined;
  print(text: string): void;
  /** How tables are printed. */
  readonly table: Table;
}

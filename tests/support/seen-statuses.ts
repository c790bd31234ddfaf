import { appendFileSync, existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { routes } from '../../generated/routes.ts';

/** Statuses returned by applications under test, collected over all test files of a run. */

const variable = 'IYO_TEST_SEEN_STATUSES';

/** Called once, before the first test file. */
export function startGathering(): void {
  process.env[variable] = join(mkdtempSync(join(tmpdir(), 'iyo-seen-')), 'statuses.txt');
}

/** Statuses returned by one application. */
export interface SeenStatuses {
  add(operation: string, status: number): void;
  /** Adds them to those of the run; called when the application is closed. */
  save(): void;
}

export function createSeenStatuses(): SeenStatuses {
  const seen = new Set<string>();
  return {
    add: (operation, status) => void seen.add(`${operation} ${status}`),
    save() {
      const file = process.env[variable];
      if (file && seen.size > 0) appendFileSync(file, `${[...seen].join('\n')}\n`);
    },
  };
}

/** A declared status that did not occur in any test. */
export interface UnseenStatus {
  readonly operation: string;
  readonly status: number;
}

export interface Coverage {
  readonly declared: number;
  readonly unseen: readonly UnseenStatus[];
}

/** Compares the statuses of this run with those that the contract declares. */
export function contractCoverage(): Coverage {
  const file = process.env[variable];
  const seen = new Set(file && existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []);
  const declared = routes.flatMap(({ operation, statuses }) =>
    statuses.map((status) => ({ operation, status })),
  );
  return {
    declared: declared.length,
    unseen: declared.filter(({ operation, status }) => !seen.has(`${operation} ${status}`)),
  };
}

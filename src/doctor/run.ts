import { setTimeout as sleep } from 'node:timers/promises';
import { describeFailure } from '../base/failure.ts';
import { type CheckName, type Finding, finding } from './finding.ts';

/** One check. If it throws, that becomes a finding. */
export interface Check {
  readonly name: CheckName;
  run(): Promise<readonly Finding[]> | readonly Finding[];
}

/**
 * Runs all checks at once.
 * @param limitMs how long each may take; a check that takes longer counts as failed
 */
export async function runChecks(checks: readonly Check[], limitMs: number): Promise<Finding[]> {
  const found = await Promise.all(checks.map((check) => withTimeLimit(check, limitMs)));
  return found.flat();
}

async function withTimeLimit({ name, run }: Check, limitMs: number): Promise<readonly Finding[]> {
  const done = new AbortController();
  const tooLate = sleep(limitMs, undefined, { signal: done.signal }).then(
    () => [finding(name, 'timedOut', { seconds: limitMs / 1000 })],
    () => [],
  );
  try {
    return await Promise.race([run(), tooLate]);
  } catch (error) {
    return [finding(name, 'checkFailed', { reason: describeFailure(error) })];
  } finally {
    done.abort();
  }
}

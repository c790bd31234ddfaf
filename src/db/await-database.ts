import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseHandle } from './connection.ts';
import { outageOf } from './pg-errors.ts';

export interface WaitSettings {
  /** How long to wait for the database, in milliseconds. */
  readonly limitMs: number;
  /** Called with the kind of outage when waiting begins, and then every ten seconds. */
  readonly onWaiting: (outage: string) => void;
  /** Aborts the waiting. */
  readonly stopping: AbortSignal;
}

const pauseMs = 500;
const noticeEvery = 20;

/**
 * Waits until the database answers and accepts writes, since a server and its database are often started
 * together.
 * @throws the last error when the time is over; at once an error that waiting cannot fix, such as a wrong
 * password
 */
export async function awaitDatabase(database: DatabaseHandle, settings: WaitSettings): Promise<void> {
  const end = Date.now() + settings.limitMs;
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await database.ping();
    } catch (error) {
      const outage = isPassing(error) ? outageOf(error) : undefined;
      if (outage === undefined || Date.now() >= end) throw error;
      if (attempt % noticeEvery === 0) settings.onWaiting(outage);
      await sleep(pauseMs, undefined, { signal: settings.stopping });
    }
  }
}

/**
 * Whether waiting may help. It does not when the cause is permanent, such as a wrong password or a missing
 * database.
 */
function isPassing(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause === error || outageOf(cause) !== undefined;
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseHandle } from './connection.ts';
import { outageOf } from './pg-errors.ts';

export interface WaitSettings {
  /** How long the database may take to come up, in milliseconds. */
  readonly limitMs: number;
  /** Called with the kind of outage when waiting begins, and every ten seconds. */
  readonly onWaiting: (outage: string) => void;
  /** Ends the waiting. */
  readonly stopping: AbortSignal;
}

const pauseMs = 500;
const noticeEvery = 20;

/**
 * Waits until the database answers and takes writes: a server and its database are often started at the same time.
 * @throws the last error when the limit is over; an error that waiting cannot cure, such as a wrong password, at once
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

/** A refused password or a database that does not exist has a state of its own below the general outage. */
function isPassing(error: unknown): boolean {
  const cause = error instanceof Error && error.cause !== undefined ? error.cause : error;
  return cause === error || outageOf(cause) !== undefined;
}

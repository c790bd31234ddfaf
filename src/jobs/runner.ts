import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import { createWorkerPool } from './worker-pool.ts';

/**
 * One kind of background work, with its pieces in a table. Several servers can work on the same table: a
 * claim reserves a piece for one of them until the lease ends.
 */
export interface Job<Piece extends { readonly attempts: number }> {
  /** The name of the job in the log. */
  readonly name: string;
  /** How many pieces each server may work on at once. */
  readonly width: number;
  readonly pollMilliseconds: number;
  /** After this time, other servers may claim the piece, since the server that claimed it must have died. */
  readonly leaseMilliseconds: number;
  /** Claims the piece that has been due longest and counts the attempt. Concurrent calls never get the same piece. */
  claim(now: Date, until: Date): Promise<Piece | undefined>;
  /** Does the work and records in the table that it is done. */
  run(piece: Piece, closing: AbortSignal): Promise<void>;
  /** When to retry a failed piece; undefined means that it is abandoned. */
  retryAt(piece: Piece, error: unknown, now: Date): Date | undefined;
  postpone(piece: Piece, again: Date, error: unknown): Promise<void>;
  abandon(piece: Piece, now: Date, error: unknown): Promise<void>;
  /** Returns a piece whose work was aborted because the server stops. Left out for work that is never aborted. */
  release?(piece: Piece): Promise<void>;
  /** Details of a piece for the log, besides the job and the attempts. */
  describe?(piece: Piece, error: unknown): Readonly<Record<string, unknown>>;
}

export interface JobRunner {
  /** Signals that there may be work. */
  wake(): void;
  /** Resolves when everything that was due has succeeded or failed. */
  settled(): Promise<void>;
  /** Starts to look regularly for due pieces: retries, and those of servers that died. */
  start(): void;
  /** Starts nothing new and waits for running work. */
  close(): Promise<void>;
}

/** The result of one run of a job. */
export type JobOutcome = 'done' | 'postponed' | 'abandoned';

export interface JobRunnerDependencies {
  readonly clock: Clock;
  readonly log: Logger;
  /** Called after each run with the name of its job. */
  readonly onRun?: ((job: string, outcome: JobOutcome) => void) | undefined;
}

/** The loop behind all background work: claim, run, retry with growing delays, abandon. */
export function createJobRunner<Piece extends { readonly attempts: number }>(
  { clock, log, onRun }: JobRunnerDependencies,
  job: Job<Piece>,
): JobRunner {
  const closing = new AbortController();
  let timer: NodeJS.Timeout | undefined;

  async function findNext(): Promise<(() => Promise<void>) | undefined> {
    const now = clock.now();
    const piece = await job.claim(now, new Date(now.getTime() + job.leaseMilliseconds));
    return piece && (() => attempt(piece));
  }

  async function attempt(piece: Piece): Promise<void> {
    try {
      await job.run(piece, closing.signal);
      onRun?.(job.name, 'done');
    } catch (error) {
      if (closing.signal.aborted && job.release) return job.release(piece);
      await afterFailure(piece, error);
    }
  }

  async function afterFailure(piece: Piece, error: unknown): Promise<void> {
    const again = job.retryAt(piece, error, clock.now());
    const line = { err: error, job: job.name, attempts: piece.attempts, ...job.describe?.(piece, error) };
    if (again) {
      log.warn({ ...line, again }, 'job postponed');
      onRun?.(job.name, 'postponed');
      return job.postpone(piece, again, error);
    }
    log.error(line, 'job abandoned');
    onRun?.(job.name, 'abandoned');
    await job.abandon(piece, clock.now(), error);
  }

  const pool = createWorkerPool({
    width: job.width,
    findNext,
    onError: (error) => log.warn({ err: error, job: job.name }, 'jobs delayed'),
  });
  return {
    wake: pool.wake,
    settled: pool.settled,
    start() {
      pool.wake();
      timer = setInterval(pool.wake, job.pollMilliseconds).unref();
    },
    close() {
      clearInterval(timer);
      closing.abort();
      return pool.close();
    },
  };
}

/** Combines several runners into one. */
export function joinRunners(runners: readonly JobRunner[]): JobRunner {
  return {
    wake: () => {
      for (const runner of runners) runner.wake();
    },
    settled: async () => void (await Promise.all(runners.map((runner) => runner.settled()))),
    start: () => {
      for (const runner of runners) runner.start();
    },
    close: async () => void (await Promise.all(runners.map((runner) => runner.close()))),
  };
}

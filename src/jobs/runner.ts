import type { Clock } from '../base/clock.ts';
import type { Logger } from '../base/log.ts';
import { createWorkerPool } from './worker-pool.ts';

/**
 * One kind of background work, whose pieces lie in a table. Any number of servers may work on the same table: a claim
 * holds a piece for one of them, until the lease ends.
 */
export interface Job<Piece extends { readonly attempts: number }> {
  /** As the log names it. */
  readonly name: string;
  /** How many pieces may be under way at once, for each server. */
  readonly width: number;
  readonly pollMilliseconds: number;
  /** After this time other servers may take a piece: the server that claimed it must have died. */
  readonly leaseMilliseconds: number;
  /** Takes the piece that has been due for longest and counts the attempt. No other call gets the same one. */
  claim(now: Date, until: Date): Promise<Piece | undefined>;
  /** Does the work, and notes in the table that it is done. */
  run(piece: Piece, closing: AbortSignal): Promise<void>;
  /** When a failed piece is tried again; undefined when it is abandoned. */
  retryAt(piece: Piece, error: unknown, now: Date): Date | undefined;
  postpone(piece: Piece, again: Date, error: unknown): Promise<void>;
  abandon(piece: Piece, now: Date, error: unknown): Promise<void>;
  /** Hands back a piece whose work was broken off because the server stops; left out by work that is never broken off. */
  release?(piece: Piece): Promise<void>;
  /** What the log says of a piece, beside the job and its attempts. */
  describe?(piece: Piece, error: unknown): Readonly<Record<string, unknown>>;
}

export interface JobRunner {
  /** Tells that there may be something to do. */
  wake(): void;
  /** Resolves when everything that was due is done or has failed for now. */
  settled(): Promise<void>;
  /** Looks now and then for pieces to try again, and for those of servers that died. */
  start(): void;
  /** Begins nothing new and waits for what is under way. */
  close(): Promise<void>;
}

/** How a run of a job ended. */
export type JobOutcome = 'done' | 'postponed' | 'abandoned';

export interface JobRunnerDependencies {
  readonly clock: Clock;
  readonly log: Logger;
  /** Sees each run that ended, by the name of its job. */
  readonly onRun?: ((job: string, outcome: JobOutcome) => void) | undefined;
}

/** The one loop of all background work: claim, run, try again later with growing delays, abandon. */
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
    onError: (error) => log.warn({ err: error, job: job.name }, 'jobs must wait'),
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

/** Several runners as one. */
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

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../base/log.ts';
import type { Figures, WakeMessage } from './messages.ts';
import { type Ending, type RunningWorker, startWorker } from './running-worker.ts';

export interface SupervisorSettings {
  readonly count: number;
  readonly log: Logger;
  /** How long all workers together may take to end after that. */
  readonly limitMs: number;
  /** Called once, when workers end again and again. */
  readonly onCrashLoop: () => void;
}

/** Keeps a number of workers running. The first one does the background work. */
export interface Supervisor {
  /** Starts all workers. @returns the address they listen on. @throws Error why a worker cannot start */
  start(): Promise<string>;
  /** How many workers there are, and how many were started in the place of one that ended. */
  state(): { readonly running: number; readonly restarts: number };
  /** The figures of the workers that are ready. */
  figures(): Promise<readonly Figures[]>;
  /** No worker is ready any more, but all answer; from now on none takes the place of one that ends. */
  drain(): void;
  /**
   * The workers end, one after the other, the first one last.
   * @throws Error when that takes longer than the limit, or a worker does not end well
   */
  end(): Promise<void>;
}

/** Between the end of a worker and the start of the next in its place, doubled with each failure. */
const shortestPauseMs = 100;
const longestPauseMs = 10_000;
/** What ends a worker after this time is not its start. */
const longLifeMs = 60_000;
const failuresAtMost = 6;
/** Requests in flight get this long, as in a server of one process. */
const graceMs = 10_000;

export function createSupervisor(settings: SupervisorSettings): Supervisor {
  const { count, log, limitMs } = settings;
  const numbers = Array.from({ length: count }, (_none, index) => index + 1);
  const workers = new Map<number, RunningWorker>();
  const pauses = new Set<NodeJS.Timeout>();
  let isStopping = false;
  let failures = 0;
  let restarts = 0;

  const tellJobs = (message: WakeMessage) => workers.get(1)?.tell(message);

  function begin(number: number): RunningWorker {
    const worker = startWorker(number, tellJobs);
    workers.set(number, worker);
    void worker.ended.then(() => workers.delete(number));
    return worker;
  }

  /** Another worker takes the place of one that ended, unless that happens again and again. */
  function keep(worker: RunningWorker): void {
    void worker.ended.then((ending) => {
      if (!isStopping) replace(worker.number, ending);
    });
  }

  function replace(number: number, { exitCode, signal, livedMs }: Ending): void {
    failures = livedMs >= longLifeMs ? 1 : failures + 1;
    const line = { worker: number, exitCode, signal };
    if (failures === failuresAtMost) {
      log.fatal(line, `workers end again and again: ${failures} in a row lived less than a minute`);
      settings.onCrashLoop();
    }
    if (failures >= failuresAtMost) return;
    const pauseMs = Math.min(shortestPauseMs * 2 ** (failures - 1), longestPauseMs);
    log.error({ ...line, pauseMs }, 'a worker ended and is being replaced');
    const pause = setTimeout(() => {
      pauses.delete(pause);
      restarts += 1;
      keep(begin(number));
    }, pauseMs);
    pauses.add(pause);
  }

  function beginToStop(): void {
    isStopping = true;
    for (const pause of pauses) clearTimeout(pause);
  }

  async function endAll(): Promise<void> {
    const last = [...workers.values()].sort((a, b) => b.number - a.number);
    const betweenMs = Math.max(0, limitMs - graceMs) / Math.max(1, last.length - 1);
    for (const worker of last) {
      worker.end();
      await Promise.race([worker.ended, sleep(betweenMs, undefined, { ref: false })]);
    }
    const endings = await Promise.all(last.map(({ ended }) => ended));
    if (endings.some(({ wasReady, exitCode }) => wasReady && exitCode !== 0))
      throw new Error('a worker ended with an error');
  }

  return {
    state: () => ({ running: workers.size, restarts }),
    async figures() {
      const all = await Promise.all([...workers.values()].map((worker) => worker.figures()));
      return all.filter((figures) => figures !== undefined);
    },
    async start() {
      const started = numbers.map(begin);
      const urls = await Promise.all(started.map(({ ready }) => ready));
      started.forEach(keep);
      return urls[0] ?? '';
    },
    drain() {
      beginToStop();
      for (const worker of workers.values()) worker.tell({ kind: 'drain' });
    },
    async end() {
      beginToStop();
      const tooLate = setTimeout(() => {
        for (const worker of workers.values()) worker.kill();
      }, limitMs);
      await endAll().finally(() => clearTimeout(tooLate));
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from '../base/log.ts';
import type { MetricValues, WakeMessage } from './messages.ts';
import { type RunningWorker, startWorker, type WorkerExit } from './running-worker.ts';

export interface SupervisorSettings {
  readonly count: number;
  readonly log: Logger;
  /** How long all workers together may take to exit after that. */
  readonly limitMs: number;
  /** Called once when workers keep ending. */
  readonly onCrashLoop: () => void;
}

/** Keeps a number of workers running. The first one runs the background jobs. */
export interface Supervisor {
  /** Starts all workers. @returns the URL they listen at @throws Error why a worker cannot start */
  start(): Promise<string>;
  /** The number of workers, and how many were started to replace another. */
  state(): { readonly running: number; readonly restarts: number };
  /** The metrics of the workers that are ready. */
  metricValues(): Promise<readonly MetricValues[]>;
  /** All workers report that they are not ready, but still answer. From now on, workers that end are not replaced. */
  drain(): void;
  /**
   * Ends the workers one after another, the first one last.
   * @throws Error when that takes longer than the limit, or a worker exits with an error
   */
  end(): Promise<void>;
}

/** The pause before a worker is replaced; it doubles with each failure. */
const shortestPauseMs = 100;
const longestPauseMs = 10_000;
/** A worker that lived this long did not fail because of its start. */
const longLifeMs = 60_000;
const failuresAtMost = 6;
/** How long requests in progress may take, as in a single-process server. */
const graceMs = 10_000;

export function createSupervisor(settings: SupervisorSettings): Supervisor {
  const { count, log, limitMs } = settings;
  const numbers = Array.from({ length: count }, (_none, index) => index + 1);
  const workers = new Map<number, RunningWorker>();
  const pauses = new Set<NodeJS.Timeout>();
  let isStopping = false;
  let failures = 0;
  let restarts = 0;

  const tellJobs = (message: WakeMessage) => workers.get(1)?.send(message);

  function begin(number: number): RunningWorker {
    const worker = startWorker(number, tellJobs);
    workers.set(number, worker);
    void worker.ended.then(() => workers.delete(number));
    return worker;
  }

  /** Replaces a worker that ends, unless workers keep ending. */
  function keep(worker: RunningWorker): void {
    void worker.ended.then((ending) => {
      if (!isStopping) replace(worker.number, ending);
    });
  }

  function replace(number: number, { exitCode, signal, livedMs }: WorkerExit): void {
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
    async metricValues() {
      const all = await Promise.all([...workers.values()].map((worker) => worker.metricValues()));
      return all.filter((metricValues) => metricValues !== undefined);
    },
    async start() {
      const started = numbers.map(begin);
      const urls = await Promise.all(started.map(({ ready }) => ready));
      started.forEach(keep);
      return urls[0] ?? '';
    },
    drain() {
      beginToStop();
      for (const worker of workers.values()) worker.send({ kind: 'drain' });
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

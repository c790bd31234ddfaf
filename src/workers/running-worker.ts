import cluster, { type Worker } from 'node:cluster';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorOf, type FromWorker, type MetricValues, type ToWorker, type WakeMessage } from './messages.ts';

/** The environment variable with the number of a worker. */
export const numberVariable = 'ITSYOUONLINE_WORKER';

/** A worker process. Its number passes on to the worker that replaces it. */
export interface RunningWorker {
  readonly number: number;
  /** Resolves to the URL it listens at. @throws Error why it could not start */
  readonly ready: Promise<string>;
  readonly ended: Promise<WorkerExit>;
  /** Sends a message once the worker is ready; does nothing after it has ended. */
  send(message: ToWorker): void;
  /** Lets the worker finish its requests and exit. A worker that is not ready has none and is killed. */
  end(): void;
  /** Its metrics; undefined when it is not ready or does not answer. */
  metricValues(): Promise<MetricValues | undefined>;
  kill(): void;
}

/** How a worker ended. */
export interface WorkerExit {
  readonly exitCode: number | null;
  readonly signal: string | null;
  readonly wasReady: boolean;
  /** How long it was ready, in milliseconds. */
  readonly livedMs: number;
}

/** How long to wait for metrics. */
const metricsTimeoutMs = 2_000;

/** Starts a worker. @param onWake called when it has work for the worker that runs the background jobs */
export function startWorker(number: number, onWake: (message: WakeMessage) => void): RunningWorker {
  // JSON would lose metrics that are not finite numbers.
  cluster.setupPrimary({ serialization: 'advanced' });
  const worker = cluster.fork({ [numberVariable]: String(number) });
  const waiting = new Set<(metricValues: MetricValues) => void>();
  worker.on('message', (message: FromWorker) => {
    if (message.kind === 'wake') onWake(message);
    if (message.kind !== 'metrics') return;
    for (const resolve of waiting) resolve(message.metricValues);
    waiting.clear();
  });
  const start = followStart(worker, number);
  const send = (message: ToWorker) => {
    if (worker.isConnected()) worker.send(message);
  };
  const kill = () => void worker.process.kill('SIGKILL');
  return {
    number,
    ready: start.ready,
    ended: exitOf(worker, start.readyAt),
    kill,
    send: (message) => void start.ready.then(() => send(message)).catch(() => undefined),
    end: () => (start.readyAt() === undefined ? kill() : send({ kind: 'end' })),
    async metricValues() {
      if (start.readyAt() === undefined) return undefined;
      const values = new Promise<MetricValues>((resolve) => void waiting.add(resolve));
      send({ kind: 'metrics' });
      return Promise.race([values, sleep(metricsTimeoutMs, undefined, { ref: false })]);
    },
  };
}

interface Start {
  readonly ready: Promise<string>;
  /** When it became ready, as `performance.now`. */
  readyAt(): number | undefined;
}

function followStart(worker: Worker, number: number): Start {
  let readyAt: number | undefined;
  const ready = new Promise<string>((resolve, reject) => {
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'failed') reject(errorOf(message.problem));
      if (message.kind !== 'ready') return;
      readyAt = performance.now();
      resolve(message.url);
    });
    worker.once('exit', (code, signal) => reject(new Error(`worker ${number} ended with ${signal ?? code}`)));
  });
  // For a worker that replaces another, only its end is awaited.
  ready.catch(() => undefined);
  return { ready, readyAt: () => readyAt };
}

function exitOf(worker: Worker, readyAt: Start['readyAt']): Promise<WorkerExit> {
  return new Promise((resolve) => {
    worker.once('exit', (exitCode: number | null, signal: string | null) => {
      const since = readyAt();
      const livedMs = since === undefined ? 0 : performance.now() - since;
      resolve({ exitCode, signal, wasReady: since !== undefined, livedMs });
    });
  });
}

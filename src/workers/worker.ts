import cluster from 'node:cluster';
import type { App, OtherProcess } from '../app.ts';
import { exitUnlessStopped } from '../base/exit.ts';
import { createLog, type Logger } from '../base/log.ts';
import { readConfig } from '../base/read-config.ts';
import { type RunningServer, startWorkerServer } from '../server.ts';
import { type FromWorker, type MetricValues, problemOf, type ToWorker } from './messages.ts';
import { numberVariable } from './running-worker.ts';

type Variables = Readonly<Record<string, string | undefined>>;

/** Answers requests until the primary process tells it to end, or is gone. */
export async function runWorker(variables: Variables): Promise<void> {
  const number = Number(variables[numberVariable]);
  const config = readConfig(variables);
  const log = createLog(config.log).child({ worker: number });
  ignoreSignals();
  try {
    const jobsElsewhere = number === 1 ? undefined : firstWorker;
    const { app, ...server } = await startWorkerServer(config, log, jobsElsewhere);
    listenToPrimary(app, server, log);
    send({ kind: 'ready', url: server.url });
  } catch (error) {
    send({ kind: 'failed', problem: problemOf(error) });
    leave();
  }
}

function listenToPrimary(app: App, server: RunningServer, log: Logger): void {
  process.on('message', (message: ToWorker) => {
    if (message.kind === 'wake') app.wake(message.job);
    if (message.kind === 'drain') void server.drain();
    if (message.kind === 'metrics') void app.metrics.metricValues().then(sendMetrics);
    if (message.kind === 'end') void end(server, log);
  });
}

/** Signals go to all processes of a terminal or service. The primary process tells each worker when to end. */
function ignoreSignals(): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => undefined);
}

const firstWorker: OtherProcess = { wake: (job) => send({ kind: 'wake', job }) };

const sendMetrics = (metricValues: MetricValues) => send({ kind: 'metrics', metricValues });

function send(message: FromWorker): void {
  if (process.connected) process.send?.(message);
}

async function end(server: RunningServer, log: Logger): Promise<void> {
  await exitUnlessStopped(server.end(), log);
  leave();
}

/** Without its connection to the primary process, nothing keeps this process running. */
function leave(): void {
  cluster.worker?.disconnect();
}

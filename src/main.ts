import cluster from 'node:cluster';
import { systemClock } from './base/clock.ts';
import type { Config } from './base/config.ts';
import { exitUnlessStopped } from './base/exit.ts';
import { createLog, type Logger } from './base/log.ts';
import { readConfig } from './base/read-config.ts';
import { createSealing } from './crypto/sealing.ts';
import type { RunningServer } from './server.ts';

export interface RunOptions {
  /** The environment with the settings. */
  readonly variables: Readonly<Record<string, string | undefined>>;
  /** Whether to fill an empty database with demo data, in development and on loopback only. */
  readonly demo: boolean;
}

/**
 * Starts a server in one process or with workers, and runs it until SIGTERM or SIGINT. Workers are started
 * with the same command, so they come through here too.
 * @throws ConfigError, and any error that prevents the start
 */
export async function run({ variables, demo }: RunOptions): Promise<void> {
  if (cluster.isWorker) return (await import('./workers/worker.ts')).runWorker(variables);
  const config = readConfig(variables);
  const log = createLog(config.log);
  for (const name of config.ignoredVariables) log.warn(`${name} is not a setting of this server`);
  const stopping = new AbortController();
  listenToSignals(stopping, log);
  const server = await start(config, log, stopping).catch((error: unknown) => {
    if (stopping.signal.aborted) return undefined;
    throw error;
  });
  if (!server || stopping.signal.aborted) return exitUnlessStopped(server?.close(), log);
  stopping.signal.addEventListener('abort', () => void exitUnlessStopped(server.close(), log));
  if (demo) process.stdout.write(await demoText(config, server, log, stopping.signal));
  if (stopping.signal.aborted) return;
  const workers = config.workers > 1 && { workers: config.workers };
  log.info({ url: server.url, database: server.database.kind, mode: config.mode, ...workers }, 'ready');
}

/** Starts one process or several. Each loads only the modules that it needs. */
async function start(config: Config, log: Logger, stopping: AbortController): Promise<RunningServer> {
  if (config.workers === 1) return (await import('./server.ts')).startServer(config, log, stopping.signal);
  return (await import('./workers/primary.ts')).startPrimary(config, log, stopping.signal, () => {
    process.exitCode = 1;
    stopping.abort();
  });
}

async function demoText(
  config: Config,
  server: RunningServer,
  log: Logger,
  stopping: AbortSignal,
): Promise<string> {
  const { offerDemoData } = await import('./demo/offer.ts');
  const sealing = createSealing(server.encryptionKeys);
  const { db } = server.database;
  try {
    return await offerDemoData({ config, db, sealing, now: systemClock.now(), url: server.url }, log);
  } catch (error) {
    if (!stopping.aborted) log.error({ err: error }, 'demo data could not be created');
    return '';
  }
}

/** The first signal lets the server finish its work; a second one ends the process at once. */
function listenToSignals(stopping: AbortController, log: Logger): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const)
    process.once(signal, () => {
      log.info({ signal }, 'stopping');
      stopping.abort();
    });
}

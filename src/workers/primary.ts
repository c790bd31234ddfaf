import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../base/config.ts';
import type { Logger } from '../base/log.ts';
import { prepareDatabase } from '../preparation.ts';
import type { RunningServer } from '../server.ts';
import { createSupervisor, type Supervisor } from './supervisor.ts';

/**
 * Prepares the database and starts workers, which share one port. This process answers nothing itself except the
 * metrics of all workers.
 * @param stopping aborts the start
 * @param onCrashLoop called when workers keep ending
 * @throws Error with a message for the operator when the server cannot start
 */
export async function startPrimary(
  config: Config,
  log: Logger,
  stopping: AbortSignal,
  onCrashLoop: () => void,
): Promise<RunningServer> {
  const { database, encryptionKeys } = await prepareDatabase(config, log, stopping);
  const { drainSeconds, limitSeconds } = config.stop;
  const supervisor = createSupervisor({
    count: config.workers,
    log,
    limitMs: limitSeconds * 1000,
    onCrashLoop,
  });
  const endMetrics = await showMetrics(config, log, supervisor);
  async function end(): Promise<void> {
    await supervisor.end().finally(() => Promise.all([endMetrics(), database.close()]));
  }
  async function drain(): Promise<void> {
    supervisor.drain();
    await sleep(drainSeconds * 1000);
  }
  try {
    const url = await Promise.race([supervisor.start(), refuseWhen(stopping)]);
    return { url, database, encryptionKeys, drain, end, close: () => drain().then(end) };
  } catch (error) {
    await end().catch(() => undefined);
    throw error;
  }
}

function refuseWhen(stopping: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    if (stopping.aborted) reject(stopping.reason);
    stopping.addEventListener('abort', () => reject(stopping.reason));
  });
}

/** Loaded only if metrics are configured. */
async function showMetrics(
  { metricsAddress }: Config,
  log: Logger,
  supervisor: Supervisor,
): Promise<() => Promise<void>> {
  if (!metricsAddress) return async () => undefined;
  const { showWorkerMetrics } = await import('./worker-metrics.ts');
  return showWorkerMetrics(metricsAddress, log, supervisor);
}

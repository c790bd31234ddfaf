import type { Config } from '../base/config.ts';
import type { Logger } from '../base/log.ts';
import { allowsDemoData, createDemoData, type DemoDependencies } from './demo-data.ts';
import { demoFile, hasDemoFile } from './demo-file.ts';
import { describeFirstSteps } from './first-steps.ts';

/**
 * Creates demo data if the database is empty, and explains how to use it.
 * @returns text for the operator who started the server; empty when there is nothing to say
 */
export async function offerDemoData(deps: DemoDependencies, log: Logger): Promise<string> {
  const { config } = deps;
  if (!allowsDemoData(config)) {
    log.warn('demo data skipped: it is for development on loopback only (NODE_ENV, HOST)');
    return '';
  }
  const data = await createDemoData(deps);
  if (data) return describeFirstSteps(data, demoFile(config.dataDir));
  return hasDemoFile(config.dataDir) ? reminder(config) : '';
}

function reminder({ dataDir }: Config): string {
  return `\nPasswords and keys of the demo data are in ${demoFile(dataDir)}\n`;
}

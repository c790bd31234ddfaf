import { ConfigError, readConfig } from './config.ts';
import { createLog, type Logger } from './log.ts';
import { type RunningServer, startServer } from './server.ts';

/** Runs a server until SIGTERM or SIGINT. Settings come from the environment. */
export async function run(): Promise<void> {
  const config = readConfig(process.env);
  const log = createLog(config.log);
  const server = await startServer(config, log);
  log.info({ url: server.url, database: server.database.kind, mode: config.mode }, 'ready');
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => stop(server, log, signal));
}

async function stop(server: RunningServer, log: Logger, signal: string): Promise<void> {
  log.info({ signal }, 'stopping');
  try {
    await server.close();
  } catch (error) {
    log.error({ err: error }, 'could not stop cleanly');
    process.exitCode = 1;
  }
}

/** What to tell the person who started a server that cannot start. */
export function startProblem(error: unknown): string {
  if (error instanceof ConfigError) return error.message;
  return `The server could not start: ${error instanceof Error ? error.message : String(error)}`;
}

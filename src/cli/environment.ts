import type { Config } from '../base/config.ts';
import type { DatabaseHandle } from '../db/connection.ts';

/** All that the command line touches outside of itself. Tests put their own in its place. */
export interface Environment {
  readonly variables: Readonly<Record<string, string | undefined>>;
  readonly stdin: AsyncIterable<string | Uint8Array>;
  readonly stdout: Writer;
  readonly stderr: Writer;
  openDatabase(config: Config): Promise<DatabaseHandle>;
}

export interface Writer {
  write(text: string): unknown;
}

/** Those of this process: the only place that reads `process.env`. */
export function processEnvironment(): Environment {
  const { env: variables, stdin, stdout, stderr } = process;
  return { variables, stdin, stdout, stderr, openDatabase };
}

async function openDatabase(config: Config): Promise<DatabaseHandle> {
  const { openConfiguredDatabase } = await import('../preparation.ts');
  const { createLog } = await import('../base/log.ts');
  return openConfiguredDatabase(config, createLog({ level: 'silent', format: 'json' }));
}

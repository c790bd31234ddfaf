import type { Config } from '../base/config.ts';
import type { DatabaseHandle } from '../db/connection.ts';

/** Everything outside the program that the command line uses. Tests pass their own. */
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

/** The environment of this process. No other place reads `process.env`. */
export function processEnvironment(): Environment {
  const { env: variables, stdin, stdout, stderr } = process;
  return { variables, stdin, stdout, stderr, openDatabase };
}

async function openDatabase(config: Config): Promise<DatabaseHandle> {
  const { openConfiguredDatabase } = await import('../preparation.ts');
  const { createLog } = await import('../base/log.ts');
  return openConfiguredDatabase(config, createLog({ level: 'silent', format: 'json' }));
}

import type { Environment } from '../../src/cli/environment.ts';
import { main } from '../../src/cli/main.ts';
import type { TestDatabase } from '../support/database.ts';

export interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly exitCode: number;
}

export interface CommandLine {
  run(...words: string[]): Promise<Outcome>;
  /** `run` with text on standard input. */
  type(stdin: string, ...words: string[]): Promise<Outcome>;
}

export const encryptionKey = Buffer.alloc(32, 9);

/** The command line on a test database, with its own settings. @param key encrypts what it stores */
export function commandLineOn({ handle }: TestDatabase, key = encryptionKey): CommandLine {
  const variables = {
    IYO_DATA_DIR: '/nonexistent',
    IYO_BCRYPT_COST: '4',
    IYO_ENCRYPTION_KEYS: key.toString('base64'),
  };
  // One connection for all commands: a command closes its handle, not the database of the tests.
  const openDatabase = async () => ({ ...handle, close: async () => {} });
  const type = (stdin: string, ...words: string[]) =>
    run(words, { variables, openDatabase, stdin: streamOf(stdin) });
  return { type, run: (...words) => type('', ...words) };
}

/** A command line with these settings and without a database. */
export function runWith(
  variables: Readonly<Record<string, string>>,
  words: readonly string[],
): Promise<Outcome> {
  const openDatabase = async () => {
    throw new Error('no database in this test');
  };
  return run(words, { variables, openDatabase, stdin: streamOf('') });
}

async function run(
  words: readonly string[],
  given: Omit<Environment, 'stdout' | 'stderr'>,
): Promise<Outcome> {
  const stdout: string[] = [];
  const stderr: string[] = [];
  const exitCode = await main(words, {
    ...given,
    stdout: { write: (text) => stdout.push(text) },
    stderr: { write: (text) => stderr.push(text) },
  });
  return { stdout: stdout.join(''), stderr: stderr.join(''), exitCode };
}

async function* streamOf(text: string): AsyncGenerator<string> {
  yield text;
}

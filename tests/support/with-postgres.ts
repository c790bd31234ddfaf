/**
 * Runs a command with TEST_DATABASE_URL set: to the given value, or to a PostgreSQL that lives as long as the command.
 *
 *     tsx tests/support/with-postgres.ts --in-memory npx jest
 *
 * With --in-memory the files of that server stay in memory, which is faster for many small databases.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { startThrowAwayPostgres, type ThrowAwayPostgres } from './throw-away-postgres.ts';

const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

process.exitCode = await main(process.argv.slice(2));

async function main(given: readonly string[]): Promise<number> {
  const inMemory = given[0] === '--in-memory';
  const [program, ...parameters] = inMemory ? given.slice(1) : given;
  if (program === undefined) {
    console.error('usage: tsx tests/support/with-postgres.ts [--in-memory] <command> [argument...]');
    return 2;
  }
  if (process.env.TEST_DATABASE_URL) return run(program, parameters, process.env.TEST_DATABASE_URL);
  return withServer(inMemory, (url) => run(program, parameters, url));
}

async function withServer(inMemory: boolean, work: (url: string) => Promise<number>): Promise<number> {
  const starting = new AbortController();
  const abort = () => starting.abort();
  for (const signal of signals) process.once(signal, abort);
  let server: ThrowAwayPostgres;
  try {
    server = await startThrowAwayPostgres(starting.signal, inMemory);
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return starting.signal.aborted ? 130 : 1;
  }
  for (const signal of signals) process.removeListener(signal, abort);
  try {
    return await work(server.url);
  } finally {
    await server.stop();
  }
}

function run(program: string, parameters: readonly string[], url: string): Promise<number> {
  const child = spawn(program, parameters, {
    stdio: 'inherit',
    env: { ...process.env, TEST_DATABASE_URL: url },
  });
  const forward = signals.map((signal) => ({ signal, listener: () => void child.kill(signal) }));
  for (const { signal, listener } of forward) process.on(signal, listener);
  return ended(child, program).finally(() => {
    for (const { signal, listener } of forward) process.removeListener(signal, listener);
  });
}

/** @returns the exit code that a shell would return */
function ended(child: ChildProcess, program: string): Promise<number> {
  return new Promise((resolve) => {
    child.once('error', (error) => {
      console.error(`${program} cannot be started: ${error.message}`);
      resolve(127);
    });
    child.once('exit', (code, signal) => resolve(code ?? 128 + (signal ? constants.signals[signal] : 0)));
  });
}

import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { acceptsConnections, findServerUser, freePort } from '../support/throw-away-postgres.ts';
import { type RunningProgram, startProgram, until } from './processes.ts';
import { findPrograms } from './programs.ts';
import { theTemplate } from './template.ts';

/** A PostgreSQL server in which faults can be caused. */
export interface Postgres {
  readonly port: number;
  /** URL of its database. */
  readonly url: string;
  /** A fast shutdown: closes connections and writes all data. */
  stop(): Promise<void>;
  /** An immediate shutdown: the next start recovers from the log. */
  crash(): Promise<void>;
  /** Kills all its processes without warning. */
  kill(): Promise<void>;
  /** Starts it again, and waits until it accepts connections. */
  start(): Promise<void>;
  /** Sends a statement over a separate connection. */
  query(text: string): Promise<readonly Record<string, unknown>[]>;
}

export interface PostgresOptions {
  /** Settings of `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string | number>>;
}

/**
 * Starts a server with a copy of the migrated database and Debian's default settings, under which no commit is lost.
 */
export async function startPostgres(options: PostgresOptions = {}): Promise<Postgres> {
  const folder = newFolder('postgres');
  cpSync(theTemplate().data, join(folder, 'data'), { recursive: true, preserveTimestamps: true });
  giveToServer(folder);
  return openPostgres(folder, options);
}

/** Starts a standby that streams from `primary` under the name `standby`. */
export async function startStandby(primary: Postgres): Promise<Postgres> {
  const folder = newFolder('standby');
  giveToServer(folder);
  const from = `host=127.0.0.1 port=${primary.port} user=postgres application_name=standby`;
  const parameters = ['-D', join(folder, 'data'), '-R', '-X', 'stream', '--checkpoint=fast', '-d', from];
  const program = join(findPrograms().postgres, 'pg_basebackup');
  execFileSync(program, parameters, { ...findServerUser(), cwd: folder, stdio: 'pipe' });
  return openPostgres(folder);
}

/** Starts a server on the files in `folder/data`, which belong to the user it runs as. */
export async function openPostgres(
  folder: string,
  { settings = {} }: PostgresOptions = {},
): Promise<Postgres> {
  const port = await freePort();
  const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
  let server: RunningProgram;
  const start = async () => {
    server = startServer(folder, port, settings);
    await until('PostgreSQL answers', () => isUp(server, url));
  };
  const end = async (signal: NodeJS.Signals) => {
    server.signal(signal);
    await server.ended;
  };
  await start();
  return {
    port,
    url,
    start,
    stop: () => end('SIGINT'),
    crash: () => end('SIGQUIT'),
    async kill() {
      for (const pid of [server.pid, ...childrenOf(server.pid)]) process.kill(pid, 'SIGKILL');
      await server.ended;
    },
    query: (text) => query(url, text),
  };
}

function startServer(folder: string, port: number, settings: PostgresOptions['settings']): RunningProgram {
  const places = { port, listen_addresses: '127.0.0.1', unix_socket_directories: folder };
  const options = Object.entries({ ...places, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  return startProgram(join(findPrograms().postgres, 'postgres'), ['-D', join(folder, 'data'), ...options], {
    user: findServerUser(),
    folder,
    lastSignal: 'SIGQUIT',
  });
}

async function isUp(server: RunningProgram, url: string): Promise<boolean> {
  if (!server.isRunning()) throw new Error(`PostgreSQL ended:\n${server.output()}`);
  return acceptsConnections(url);
}

async function query(url: string, text: string): Promise<readonly Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  try {
    return (await client.query(text)).rows;
  } finally {
    await client.end();
  }
}

function childrenOf(pid: number): number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8');
  return text.split(' ').filter(Boolean).map(Number);
}

/** A new folder, removed after all tests. */
export function newFolder(purpose: string): string {
  return mkdtempSync(join(theTemplate().folder, `${purpose}-`));
}

/** When this process is root, PostgreSQL runs as another user and must own its files. */
export function giveToServer(folder: string): void {
  const user = findServerUser();
  if (user) execFileSync('chown', ['-R', `${user.uid}:${user.gid}`, folder]);
}

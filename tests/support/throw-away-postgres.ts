import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

export interface ThrowAwayPostgres {
  readonly url: string;
  /** Stops the server and removes its files. */
  stop(): Promise<void>;
}

export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

/** Trades durability for speed. */
const settings = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=100'];

/**
 * Starts a new, empty PostgreSQL on a free loopback port; installs Debian's package if there is none.
 * @param inMemory whether to keep its files in memory if there is room: for small databases
 * @throws Error with a message for the user at the terminal
 */
export async function startThrowAwayPostgres(
  signal: AbortSignal,
  inMemory: boolean,
): Promise<ThrowAwayPostgres> {
  const binaries = findBinaries() ?? installBinaries();
  const user = findServerUser();
  const folder = mkdtempSync(join(inMemory ? folderInMemory() : tmpdir(), 'iyo-postgres-'));
  if (user) chownSync(folder, user.uid, user.gid);
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (server) await end(server);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const port = await freePort();
    makeCluster(binaries, folder, user);
    server = startServer(binaries, folder, port, user);
    const url = `postgres://postgres@127.0.0.1:${port}/postgres`;
    await answering(url, server, signal);
    return { url, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

const memory = '/dev/shm';
const neededMegabytes = 512;

/** On a disk, creating and dropping a database costs ten times the processor time. */
function folderInMemory(): string {
  try {
    const { bavail, bsize } = statfsSync(memory);
    return (bavail * bsize) / 2 ** 20 >= neededMegabytes ? memory : tmpdir();
  } catch {
    return tmpdir();
  }
}

/** @returns the folder with initdb, postgres and the other required programs */
export function findBinaries(others: readonly string[] = []): string | undefined {
  const needed = ['initdb', 'postgres', ...others];
  const onPath = (process.env.PATH ?? '').split(delimiter);
  return [...onPath, ...debianFolders(), ...configuredFolder()].find(
    (folder) => folder !== '' && needed.every((program) => existsSync(join(folder, program))),
  );
}

/** Debian keeps versions in separate folders, off the PATH; newest first. */
function debianFolders(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(root, version, 'bin'));
}

function configuredFolder(): string[] {
  try {
    return [execFileSync('pg_config', ['--bindir'], { encoding: 'utf8', stdio: 'pipe' }).trim()];
  } catch {
    return [];
  }
}

function installBinaries(): string {
  const asRoot = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  console.error('PostgreSQL is not installed here; installing the package postgresql');
  try {
    execute([...asRoot, 'apt-get', 'update', '-q']);
    execute([
      ...asRoot,
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      'install',
      '-y',
      '-q',
      'postgresql',
    ]);
  } catch (cause) {
    throw new Error(
      'PostgreSQL is not installed and cannot be installed here.\n' +
        'Install it (initdb and postgres must be on the PATH) or set TEST_DATABASE_URL to a server where ' +
        'databases may be created.',
      { cause },
    );
  }
  const folder = findBinaries();
  if (folder === undefined) throw new Error('the package postgresql is installed but has no initdb');
  return folder;
}

function execute([program = '', ...parameters]: readonly string[]): void {
  execFileSync(program, parameters, { stdio: ['ignore', 'ignore', 'inherit'] });
}

/** PostgreSQL refuses to run as root. @returns another user in that case; undefined for the user of this process */
export function findServerUser(): SystemUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    try {
      return { uid: numberOf('-u', name), gid: numberOf('-g', name) };
    } catch {
      // Try the next one.
    }
  }
  throw new Error('PostgreSQL does not run as root, and there is no user postgres or nobody to run it as');
}

function numberOf(option: '-u' | '-g', name: string): number {
  return Number(execFileSync('id', [option, name], { encoding: 'utf8', stdio: 'pipe' }));
}

/** Creates the files of a new, empty PostgreSQL in `folder/data`. */
export function makeCluster(binaries: string, folder: string, user: SystemUser | undefined): void {
  const options = ['--auth=trust', '--username=postgres', '--encoding=UTF8', '--locale=C', '--no-sync'];
  try {
    execFileSync(join(binaries, 'initdb'), ['-D', join(folder, 'data'), ...options], {
      ...user,
      cwd: folder,
      stdio: 'pipe',
      encoding: 'utf8',
    });
  } catch (cause) {
    throw new Error(`initdb failed: ${cause instanceof Error ? cause.message : cause}`, { cause });
  }
}

function startServer(
  binaries: string,
  folder: string,
  port: number,
  user: SystemUser | undefined,
): ChildProcess {
  const places = [`port=${port}`, 'listen_addresses=127.0.0.1', `unix_socket_directories=${folder}`];
  const options = [...settings, ...places].flatMap((setting) => ['-c', setting]);
  // A separate process group, so that Ctrl-C in the terminal does not stop the server before its clients.
  return spawn(join(binaries, 'postgres'), ['-D', join(folder, 'data'), ...options], {
    ...user,
    cwd: folder,
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
}

async function answering(url: string, server: ChildProcess, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + 60_000;
  while (Date.now() < deadline && server.exitCode === null && !signal.aborted) {
    if (await acceptsConnections(url)) return;
    await sleep(50);
  }
  throw new Error(signal.aborted ? 'interrupted' : 'the PostgreSQL for the tests did not start');
}

/** Whether a PostgreSQL accepts connections. */
export async function acceptsConnections(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => {});
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** SIGINT requests a fast shutdown, which closes connections without waiting. */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  server.kill('SIGINT');
  const timer = setTimeout(() => server.kill('SIGKILL'), 20_000);
  await exited;
  clearTimeout(timer);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}

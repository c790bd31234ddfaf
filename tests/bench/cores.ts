import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { sql } from 'kysely';
import { openDatabase } from '../../src/db/connection.ts';

/** Which processor cores are used for what, in the notation of taskset. */
export interface Cores {
  readonly description: string;
  /** Prefix for the command line of a server. */
  readonly serverPrefix: readonly string[];
  release(): void;
}

const serverCore = '0';

/**
 * Servers on the first core; the load generator (this process) and PostgreSQL on the others. Where that is not
 * possible, nothing is pinned, and the description says so.
 */
export async function assignCores(databaseUrl: string): Promise<Cores> {
  const last = cpus().length - 1;
  if (last < 1 || !pin('self', process.pid, `1-${last}`)) {
    return { description: 'nothing is pinned to cores', serverPrefix: [], release: () => {} };
  }
  const database = await postmasterOf(databaseUrl);
  const isPinned = database !== undefined && pin('tree', database, `1-${last}`);
  const where = isPinned ? 'load generator and PostgreSQL' : 'load generator';
  return {
    description: `servers on core ${serverCore}, ${where} on ${last === 1 ? 'core 1' : `cores 1-${last}`}${isPinned ? '' : ', PostgreSQL not pinned'}`,
    serverPrefix: ['taskset', '-c', serverCore],
    release: () => void (isPinned && pin('tree', database, `0-${last}`)),
  };
}

function pin(what: 'self' | 'tree', pid: number, cores: string): boolean {
  const pids = what === 'self' ? [pid] : [pid, ...childrenOf(pid)];
  try {
    for (const each of pids) execFileSync('taskset', ['-acp', cores, String(each)], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

/** Pins each child of a process to a separate core. @returns whether that was possible */
export function pinChildren(pid: number): boolean {
  const children = childrenOf(pid);
  return (
    children.length <= cpus().length && children.every((child, core) => pin('self', child, String(core)))
  );
}

function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);
}

/** The pid of PostgreSQL's main process, if it runs on this machine and its files can be read. */
async function postmasterOf(databaseUrl: string): Promise<number | undefined> {
  const database = await openDatabase({ url: databaseUrl, poolSize: 1 });
  try {
    const { rows } = await sql<{ folder: string }>`select setting as folder from pg_settings
      where name = 'data_directory'`.execute(database.db);
    const pid = Number.parseInt(readFileSync(`${rows[0]?.folder}/postmaster.pid`, 'utf8'), 10);
    return Number.isNaN(pid) ? undefined : pid;
  } catch {
    return undefined;
  } finally {
    await database.close();
  }
}

/** Waits until a process has finished the work deferred from its start. */
export async function settle(pid: number): Promise<void> {
  for (let before = Number.NEGATIVE_INFINITY, now = 0; now - before > 10; ) {
    before = now;
    await new Promise((resolve) => setTimeout(resolve, 300));
    now = processorTime(pid) ?? now;
  }
}

/**
 * Processor time used so far by a process and its children, in milliseconds; undefined where the system does not report
 * it.
 */
export function processorTime(pid: number): number | undefined {
  try {
    const children = childrenOf(pid).map((child) => timeOf(child) ?? 0);
    return children.reduce((sum, time) => sum + time, timeOf(pid) ?? Number.NaN);
  } catch {
    return timeOf(pid);
  }
}

function timeOf(pid: number): number | undefined {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    const nanoseconds = threads.map((thread) =>
      Number.parseInt(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8'), 10),
    );
    return nanoseconds.reduce((sum, time) => sum + time, 0) / 1e6;
  } catch {
    return undefined;
  }
}

/**
 * For each database, the processor time of each process that has served its connections, when last seen: a pool closes
 * idle connections, which ends their processes.
 */
const seenTimes = new Map<string, Map<number, number>>();

/**
 * `processorTime` of the PostgreSQL processes that have served connections to a database; undefined where they run on
 * another machine.
 */
export function databaseProcessorTime(databaseName: string | undefined): number | undefined {
  if (databaseName === undefined) return undefined;
  const times = seenTimes.get(databaseName) ?? new Map<number, number>();
  seenTimes.set(databaseName, times);
  for (const pid of [...times.keys(), ...processesNaming(databaseName)])
    times.set(pid, timeOf(pid) ?? times.get(pid) ?? 0);
  return times.size === 0 ? undefined : [...times.values()].reduce((sum, time) => sum + time, 0);
}

/** The command line of a PostgreSQL process shows the user and the database of its connection. */
function processesNaming(databaseName: string): number[] {
  const numbers = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return numbers.filter((pid) => {
    const line = commandLine(pid);
    return line.startsWith('postgres:') && line.includes(databaseName);
  });
}

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
  } catch {
    return '';
  }
}

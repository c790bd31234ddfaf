import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** The process that holds a lock. Its id alone is not enough, because ids are reused. */
interface Holder {
  readonly pid: number;
  readonly host: string;
  /** When the process started, in a form that depends on the system; empty when unknown. */
  readonly began: string;
  readonly nonce: string;
}

export interface LockFile {
  /** Releases the lock. Calling it twice is harmless. */
  release(): void;
}

/** A holder on another host cannot be checked directly. It shows that it is alive by touching the file. */
const heartbeatMs = 10_000;
const silenceMs = 60_000;

/**
 * Creates `path` to mark that only this process uses the files next to it. The lock of a dead process is
 * taken over.
 * @throws Error naming the holder
 */
export function acquireLockFile(path: string): LockFile {
  const own: Holder = {
    pid: process.pid,
    host: hostname(),
    began: beganAt(process.pid),
    nonce: randomUUID(),
  };
  for (let attempt = 0; attempt < 5; attempt += 1) {
    if (createFile(path, own)) return keep(path, own);
    const holder = readHolder(path);
    if (holder && isAlive(holder, path)) throw new Error(refusal(path, holder));
    if (holder) removeStale(path, holder);
  }
  throw new Error(`${path} cannot be locked: other processes keep trying at the same time`);
}

function createFile(path: string, own: Holder): boolean {
  try {
    writeFileSync(path, JSON.stringify(own), { flag: 'wx', mode: 0o600 });
    return true;
  } catch (error) {
    if (isErrno(error, 'EEXIST')) return false;
    throw error;
  }
}

/** Moves the file aside before deleting it, because another process may just have replaced it with its own. */
function removeStale(path: string, stale: Holder): void {
  const aside = `${path}.${randomUUID()}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return;
    throw error;
  }
  const moved = readHolder(aside);
  if (moved && moved.nonce !== stale.nonce) renameSync(aside, path);
  else rmSync(aside, { force: true });
}

function keep(path: string, own: Holder): LockFile {
  const heartbeat = setInterval(() => touch(path), heartbeatMs);
  heartbeat.unref();
  return {
    release() {
      clearInterval(heartbeat);
      if (readHolder(path)?.nonce === own.nonce) rmSync(path, { force: true });
    },
  };
}

function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch {
    // Someone has deleted the file.
  }
}

/** @returns undefined when there is no file; a dead holder when the file is damaged */
function readHolder(path: string): Holder | undefined {
  try {
    return parseHolder(readFileSync(path, 'utf8'));
  } catch (error) {
    if (isErrno(error, 'ENOENT')) return undefined;
    throw error;
  }
}

function parseHolder(text: string): Holder {
  try {
    const { pid, host, began, nonce } = JSON.parse(text);
    return { pid: Number(pid), host: String(host), began: String(began), nonce: String(nonce) };
  } catch {
    return { pid: 0, host: hostname(), began: '', nonce: '' };
  }
}

function isAlive(holder: Holder, path: string): boolean {
  if (holder.host !== hostname()) return Date.now() - statSync(path).mtimeMs < silenceMs;
  return isRunning(holder.pid) && beganAt(holder.pid) === holder.began;
}

function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isErrno(error, 'EPERM');
  }
}

function beganAt(pid: number): string {
  try {
    return process.platform === 'linux' ? beganOnLinux(pid) : beganByPs(pid);
  } catch {
    return '';
  }
}

/**
 * Field 22 of stat is the start time in clock ticks since the boot named by boot_id. Field 2, the name, may
 * contain anything.
 */
function beganOnLinux(pid: number): string {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return `${boot} ${fields[19] ?? ''}`;
}

function beganByPs(pid: number): string {
  return execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim();
}

function refusal(path: string, { pid, host }: Holder): string {
  const who = pid === process.pid && host === hostname() ? 'this process' : `process ${pid} on ${host}`;
  return `the embedded database is in use by ${who} (${path}): only one server can use it at a time. Stop that one first, or let both use a PostgreSQL server (DATABASE_URL).`;
}

function isErrno(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === code;
}

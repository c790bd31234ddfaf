import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { acquireLockFile } from '../../src/db/lock-file.ts';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'iyo-lock-'));
  path = join(folder, 'database.lock');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function ownHolder(): Record<string, unknown> {
  const lock = acquireLockFile(path);
  const holder = JSON.parse(readFileSync(path, 'utf8'));
  lock.release();
  return holder;
}

function leaveBehind(holder: Record<string, unknown>, secondsAgo = 0): void {
  writeFileSync(path, JSON.stringify(holder));
  const then = new Date(Date.now() - secondsAgo * 1000);
  utimesSync(path, then, then);
}

describe('a lock file', () => {
  test('is refused while its holder lives, and free again when released', () => {
    const lock = acquireLockFile(path);
    expect(() => acquireLockFile(path)).toThrow('in use by this process');
    lock.release();
    lock.release();
    acquireLockFile(path).release();
    expect(readdirSync(folder)).toEqual([]);
  });

  test('is taken over when its process number now belongs to a younger process', () => {
    leaveBehind({ ...ownHolder(), began: 'before the restart', nonce: 'other' });
    acquireLockFile(path).release();
  });

  test('is taken over when its process is gone', () => {
    leaveBehind({ ...ownHolder(), pid: 2 ** 22 + 1, nonce: 'other' });
    acquireLockFile(path).release();
  });

  test('is taken over when it is damaged', () => {
    writeFileSync(path, '{"pid":');
    acquireLockFile(path).release();
  });

  test('of another host is refused while that host touches it', () => {
    leaveBehind({ ...ownHolder(), host: 'elsewhere', nonce: 'other' }, 20);
    expect(() => acquireLockFile(path)).toThrow(/in use by process \d+ on elsewhere/);
  });

  test('of another host is taken over after a minute of silence', () => {
    leaveBehind({ ...ownHolder(), host: 'elsewhere', nonce: 'other' }, 70);
    acquireLockFile(path).release();
  });

  test('that another process has taken over is not removed when released', () => {
    const lock = acquireLockFile(path);
    leaveBehind({ pid: 1, host: 'elsewhere', began: '', nonce: 'other' });
    lock.release();
    expect(existsSync(path)).toBe(true);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type DatabaseHandle, openDatabase } from '../../src/db/connection.ts';
import { isUnavailable } from '../../src/db/pg-errors.ts';
import { newDataDir } from '../support/data-dir.ts';

const opened: DatabaseHandle[] = [];
const children: ChildProcess[] = [];
let dataDir: string;

beforeAll(async () => {
  dataDir = await newDataDir();
});

afterEach(async () => {
  for (const child of children.splice(0)) await killed(child);
  await Promise.all(opened.splice(0).map((handle) => handle.close()));
});

afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

async function open(waitLimitMs = 5_000): Promise<DatabaseHandle> {
  const handle = await openDatabase({ dataDir, waitLimitMs });
  opened.push(handle);
  return handle;
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await exited;
}

/** @returns the process and the first line of its output */
async function openInAnotherProcess(): Promise<{ child: ChildProcess; says: string }> {
  const program = join(import.meta.dirname, 'hold-database.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', program, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  children.push(child);
  const says = await new Promise<string>((resolve) =>
    child.stdout?.once('data', (line) => resolve(String(line))),
  );
  return { child, says: says.trim() };
}

setFlagsFromString('--expose-gc');
const collectGarbage: () => void = runInNewContext('gc');

/** Reachable memory, in bytes. */
function memoryInUse(): number {
  collectGarbage();
  return process.memoryUsage().heapUsed;
}

describe('the embedded database', () => {
  test('keeps its rows from one start to the next', async () => {
    const first = await open();
    await sql`create table kept (word text)`.execute(first.db);
    await sql`insert into kept values ('word')`.execute(first.db);
    await first.close();
    const second = await open();
    expect((await sql`select * from kept`.execute(second.db)).rows).toEqual([{ word: 'word' }]);
  });

  test('lets nothing run between the statements of a transaction', async () => {
    const { db } = await open();
    await sql`create temporary table numbers (number int)`.execute(db);
    const add = (number: number) =>
      db.transaction().execute(async (trx) => {
        await sql`insert into numbers values (${number})`.execute(trx);
        await sleep(5);
        return (await sql`select number from numbers`.execute(trx)).rows.length;
      });
    expect(await Promise.all([1, 2, 3].map(add))).toEqual([1, 2, 3]);
  });

  test('keeps nothing of what was read', async () => {
    const { db } = await open();
    const read = () => sql`select repeat(chr(97 + n % 26), 1000) from generate_series(1, 1000) n`.execute(db);
    const readOften = async (times: number) => {
      for (let time = 0; time < times; time += 1) await read();
      return memoryInUse();
    };
    // The first runs allocate the engine's memory.
    const before = await readOften(50);
    expect((await readOften(100)) - before).toBeLessThan(20_000_000);
  });

  test('rolls back a failing transaction, and keeps working', async () => {
    const { db } = await open();
    await sql`create temporary table numbers (number int)`.execute(db);
    const failing = db.transaction().execute(async (trx) => {
      await sql`insert into numbers values (1)`.execute(trx);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect((await sql`select * from numbers`.execute(db)).rows).toEqual([]);
  });

  test('refuses as unavailable what has waited too long behind a transaction', async () => {
    const { db, ping } = await open(50);
    let refused: unknown;
    await db.transaction().execute(async () => {
      refused = await ping().catch((error: unknown) => error);
    });
    expect(isUnavailable(refused)).toBe(true);
    await ping();
  });

  test('finishes running statements before it closes, and refuses later ones', async () => {
    const handle = await open();
    let isDone = false;
    const running = handle.db.transaction().execute(async (trx) => {
      await sql`create temporary table late (word text)`.execute(trx);
      await sleep(20);
      isDone = true;
    });
    await sleep(5);
    await Promise.all([handle.close(), handle.close()]);
    expect(isDone).toBe(true);
    await running;
    await expect(handle.ping()).rejects.toThrow();
    expect(existsSync(join(dataDir, 'database.lock'))).toBe(false);
  });

  test('is refused to a second process, with the holder in the message', async () => {
    await open();
    const { says } = await openInAnotherProcess();
    expect(says).toContain(`in use by process ${process.pid} on `);
  });

  test('is refused to the same process a second time', async () => {
    await open();
    await expect(openDatabase({ dataDir })).rejects.toThrow('in use by this process');
  });

  test('is taken over from a process that was killed', async () => {
    const { child, says } = await openInAnotherProcess();
    expect(says).toBe('open');
    await expect(openDatabase({ dataDir })).rejects.toThrow(`in use by process ${child.pid} on `);
    await killed(child);
    await (await open()).ping();
  });
});

import { EventEmitter, once } from 'node:events';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql, type Transaction } from 'kysely';
import { openDatabase } from '../../src/db/connection.ts';
import {
  inTransaction,
  isCheckViolation,
  isForeignKeyViolation,
  isRetryable,
  isUnavailable,
  isUniqueViolation,
  outageOf,
} from '../../src/db/pg-errors.ts';
import type { Database } from '../../src/schema.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: Kysely<Database>;
beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
});
afterAll(() => database.close());
beforeEach(() => db.deleteFrom('reserved_names').where('kind', '=', 'user').execute());

const now = new Date('2025-01-01T00:00:00Z');

function reserve(name: string, kind: string): Promise<unknown> {
  return sql`insert into reserved_names (name, kind, reserved_at) values (${name}, ${kind}, ${now})`.execute(
    db,
  );
}

async function errorOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  );
}

function failWith(code: string, trx: Kysely<Database>): Promise<unknown> {
  return sql.raw(`do $$ begin raise exception 'made up' using errcode = '${code}'; end $$`).execute(trx);
}

describe('a refused row', () => {
  test('is recognized by the name of the unique constraint', async () => {
    await reserve('bob', 'user');
    const error = await errorOf(reserve('bob', 'user'));
    expect(isUniqueViolation(error)).toBe(true);
    expect(isUniqueViolation(error, 'reserved_names_pkey')).toBe(true);
    expect(isUniqueViolation(error, 'users_pkey')).toBe(false);
    expect(isForeignKeyViolation(error)).toBe(false);
    expect(isCheckViolation(error)).toBe(false);
  });

  test('is recognized by the name of the check', async () => {
    const error = await errorOf(reserve('bob', 'robot'));
    expect(isCheckViolation(error, 'reserved_names_kind_known')).toBe(true);
    expect(isCheckViolation(error, 'reserved_names_name_given')).toBe(false);
    expect(isUniqueViolation(error)).toBe(false);
  });

  test('is recognized by the name of the foreign key', async () => {
    const user = { username: 'nobody', first_name: '', last_name: '', created_at: now };
    const error = await errorOf(db.insertInto('users').values(user).execute());
    expect(isForeignKeyViolation(error, 'users_username_reserved')).toBe(true);
    expect(isUnavailable(error)).toBe(false);
    expect(isRetryable(error)).toBe(false);
  });
});

describe('an unavailable database', () => {
  // promise: database-outage
  test.each([
    ['08006', 'the connection to the database broke'],
    ['25006', 'the database is read-only'],
    ['25P03', 'a transaction was idle or open for too long'],
    ['53100', 'the disk of the database is full'],
    ['53200', 'the database lacks resources'],
    ['53300', 'the database has too many connections'],
    ['55P03', 'a lock was held for too long'],
    ['57P01', 'the database is starting or stopping'],
    ['57P03', 'the database is starting or stopping'],
    ['57014', 'a statement took too long'],
    ['58030', 'the database cannot read or write its files'],
  ])('is recognized by the state %s: %s', async (code, outage) => {
    const error = await errorOf(failWith(code, db));
    expect([isUnavailable(error), outageOf(error)]).toEqual([true, outage]);
  });

  test.each(['Query read timeout', 'Client has encountered a connection error and is not queryable'])(
    'is recognized by the message of pg without a state: %s',
    (message) => {
      expect(outageOf(new Error(message))).toBe('the connection to the database broke');
    },
  );

  test('is recognized when nothing listens at its address', async () => {
    const handle = await openDatabase({ url: 'postgres://postgres@127.0.0.1:1/none' });
    expect(isUnavailable(await errorOf(handle.ping()))).toBe(true);
    await handle.close();
  });

  test('is recognized when it is closed already', async () => {
    const { handle, close } = await openTestDatabase();
    await handle.ping();
    await close();
    expect(isUnavailable(await errorOf(handle.ping()))).toBe(true);
  });

  test('is not assumed for other errors', () => {
    for (const error of [undefined, null, 'text', new Error('other'), { code: 23505 }]) {
      expect(isUnavailable(error)).toBe(false);
    }
  });
});

describe('a transaction', () => {
  /** Fails with `code` the first `times` times. */
  function failing(code: string, times: number) {
    let runs = 0;
    const work = async (trx: Transaction<Database>) => {
      runs += 1;
      await trx
        .insertInto('reserved_names')
        .values({ name: `run-${runs}`, kind: 'user', reserved_at: now })
        .execute();
      if (runs <= times) await failWith(code, trx);
      return runs;
    };
    return { work, runs: () => runs };
  }

  async function listNames(): Promise<string[]> {
    const rows = await db.selectFrom('reserved_names').select('name').where('kind', '=', 'user').execute();
    return rows.map(({ name }) => name);
  }

  test.each(['40001', '40P01'])(
    'is run again after %s, and the failed attempt leaves no trace',
    async (code) => {
      expect(await inTransaction(db, failing(code, 2).work)).toBe(3);
      expect(await listNames()).toEqual(['run-3']);
    },
  );

  test('is not run again without end', async () => {
    const { work, runs } = failing('40001', 99);
    expect(isRetryable(await errorOf(inTransaction(db, work, { attempts: 3 })))).toBe(true);
    expect(runs()).toBe(3);
    expect(await listNames()).toEqual([]);
  });

  test('is not run again after any other error', async () => {
    const { work, runs } = failing('23505', 1);
    expect(isUniqueViolation(await errorOf(inTransaction(db, work)))).toBe(true);
    expect(runs()).toBe(1);
  });
});

/** A single connection cannot block itself. */
const onPostgres = process.env.TEST_DATABASE_URL ? describe : describe.skip;

onPostgres('two transactions in each other’s way', () => {
  test('both succeed in the end when they waited for each other', async () => {
    await Promise.all(['ann', 'ben'].map((name) => reserve(name, 'user')));
    const touch = (trx: Transaction<Database>, name: string) =>
      trx.updateTable('reserved_names').set({ reserved_at: now }).where('name', '=', name).execute();
    let arrived = 0;
    const inOrder = (first: string, second: string) =>
      inTransaction(db, async (trx) => {
        await touch(trx, first);
        arrived += 1;
        while (arrived < 2) await sql`select pg_sleep(0.01)`.execute(trx);
        await touch(trx, second);
      });
    await Promise.all([inOrder('ann', 'ben'), inOrder('ben', 'ann')]);
    expect(arrived).toBeGreaterThanOrEqual(3);
  });

  test('a pool without a free connection says so after the limit, and the probe still answers', async () => {
    const handle = await openDatabase({ url: process.env.TEST_DATABASE_URL, poolSize: 1, waitLimitMs: 100 });
    let refused: unknown;
    await handle.db.transaction().execute(async () => {
      refused = await errorOf(sql`select 1`.execute(handle.db));
      await handle.ping();
    });
    expect(isUnavailable(refused)).toBe(true);
    await handle.close();
  });

  test('a connection ended in the middle of a transaction is unavailable, and the next one works', async () => {
    const handle = await openDatabase({ url: process.env.TEST_DATABASE_URL, poolSize: 1 });
    const ended = handle.db.transaction().execute(async (trx) => {
      await sql`select pg_terminate_backend(pg_backend_pid())`.execute(trx);
    });
    expect(isUnavailable(await errorOf(ended))).toBe(true);
    await handle.ping();
    await handle.close();
  });

  test('an idle connection ended by the server is reported and replaced', async () => {
    const url = process.env.TEST_DATABASE_URL;
    const loss = new EventEmitter();
    const handle = await openDatabase({
      url,
      poolSize: 1,
      onConnectionLost: (error) => loss.emit('lost', error),
    });
    const lost = once(loss, 'lost');
    const mine = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(handle.db);
    await sql`select pg_terminate_backend(${mine.rows[0]?.pid})`.execute(db);
    expect(isUnavailable((await lost)[0])).toBe(true);
    await handle.ping();
    await handle.close();
  });
});

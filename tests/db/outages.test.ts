import { afterEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { awaitDatabase } from '../../src/db/await-database.ts';
import { type DatabaseHandle, type DatabaseSettings, openDatabase } from '../../src/db/connection.ts';
import { isUnavailable } from '../../src/db/pg-errors.ts';
import { prepareQuery, type ValueOf } from '../../src/db/prepared.ts';
import { withoutStatementLimit } from '../../src/db/statement-limit.ts';
import type { Database } from '../../src/schema.ts';
import { closeProxies, openProxy } from './proxy.ts';

const server = process.env.TEST_DATABASE_URL;
/** An engine in the same process has no connection that could be lost. */
const onPostgres = server ? describe : describe.skip;

const opened: DatabaseHandle[] = [];

afterEach(async () => {
  closeProxies();
  await Promise.all(opened.splice(0).map((handle) => handle.close()));
});

async function open(settings: DatabaseSettings = {}): Promise<DatabaseHandle> {
  const handle = await openDatabase({ url: server, poolSize: 1, ...settings });
  opened.push(handle);
  return handle;
}

const answerOf = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error) => isUnavailable(error),
  );
const ask = (db: Kysely<Database>) => answerOf(sql`select 1`.execute(db));

onPostgres('a start', () => {
  const never = new AbortController().signal;

  test('waits for a database that is coming up, and says so', async () => {
    const proxy = await openProxy(new URL(server ?? ''));
    const database = await open({ url: proxy.url });
    proxy.close();
    const notices: string[] = [];
    const onWaiting = (outage: string) => {
      notices.push(outage);
      proxy.reopen();
    };
    await awaitDatabase(database, { limitMs: 20_000, onWaiting, stopping: never });
    expect(notices).toEqual(['the database cannot be reached']);
  });

  test.each([
    ['a database that does not exist', (url: URL) => Object.assign(url, { pathname: '/there_is_none' })],
    ['a user that does not exist', (url: URL) => Object.assign(url, { username: 'there_is_none' })],
  ])('does not wait for %s', async (_what, change) => {
    const database = await open({ url: change(new URL(server ?? '')).href });
    const settings = { limitMs: 60_000, onWaiting: () => {}, stopping: never };
    await expect(awaitDatabase(database, settings)).rejects.toThrow('no connection to PostgreSQL');
  });

  test('stops waiting when told to', async () => {
    const database = await open({ url: 'postgres://postgres@127.0.0.1:1/none' });
    const stopping = new AbortController();
    const settings = { limitMs: 60_000, onWaiting: () => stopping.abort(), stopping: stopping.signal };
    await expect(awaitDatabase(database, settings)).rejects.toThrow('aborted');
  });
});

onPostgres('a connection that falls silent', () => {
  test('is closed, and the next statement gets a new one', async () => {
    const proxy = await openProxy(new URL(server ?? ''));
    const { db } = await open({ url: proxy.url, statementLimitMs: 200 });
    expect(await ask(db)).toBe('fine');
    proxy.silence();
    expect(await ask(db)).toBe(true);
    expect(await ask(db)).toBe('fine');
  });

  test('is closed in a transaction too, without waiting for its end', async () => {
    const proxy = await openProxy(new URL(server ?? ''));
    const { db } = await open({ url: proxy.url, statementLimitMs: 200 });
    let lost = 0;
    const work = db.transaction().execute(async (trx) => {
      proxy.silence();
      await sql`select 1`.execute(trx).catch(() => {
        lost = performance.now();
      });
    });
    await expect(work).rejects.toThrow('the connection is lost');
    expect(lost).toBeGreaterThan(0);
    expect(await ask(db)).toBe('fine');
  });

  test('may take any time while the schema is changed', async () => {
    const { db } = await open({ statementLimitMs: 100 });
    const sleep = (connection: Kysely<Database>) => sql`select pg_sleep(2.5)`.execute(connection);
    expect(await answerOf(sleep(db))).toBe(true);
    expect(await answerOf(withoutStatementLimit(db, sleep))).toBe('fine');
    expect(await answerOf(sleep(db))).toBe(true);
  });

  test('has its limits again after the schema was changed', async () => {
    const { db } = await open({ statementLimitMs: 5000, lockLimitMs: 300 });
    const limits = (connection: Kysely<Database>) =>
      sql<Record<string, string>>`
        select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`.execute(
        connection,
      );
    expect((await withoutStatementLimit(db, limits)).rows).toEqual([{ statement: '0', lock: '0' }]);
    expect((await limits(db)).rows).toEqual([{ statement: '5s', lock: '300ms' }]);
  });
});

onPostgres('a database that takes no writes', () => {
  test('is unavailable, also to the probe, and its connections are dropped', async () => {
    const { db, ping } = await open();
    const pid = async () =>
      (await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(db)).rows[0]?.pid;
    const before = await pid();
    await sql`set default_transaction_read_only = on`.execute(db);
    expect(await answerOf(sql`create table refused ()`.execute(db))).toBe(true);
    expect(await pid()).not.toBe(before);
    await ping();
  });

  test('fails the probe', async () => {
    const url = new URL(server ?? '');
    url.searchParams.set('options', '-c default_transaction_read_only=on');
    const { ping } = await open({ url: url.href });
    await expect(ping()).rejects.toThrow('the database is read-only');
  });
});

onPostgres('a lock that another transaction holds', () => {
  test('is not waited for beyond the limit', async () => {
    const holder = await open();
    const { db } = await open({ lockLimitMs: 100 });
    await sql`create table if not exists locked_for_long ()`.execute(holder.db);
    await holder.db.transaction().execute(async (trx) => {
      await sql`lock table locked_for_long`.execute(trx);
      expect(await answerOf(sql`select from locked_for_long`.execute(db))).toBe(true);
    });
    expect(await answerOf(sql`select from locked_for_long`.execute(db))).toBe('fine');
  });

  test('is waited for by a job after requests have failed', async () => {
    const holder = await open();
    const { db, background } = await open({ lockLimitMs: 100 });
    await sql`create table if not exists locked_for_jobs ()`.execute(holder.db);
    const look = sql`select from locked_for_jobs`;
    const job = await holder.db.transaction().execute(async (trx) => {
      await sql`lock table locked_for_jobs`.execute(trx);
      const waiting = answerOf(look.execute(background));
      expect(await answerOf(look.execute(db))).toBe(true);
      return { waiting };
    });
    expect(await job.waiting).toBe('fine');
  });
});

onPostgres('a pool that is busy', () => {
  test('delays neither the probe nor jobs', async () => {
    const { db, background, ping } = await open({ waitLimitMs: 5_000 });
    await db.transaction().execute(async () => {
      expect(await ask(db)).toBe(true);
      expect(await ask(background)).toBe('fine');
      await ping();
    });
  });
});

onPostgres('kept statements that the session has lost, as behind a pooler', () => {
  const add = prepareQuery((_db, value: ValueOf<{ number: number }>) => ({
    compile: () => sql<{ sum: number }>`select ${value('number')}::int + 1 as sum`.compile(_db),
  }));

  test('are sent without a name from then on', async () => {
    const losses: string[] = [];
    const { db } = await open({ onStatementsLost: () => void losses.push('lost') });
    await add(db, { number: 1 });
    for (let time = 0; time < 3; time += 1) {
      await sql`deallocate all`.execute(db);
      expect(await add(db, { number: 2 })).toEqual([{ sum: 3 }]);
    }
    expect(losses).toEqual(['lost']);
  });

  test('end a transaction as unavailable, once', async () => {
    const { db } = await open();
    await add(db, { number: 1 });
    const work = () =>
      db.transaction().execute(async (trx) => {
        await sql`deallocate all`.execute(trx);
        return add(trx, { number: 2 });
      });
    expect(await answerOf(work())).toBe(true);
    expect(await work()).toEqual([{ sum: 3 }]);
  });
});

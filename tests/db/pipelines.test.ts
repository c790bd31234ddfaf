import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { type DatabaseHandle, type DatabaseSettings, openDatabase } from '../../src/db/connection.ts';
import { isUnavailable } from '../../src/db/pg-errors.ts';
import { prepareQuery, type ValueOf } from '../../src/db/prepared.ts';
import type { Database } from '../../src/schema.ts';
import { openPooler, type Pooler } from './pooler.ts';
import { closeProxies, openProxy } from './proxy.ts';

const server = process.env.TEST_DATABASE_URL;
/** An engine in the same process has one session and no connection that could be lost. */
const onPostgres = server ? describe : describe.skip;

const opened: DatabaseHandle[] = [];
const poolers: Pooler[] = [];

afterEach(async () => {
  closeProxies();
  for (const pooler of poolers.splice(0)) pooler.close();
  await Promise.all(opened.splice(0).map((handle) => handle.close()));
});

beforeEach(async () => {
  if (!server) return;
  const { db } = await open();
  await sql`drop table if exists pipelined_rows`.execute(db);
  await sql`create table pipelined_rows (id integer primary key)`.execute(db);
  await sql`insert into pipelined_rows values (1)`.execute(db);
});

const query = <Values extends object, Row>(build: (value: ValueOf<Values>) => ReturnType<typeof sql<Row>>) =>
  prepareQuery((db, value: ValueOf<Values>) => ({ compile: () => build(value).compile(db) }));

/** The session that runs the statement, which takes a time in seconds. */
const session = query<{ seconds: number }, { pid: number; limit: string }>(
  (value) => sql`
    select pg_backend_pid() as pid, current_setting('lock_timeout') as "limit"
    from pg_sleep(${value('seconds')}::float8)`,
);
const echo = query<{ word: string }, { word: string }>((value) => sql`select ${value('word')}::text as word`);
const divide = query<{ by: number }, { result: number }>(
  (value) => sql`select 6 / ${value('by')}::int as result`,
);
const facts = query<{ upTo: number }, object>(
  (value) => sql`
    select n, null as nothing, array['a', n::text] as list, timestamptz '2026-01-02 03:04:05Z' as time
    from generate_series(1, ${value('upTo')}::int) n`,
);
const readAll = query<object, object>(() => sql`select * from pipelined_rows`);
const add = query<{ id: number }, object>(
  (value) => sql`insert into pipelined_rows (id) values (${value('id')})`,
);
const update = query<{ id: number }, object>(
  (value) => sql`update pipelined_rows set id = id where id = ${value('id')}`,
);
const demote = query<object, object>(
  () => sql`select set_config('default_transaction_read_only', 'on', false)`,
);

const pipelineLock = '100ms';
const isPipelined = async (db: Kysely<Database>) =>
  (await session(db, { seconds: 0 }))[0]?.limit === pipelineLock;
const fate = (work: Promise<unknown>) =>
  work.then(
    () => 'fine',
    (error) => (isUnavailable(error) ? 'unavailable' : 'failed'),
  );

async function open(settings: DatabaseSettings = {}): Promise<DatabaseHandle> {
  const handle = await openDatabase({ url: server, poolSize: 2, pipelines: 1, ...settings });
  opened.push(handle);
  return handle;
}

/** Connections are opened in the background; the first statements use the pool. */
async function awaitPipelines({ db }: DatabaseHandle): Promise<void> {
  for (let look = 0; look < 100; look += 1) {
    if (await isPipelined(db)) return;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('no pipeline was opened');
}

async function openPipelined(settings: DatabaseSettings = {}): Promise<DatabaseHandle> {
  const handle = await open(settings);
  await awaitPipelines(handle);
  return handle;
}

onPostgres('a prepared query that stands alone', () => {
  test('shares one session with others at the same time, each with its own rows', async () => {
    const { db } = await openPipelined();
    const words = Array.from({ length: 12 }, (_, number) => `word ${number}`);
    const results = await Promise.all(words.map((word) => echo(db, { word })));
    expect(results).toEqual(words.map((word) => [{ word }]));
    const pids = await Promise.all(words.map(() => session(db, { seconds: 0 })));
    expect(new Set(pids.map(([row]) => row?.pid)).size).toBe(1);
  });

  test('has its rows each time, although PostgreSQL describes them only once', async () => {
    const { db } = await openPipelined();
    const time = new Date('2026-01-02T03:04:05Z');
    const row = (n: number) => ({ n, nothing: null, list: ['a', String(n)], time });
    const together = await Promise.all([0, 2, 1].map((upTo) => facts(db, { upTo })));
    expect(together).toEqual([[], [row(1), row(2)], [row(1)]]);
    expect(await facts(db, { upTo: 2 })).toEqual([row(1), row(2)]);
    expect(await facts(db, { upTo: 0 })).toEqual([]);
  });

  test('that fails does not affect those before and after it', async () => {
    const { db } = await openPipelined();
    const [before, failing, behind] = [divide(db, { by: 2 }), divide(db, { by: 0 }), divide(db, { by: 3 })];
    await expect(failing).rejects.toThrow('division by zero');
    expect([await before, await behind]).toEqual([[{ result: 3 }], [{ result: 2 }]]);
    expect(await isPipelined(db)).toBe(true);
  });

  test('goes over the pool when the pipelines are full', async () => {
    const handle = await openPipelined();
    const slow = Array.from({ length: 16 }, () => session(handle.db, { seconds: 0.02 }));
    const [overflow] = await session(handle.db, { seconds: 0 });
    expect(overflow?.limit).not.toBe(pipelineLock);
    await Promise.all(slow);
  });

  test('stays in its transaction, and on its connection', async () => {
    const { db } = await openPipelined();
    await db
      .transaction()
      .execute(async (trx) => expect(await isPipelined(trx as Kysely<Database>)).toBe(false));
    await db.connection().execute(async (own) => expect(await isPipelined(own)).toBe(false));
  });

  test('is answered before the database closes', async () => {
    const handle = await openPipelined();
    const last = session(handle.db, { seconds: 0.2 });
    await handle.close();
    expect(await last).toHaveLength(1);
    expect(await fate(echo(handle.db, { word: 'late' }))).toBe('unavailable');
  });

  test('goes over the pool when there are no pipelines, or statements are not prepared', async () => {
    for (const settings of [{ pipelines: 0 }, { keepsStatements: false }]) {
      const { db } = await open(settings);
      for (let time = 0; time < 5; time += 1) expect(await isPipelined(db)).toBe(false);
    }
  });
});

onPostgres('a statement that holds up a pipeline', () => {
  test('that takes too long is run again in the pool', async () => {
    const { db } = await openPipelined();
    const [[row], behind] = await Promise.all([session(db, { seconds: 1.3 }), echo(db, { word: 'behind' })]);
    expect(row?.limit).not.toBe(pipelineLock);
    expect(behind).toEqual([{ word: 'behind' }]);
  });

  test('that waits for a lock is run again in the pool, and takes effect once', async () => {
    const { db } = await openPipelined({ lockLimitMs: 5_000 });
    const holder = await open();
    let updated: Promise<unknown> | undefined;
    await holder.db.transaction().execute(async (trx) => {
      await sql`delete from pipelined_rows`.execute(trx);
      updated = fate(update(db, { id: 1 }));
      const inserted = fate(add(db, { id: 1 }));
      expect(await echo(db, { word: 'behind' })).toEqual([{ word: 'behind' }]);
      expect(await Promise.race([inserted, new Promise((done) => setTimeout(done, 300, 'waits'))])).toBe(
        'waits',
      );
    });
    expect(await updated).toBe('fine');
    for (let look = 0; look < 50 && (await readAll(db, {})).length === 0; look += 1)
      await session(db, { seconds: 0.02 });
    expect(await readAll(db, {})).toEqual([{ id: 1 }]);
  });

  test('by a lock held beyond the limit of the pool is unavailable', async () => {
    const { db } = await openPipelined({ lockLimitMs: 200 });
    const holder = await open();
    await holder.db.transaction().execute(async (trx) => {
      await sql`lock table pipelined_rows`.execute(trx);
      expect(await fate(readAll(db, {}))).toBe('unavailable');
      expect(await isPipelined(db)).toBe(true);
    });
  });

  test('gets no more behind it: another pipeline or the pool takes them', async () => {
    const handle = await openPipelined();
    const slow = session(handle.db, { seconds: 0.8 });
    await new Promise((resolve) => setTimeout(resolve, 350));
    expect(await isPipelined(handle.db)).toBe(false);
    await slow;
  });

  test('prepared before a change of the schema is planned again', async () => {
    const handle = await openPipelined();
    expect(await readAll(handle.db, {})).toEqual([{ id: 1 }]);
    await sql`alter table pipelined_rows add column more integer`.execute(handle.db);
    expect(await readAll(handle.db, {})).toEqual([{ id: 1, more: null }]);
    await awaitPipelines(handle);
    expect(await readAll(handle.db, {})).toEqual([{ id: 1, more: null }]);
  });
});

onPostgres('a pipeline that is lost', () => {
  test('rejects what was in flight, and another is opened', async () => {
    const handle = await openPipelined();
    const [row] = await session(handle.db, { seconds: 0 });
    const inFlight = [session(handle.db, { seconds: 0.5 }), echo(handle.db, { word: 'behind' })].map(fate);
    await sql`select pg_terminate_backend(${row?.pid})`.execute(handle.db);
    expect(await Promise.all(inFlight)).toEqual(['unavailable', 'unavailable']);
    expect(await echo(handle.db, { word: 'next' })).toEqual([{ word: 'next' }]);
    await awaitPipelines(handle);
  });

  test('while idle disturbs no statement', async () => {
    const handle = await openPipelined();
    const [row] = await session(handle.db, { seconds: 0 });
    await sql`select pg_terminate_backend(${row?.pid})`.execute(handle.db);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await echo(handle.db, { word: 'next' })).toEqual([{ word: 'next' }]);
  });

  test('that falls silent is closed', async () => {
    const proxy = await openProxy(new URL(server ?? ''));
    const handle = await openPipelined({ url: proxy.url, poolSize: 1, statementLimitMs: 200 });
    proxy.silence();
    const [inPipeline, inPool] = [echo(handle.db, { word: 'unheard' }), sql`select 1`.execute(handle.db)].map(
      fate,
    );
    expect([await inPool, await inPipeline]).toEqual(['unavailable', 'unavailable']);
    await awaitPipelines(handle);
  }, 20_000);

  test('by falling silent while idle does not keep the database from closing', async () => {
    const proxy = await openProxy(new URL(server ?? ''));
    const handle = await openPipelined({ url: proxy.url });
    await awaitPipelines(handle);
    proxy.silence();
    await handle.close();
  }, 20_000);

  test('with the database is opened again when that is back', async () => {
    const proxy = await openProxy(new URL(server ?? ''));
    const handle = await openPipelined({ url: proxy.url });
    proxy.close();
    expect(await fate(echo(handle.db, { word: 'none' }))).toBe('unavailable');
    expect(await fate(echo(handle.db, { word: 'none' }))).toBe('unavailable');
    proxy.reopen();
    await awaitPipelines(handle);
  });

  test('to a server that no longer accepts writes is closed', async () => {
    const handle = await openPipelined();
    const [row] = await session(handle.db, { seconds: 0 });
    await demote(handle.db, {});
    expect(await fate(add(handle.db, { id: 2 }))).toBe('unavailable');
    expect(await isPipelined(handle.db)).toBe(false);
    await awaitPipelines(handle);
    expect((await session(handle.db, { seconds: 0 }))[0]?.pid).not.toBe(row?.pid);
  });
});

onPostgres('a pooler', () => {
  test('that shares sessions refuses pipelines: the server logs it once and works without them', async () => {
    const pooler = await openPooler(new URL(server ?? ''));
    poolers.push(pooler);
    const refusals: string[] = [];
    const { db } = await open({ url: pooler.url, onPipelinesRefused: () => void refusals.push('refused') });
    for (let time = 0; time < 20; time += 1) expect(await isPipelined(db)).toBe(false);
    expect(refusals).toEqual(['refused']);
  });

  test('that loses prepared statements gets no more pipelines', async () => {
    const { db } = await openPipelined({ poolSize: 1 });
    await db.transaction().execute((trx) => echo(trx, { word: 'kept' }));
    await sql`deallocate all`.execute(db);
    await fate(db.transaction().execute((trx) => echo(trx, { word: 'lost' })));
    expect(await isPipelined(db)).toBe(false);
  });
});

import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { type DatabaseHandle, type DatabaseSettings, openDatabase } from '../../src/db/connection.ts';
import { isUnavailable } from '../../src/db/pg-errors.ts';
import { prepareQuery, type ValueOf } from '../../src/db/prepared.ts';
import { withoutStatementLimit } from '../../src/db/statement-limit.ts';
import type { Database } from '../../src/schema.ts';

const server = process.env.TEST_DATABASE_URL;
/** An engine in the same process has no connection to lose. */
const onPostgres = server ? describe : describe.skip;

const opened: DatabaseHandle[] = [];
const proxies: Proxy[] = [];

afterEach(async () => {
  for (const proxy of proxies.splice(0)) proxy.close();
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

interface Proxy {
  readonly url: string;
  /** From now on nothing passes through the connections there are, and none of them breaks. */
  silence(): void;
  close(): void;
}

async function openProxy(target: URL): Promise<Proxy> {
  const sockets: Socket[] = [];
  const listener: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    sockets.push(near, far);
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      from.on('error', () => {});
      from.pipe(to);
    }
  });
  await once(listener.listen(0, '127.0.0.1'), 'listening');
  const url = new URL(target);
  url.port = String((listener.address() as AddressInfo).port);
  const proxy: Proxy = {
    url: url.href,
    silence: () => {
      for (const socket of sockets.splice(0)) socket.unpipe().pause();
    },
    close: () => {
      listener.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  proxies.push(proxy);
  return proxy;
}

onPostgres('a connection that falls silent', () => {
  test('is given up, and the next statement gets a new one', async () => {
    const proxy = await openProxy(new URL(server ?? ''));
    const { db } = await open({ url: proxy.url, statementLimitMs: 200 });
    expect(await ask(db)).toBe('fine');
    proxy.silence();
    expect(await ask(db)).toBe(true);
    expect(await ask(db)).toBe('fine');
  });

  test('may take any time while the schema is changed', async () => {
    const { db } = await open({ statementLimitMs: 100 });
    const sleep = (connection: Kysely<Database>) => sql`select pg_sleep(2.5)`.execute(connection);
    expect(await answerOf(sleep(db))).toBe(true);
    expect(await answerOf(withoutStatementLimit(db, sleep))).toBe('fine');
    expect(await answerOf(sleep(db))).toBe(true);
  });
});

onPostgres('a database that takes no writes', () => {
  test('is unavailable, to the probe as well, and its connections are dropped', async () => {
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

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import pg from 'pg';
import { openDatabase } from '../../src/db/connection.ts';
import { type Person, storePeople } from './people.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { endPrograms } from './processes.ts';
import { endure } from './scene.ts';
import { readiness, type Server, startServer } from './servers.ts';

let postgres: Postgres;
let server: Server;
let people: Person[];

beforeAll(async () => {
  postgres = await startPostgres({ settings: { max_connections: 40 } });
  // More concurrent clients than the pool has connections.
  people = await storePeople(
    postgres,
    Array.from({ length: 12 }, (_none, index) => `user${index + 1}`),
  );
  server = await startServer({ DATABASE_URL: postgres.url, IYO_DATABASE_POOL: '6' });
});
afterAll(endPrograms);

/** Holds a lock that blocks all other statements on these tables. */
async function lock(tables: readonly string[], milliseconds: number): Promise<void> {
  const { db, close } = await openDatabase({ url: postgres.url, poolSize: 1 });
  await db.transaction().execute(async (trx) => {
    const names = sql.join(tables.map((table) => sql.table(table)));
    await sql`lock table ${names} in access exclusive mode`.execute(trx);
    await sleep(milliseconds);
  });
  await close();
}

/** Checks continuously whether the server is ready, like a load balancer with a limit of two seconds. */
async function readinessDuring(work: Promise<void>): Promise<number[]> {
  const statuses = new Set<number>();
  let isOver = false;
  const ended = work.finally(() => {
    isOver = true;
  });
  while (!isOver) statuses.add(await Promise.race([readiness(server.address), sleep(2_000).then(() => 0)]));
  await ended;
  return [...statuses];
}

test.each([
  ['a table that is written', ['user_registry_entries']],
  ['the tables of every request', ['access_tokens', 'sessions', 'users']],
])('a lock on %s is not waited for, and the server stays ready', async (what, tables) => {
  let statuses: number[] = [];
  const cause = async () => {
    statuses = await readinessDuring(lock(tables, 10_000));
  };
  const { outcomes } = await endure(server.address, people, { title: `lock of 10 s on ${what}`, cause });
  expect(statuses).toEqual([200]);
  expect(outcomes.of('unavailable').length).toBeGreaterThan(0);
});

test('a PostgreSQL whose connections others have taken is waited for, and loses nothing', async () => {
  const others: pg.Client[] = [];
  const take = async () => {
    const client = new pg.Client({ connectionString: postgres.url });
    client.on('error', () => {});
    await client.connect();
    others.push(client);
  };
  const cause = async () => {
    await take();
    const end = Date.now() + 6_000;
    while (Date.now() < end) {
      // The server's connections are ended repeatedly, and others take their slots.
      await others[0]?.query(endServed);
      while (
        await take().then(
          () => true,
          () => false,
        )
      );
      await sleep(200);
    }
    await Promise.all(others.map((client) => client.end()));
  };
  const { outcomes } = await endure(server.address, people, {
    title: 'connections of PostgreSQL exhausted',
    cause,
  });
  expect(outcomes.of('unavailable').length).toBeGreaterThan(10);
});

const endServed = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'itsyouonline'`;

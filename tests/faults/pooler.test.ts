import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Person, storePeople } from './people.ts';
import { type Pooler, startPgbouncer } from './pgbouncer.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { endPrograms } from './processes.ts';
import { endure } from './scene.ts';
import { type Server, startServer } from './servers.ts';

let postgres: Postgres;
let pooler: Pooler;
let server: Server;
let people: Person[];

beforeAll(async () => {
  postgres = await startPostgres();
  people = await storePeople(postgres, ['ada', 'bob', 'cleo', 'dan', 'eve', 'fay']);
  pooler = await startPgbouncer(postgres);
  server = await startServer({ DATABASE_URL: pooler.url });
});
afterAll(endPrograms);

test('a pooler in transaction mode is noticed, and no request fails because of it', async () => {
  const cause = () => sleep(3_000);
  const { outcomes } = await endure(server.address, people, { title: 'pgbouncer, without a fault', cause });
  // A transaction whose prepared statement is lost gives 503 once.
  expect(outcomes.of('unavailable').length).toBeLessThan(10);
  expect(server.output()).toContain('a pooler refuses pipelined statements');
});

test('a pooler that is killed, and connections behind it, are waited for', async () => {
  const cause = async () => {
    await postgres.query(`select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()
      and backend_type = 'client backend'`);
    await pooler.kill();
    await sleep(1_000);
    await pooler.start();
  };
  await endure(server.address, people, { title: 'pgbouncer killed, and connections behind it', cause });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { type Person, storePeople } from './people.ts';
import { type Postgres, startPostgres } from './postgres.ts';
import { endPrograms, until } from './processes.ts';
import { endure } from './scene.ts';
import { readiness, type Server, startServer } from './servers.ts';

let postgres: Postgres;
let server: Server;
let people: Person[];

beforeAll(async () => {
  postgres = await startPostgres();
  people = await storePeople(postgres, ['ada', 'bob', 'cleo']);
  server = await startServer({ DATABASE_URL: postgres.url });
});
afterAll(endPrograms);

const backends = `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'itsyouonline'`;

test('killed connections lose nothing', async () => {
  const cause = async () => {
    for (let time = 0; time < 10; time += 1) {
      await postgres.query(backends);
      await sleep(200);
    }
  };
  await endure(server.address, people, { title: 'connections killed, ten times', cause });
});

test('a database that is restarted immediately, without a shutdown, loses nothing', async () => {
  const cause = async () => {
    await postgres.crash();
    await postgres.start();
  };
  await endure(server.address, people, { title: 'PostgreSQL crashes and recovers', cause });
});

test('a database that is gone for twenty seconds is waited for, and loses nothing', async () => {
  const cause = async () => {
    await postgres.stop();
    await until('the server is not ready', async () => (await readiness(server.address)) === 503);
    await sleep(20_000);
    await postgres.start();
  };
  const { outcomes } = await endure(server.address, people, { title: 'PostgreSQL away for 20 s', cause });
  expect(outcomes.of('unavailable').length).toBeGreaterThan(10);
  expect(await readiness(server.address)).toBe(200);
});

import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { closeProxies, openProxy } from '../db/proxy.ts';
import { type Person, storePeople } from './people.ts';
import { startPostgres } from './postgres.ts';
import { endPrograms } from './processes.ts';
import { endure } from './scene.ts';
import { type Server, startServer } from './servers.ts';

let proxy: Awaited<ReturnType<typeof openProxy>>;
let server: Server;
let people: Person[];

beforeAll(async () => {
  const { url } = await startPostgres();
  people = await storePeople({ url }, ['ada', 'bob', 'cleo']);
  proxy = await openProxy(new URL(url));
  server = await startServer({ DATABASE_URL: proxy.url, IYO_DATABASE_POOL: '4' });
});
afterAll(async () => {
  await endPrograms();
  closeProxies();
});

test('silent connections are closed', async () => {
  const cause = async () => {
    proxy.silence();
    await sleep(1_000);
  };
  // A statement may take ten seconds; its connection is closed two seconds later.
  const backWithinMs = 15_000;
  await endure(server.address, people, { title: 'connections fall silent', cause, backWithinMs });
  // A job may still wait for a response: then the process exits with 1 at the time limit for stopping.
  expect([0, 1]).toContain(await server.stop());
});

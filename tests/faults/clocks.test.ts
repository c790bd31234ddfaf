import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { balanceServers } from './balancer.ts';
import { type Person, storePeople } from './people.ts';
import { startPostgres } from './postgres.ts';
import { endPrograms, until } from './processes.ts';
import { endure } from './scene.ts';
import { readiness, type Server, startServer } from './servers.ts';

let address: string;
let people: Person[];

/** Loaded before the server: sets its clock ten minutes ahead. */
const ahead = new URL('./ten-minutes-ahead.js', import.meta.url).href;

beforeAll(async () => {
  const { url } = await startPostgres();
  people = await storePeople({ url }, ['ada', 'bob', 'cleo']);
  const right = await startServer({ DATABASE_URL: url });
  const wrong = await startServer({ DATABASE_URL: url, NODE_OPTIONS: `--import ${ahead}` });
  expect([right, wrong].map(tenMinutesAhead)).toEqual([0, 1]);
  address = await balanceServers([right, wrong]);
  await until('the servers answer through the load balancer', async () => (await readiness(address)) === 200);
});
afterAll(endPrograms);

/** Read from the first log line, which was written less than ten minutes ago. */
function tenMinutesAhead(server: Server): number {
  const [first = ''] = server.output().split('\n');
  return Math.ceil((JSON.parse(first).time - Date.now()) / 600_000) + 0;
}

test('two servers whose clocks differ by ten minutes lose nothing and redeem nothing twice', async () => {
  const cause = () => sleep(3_000);
  // Codes and requests that live for ten minutes or less have expired where the clock is ahead.
  const refuses = ['code: 400', 'consent: 410'];
  await endure(address, people, { title: 'clocks ten minutes apart', cause, refuses });
});

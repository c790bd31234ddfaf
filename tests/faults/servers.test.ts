import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { balanceServers, countServersUp } from './balancer.ts';
import { type Person, storePeople } from './people.ts';
import { startPostgres } from './postgres.ts';
import { endPrograms, until } from './processes.ts';
import { endure } from './scene.ts';
import { type Server, startServer } from './servers.ts';

let servers: readonly Server[];
let people: Person[];
let address: string;

beforeAll(async () => {
  const { url } = await startPostgres();
  people = await storePeople({ url }, ['ada', 'bob', 'cleo']);
  const variables = { DATABASE_URL: url, IYO_DRAIN_SECONDS: '3' };
  servers = [await startServer(variables), await startServer({ ...variables, IYO_WORKERS: '2' })];
  address = await balanceServers(servers);
  await until('the load balancer knows that both are ready', bothAreUp);
});
afterAll(endPrograms);

const bothAreUp = async () => (await countServersUp(address)) === 2;

test('a killed server loses its work in progress, and nothing acknowledged', async () => {
  const cause = async () => {
    for (const server of servers) {
      await server.kill();
      await server.start();
    }
  };
  await endure(address, people, {
    title: 'servers killed, one after the other',
    cause,
    losesRequests: true,
  });
});

test('servers that are restarted one after the other lose no request', async () => {
  const codes: unknown[] = [];
  const cause = async () => {
    for (const server of servers) {
      codes.push(await server.stop());
      await server.start();
      await until('the load balancer knows that both are ready', bothAreUp);
    }
  };
  const { outcomes } = await endure(address, people, { title: 'rolling restart', cause });
  expect(codes).toEqual([0, 0]);
  expect(outcomes.of('unavailable')).toEqual([]);
});

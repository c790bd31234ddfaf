import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { followPrimary } from './balancer.ts';
import { type Person, storePeople } from './people.ts';
import { type Postgres, startPostgres, startStandby } from './postgres.ts';
import { endPrograms, until } from './processes.ts';
import { endure } from './scene.ts';
import { readiness, type Server, startServer } from './servers.ts';

let primary: Postgres;
let standby: Postgres;
let server: Server;
let people: Person[];

beforeAll(async () => {
  primary = await startPostgres();
  people = await storePeople(primary, ['ada', 'bob', 'cleo']);
  standby = await startStandby(primary);
  await primary.query("alter system set synchronous_standby_names = 'standby'");
  await primary.query('select pg_reload_conf()');
  await until('the standby is synchronous', async () => (await syncState()) === 'sync');
  server = await startServer({ DATABASE_URL: await followPrimary([primary, standby]) });
});
afterAll(endPrograms);

async function syncState(): Promise<unknown> {
  return (await primary.query('select sync_state from pg_stat_replication'))[0]?.sync_state;
}

test('a standby that replaces a killed primary has everything acknowledged', async () => {
  const cause = async () => {
    await primary.kill();
    await standby.query('select pg_promote(wait => true)');
    await until('the server is ready again', async () => (await readiness(server.address)) === 200);
  };
  await endure(server.address, people, { title: 'primary killed, standby promoted', cause });
});

test('connections to a demoted primary are closed for the new one', async () => {
  // The old primary returns as a standby of the new one, and the two switch roles in an orderly way.
  const cause = async () => {
    await standby.query('alter system set default_transaction_read_only = on');
    await standby.query('select pg_reload_conf()');
    await until('the server notices', async () => (await readiness(server.address)) === 503);
    await standby.query('alter system reset default_transaction_read_only');
    await standby.query('select pg_reload_conf()');
  };
  const { outcomes } = await endure(server.address, people, {
    title: 'database read-only for a while',
    cause,
  });
  expect(outcomes.of('unavailable').length).toBeGreaterThan(0);
});

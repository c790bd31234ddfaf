import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { createLog } from '../../src/base/log.ts';
import { cleanUp } from '../../src/jobs/cleanup.ts';
import { periodicJob } from '../../src/jobs/periodic.ts';
import { createJobRunner } from '../../src/jobs/runner.ts';
import { createTestClock } from '../support/clock.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let runs: number;
let failure: Error | undefined;
const clock = createTestClock();
const lines: string[] = [];
const log = createLog({ level: 'debug', format: 'json' }, { write: (line) => void lines.push(line) });

beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());
beforeEach(async () => {
  runs = 0;
  failure = undefined;
  await database.db.deleteFrom('periodic_jobs').execute();
});

/** A runner of the same work on another server. */
function newServer() {
  const work = {
    name: 'work',
    everyMilliseconds: 600_000,
    async run() {
      runs += 1;
      if (failure) throw failure;
    },
  };
  return createJobRunner({ clock, log }, periodicJob(database.db, work));
}

async function wake(...servers: readonly ReturnType<typeof newServer>[]): Promise<void> {
  for (const server of servers) server.wake();
  await Promise.all(servers.map((server) => server.settled()));
}

test('periodic work runs at once, on one of several servers, and again when its time has come', async () => {
  const servers = [newServer(), newServer(), newServer()];
  await wake(...servers);
  expect(runs).toBe(1);
  clock.advance(599);
  await wake(...servers);
  expect(runs).toBe(1);
  clock.advance(1);
  await wake(...servers);
  expect(runs).toBe(2);
});

test('failing periodic work is repeated after ten seconds, then at growing intervals', async () => {
  const server = newServer();
  failure = new Error('no');
  await wake(server);
  clock.advance(9);
  await wake(server);
  expect(runs).toBe(1);
  clock.advance(1);
  await wake(server);
  expect(runs).toBe(2);
  clock.advance(19);
  await wake(server);
  expect(runs).toBe(2);
  failure = undefined;
  clock.advance(1);
  await wake(server);
  expect(runs).toBe(3);
  expect(lines.join('')).toContain('job postponed');
  const row = await database.db.selectFrom('periodic_jobs').selectAll().executeTakeFirstOrThrow();
  expect(row).toMatchObject({ attempts: 0, claimed_until: null });
});

test('work of a dead server is done by another one when its lease ends', async () => {
  const now = clock.now();
  const lease = new Date(now.getTime() + 300_000);
  await database.db
    .insertInto('periodic_jobs')
    .values({ name: 'work', available_at: now, claimed_until: lease, attempts: 1 })
    .execute();
  const server = newServer();
  await wake(server);
  expect(runs).toBe(0);
  clock.advance(300);
  await wake(server);
  expect(runs).toBe(1);
});

test('a table whose expired rows cannot be deleted does not block the others', async () => {
  const { db } = database;
  const spent = { key: 'spent', points: 1, expire: String(clock.now().getTime() - 1) };
  await db.insertInto('rate_limits').values(spent).execute();
  await sql`alter table revoked_jwts rename to revoked_jwts_away`.execute(db);
  try {
    await expect(cleanUp(database, clock.now())).rejects.toThrow(AggregateError);
    expect(await db.selectFrom('rate_limits').select('key').execute()).toEqual([]);
  } finally {
    await sql`alter table revoked_jwts_away rename to revoked_jwts`.execute(db);
  }
  expect(await cleanUp(database, clock.now())).toBe(0);
});

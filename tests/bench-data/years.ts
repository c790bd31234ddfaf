import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { type Kysely, sql } from 'kysely';
import { type DatabaseHandle, openDatabase } from '../../src/db/connection.ts';
import { cleanUp } from '../../src/jobs/cleanup.ts';
import type { Database } from '../../src/schema.ts';
import { type Recorder, withRecorder } from '../bench/recorder.ts';
import type { Scenario } from '../bench/scenarios.ts';
import { type Seed, seedDatabase } from '../bench/seed.ts';
import { fullSize, populateYears, type YearsSize } from './years-population.ts';
import { hotRequests } from './years-requests.ts';

/**
 * Measures the data of years: hot requests, cleanup, and indexes as migrations create them, on much data and on a
 * hundredth of it. See README.md beside it. Needs TEST_DATABASE_URL. Options: `--scale 0.02` (of 10 million tokens, 20
 * million audit events, 1 million users); `--events <count>` of audit events, whatever the scale; `--requests <count>`
 * of each kind; `--check` fails when a figure is missing.
 */
const { values: options } = parseArgs({
  options: {
    scale: { type: 'string', default: '0.02' },
    events: { type: 'string' },
    requests: { type: 'string', default: '200' },
    check: { type: 'boolean', default: false },
  },
});

const userCount = 20;
const warmUp = 20;

/** A database of a given size, and the application on it in this process. */
interface Years {
  readonly size: YearsSize;
  readonly seed: Seed;
  readonly database: DatabaseHandle;
}

interface Figures {
  readonly p50: number;
  readonly p99: number;
  readonly pages: number;
}

async function main(serverUrl: string): Promise<void> {
  const scale = Number(options.scale);
  if (!(scale > 0)) throw new Error(`--scale: a number above 0 is needed instead of ${options.scale}`);
  const opened: Years[] = [];
  try {
    for (const part of [scale / 100, scale]) opened.push(await open(serverUrl, sized(part)));
    const [small, large] = opened;
    if (!small || !large) return;
    await compareRequests(small, large);
    await measureIndexes(large);
    await measureCleanup(large);
  } finally {
    for (const { database, seed } of opened) {
      await database.close();
      await seed.drop();
    }
  }
}

function sized(scale: number): YearsSize {
  const part = (count: number, least: number) => Math.max(least, Math.round(count * scale));
  return {
    users: part(fullSize.users, 200),
    organizations: part(fullSize.organizations, 100),
    tokens: part(fullSize.tokens, 1_000),
    events: options.events
      ? Math.round((Number(options.events) * scale) / Number(options.scale))
      : part(fullSize.events, 1_000),
  };
}

async function open(serverUrl: string, size: YearsSize): Promise<Years> {
  const started = performance.now();
  const seed = await seedDatabase(serverUrl, userCount);
  const database = await openDatabase({ url: seed.databaseUrl, poolSize: 2, statementLimitMs: 0 });
  await populateYears(database.db, size);
  await keepQuiet(database.db);
  // A connection reports what it read with its next statement, after a second at the earliest.
  await sleep(1_100);
  await pagesRead(database.db);
  print(`${described(size)}: made in ${seconds(started)} s`);
  for (const line of await tableSizes(database.db)) print(`  ${line}`);
  return { size, seed, database };
}

/** Autovacuum would add to the pages read by requests. */
async function keepQuiet(db: Kysely<Database>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select relname as name from pg_class
    where relkind = 'r' and relnamespace = 'public'::regnamespace`.execute(db);
  for (const { name } of rows)
    await sql`alter table ${sql.table(name)} set (autovacuum_enabled = false)`.execute(db);
}

function described({ users, organizations, tokens, events }: YearsSize): string {
  return `${users} users, ${organizations} organizations, ${tokens} tokens, ${events} audit events`;
}

async function tableSizes(db: Kysely<Database>): Promise<string[]> {
  const { rows } = await sql<{ name: string; rows: number; heap: number; indexes: number }>`
    select relname as name, reltuples::float8 as rows, pg_relation_size(oid)::float8 as heap,
      pg_indexes_size(oid)::float8 as indexes
    from pg_class where relname in ('access_tokens', 'refresh_tokens', 'sessions', 'audit_events') order by 1`.execute(
    db,
  );
  return rows.map(
    (row) =>
      `${row.name}: ${row.rows} rows, ${(row.heap / row.rows).toFixed(0)} bytes a row and ` +
      `${(row.indexes / row.rows).toFixed(0)} of indexes, ${((row.heap + row.indexes) / 2 ** 20).toFixed(0)} MiB`,
  );
}

async function compareRequests(small: Years, large: Years): Promise<void> {
  print('\n                                       p50 ms  p99 ms  pages, of a hundredth, ratio');
  for (const scenario of hotRequests) {
    const [before, after] = await measuredOn(small, large, scenario);
    const ratio = after.pages / before.pages;
    const figures = [
      after.p50.toFixed(1),
      after.p99.toFixed(1),
      after.pages.toFixed(1),
      before.pages.toFixed(1),
    ];
    row(scenario.title.slice(0, 60), [...figures, ratio.toFixed(2)]);
  }
}

/**
 * One after the other, so that they do not share the processor; at the same time when only the presence of figures
 * matters.
 */
async function measuredOn(small: Years, large: Years, scenario: Scenario): Promise<[Figures, Figures]> {
  if (options.check) return Promise.all([measured(small, scenario), measured(large, scenario)]);
  return [await measured(small, scenario), await measured(large, scenario)];
}

/** The requests share a few connections, which report what they read after a second, with their next statement. */
function measured({ seed, database }: Years, scenario: Scenario): Promise<Figures> {
  return withRecorder(seed.databaseUrl, async (record) => {
    const count = Number(options.requests);
    await send(record, seed, scenario, warmUp);
    await sleep(1_100);
    await send(record, seed, scenario, 2);
    const before = await pagesRead(database.db);
    const times = await send(record, seed, scenario, count);
    await sleep(1_100);
    await send(record, seed, scenario, 2);
    const pages = ((await pagesRead(database.db)) - before) / (count + 2);
    times.sort((a, b) => a - b);
    return { p50: times[Math.floor(count * 0.5)] ?? 0, p99: times[Math.floor(count * 0.99)] ?? 0, pages };
  });
}

async function send(record: Recorder, { users }: Seed, scenario: Scenario, count: number): Promise<number[]> {
  const times: number[] = [];
  for (let number = 0; number < count; number += 1) {
    const user = users[number % users.length];
    if (!user) throw new Error('users are needed');
    const started = performance.now();
    await record(scenario.request(user));
    times.push(performance.now() - started);
  }
  return times;
}

async function pagesRead(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{
    pages: number;
  }>`select (blks_hit + blks_read)::float8 as pages from pg_stat_database
    where datname = current_database()`.execute(db);
  return rows[0]?.pages ?? Number.NaN;
}

/** Indexes as migrations add them to tables that grow. */
const indexes = [
  ['access_tokens', 'access_tokens_expiry', sql`(expires_at)`],
  ['refresh_tokens', 'refresh_tokens_expiry', sql`(expires_at)`],
  [
    'audit_events',
    'audit_events_of_user',
    sql`(username, occurred_at desc, event_id desc) where username is not null`,
  ],
] as const;

/** Ways to create an index, as a title and SQL. */
const waysToIndex = [
  ['within a transaction', sql`create index`],
  ['as migrations make it', sql`create index concurrently`],
] as const;

/** How long creating an index takes, and how long it blocks a write: within a transaction, and concurrently. */
async function measureIndexes(years: Years): Promise<void> {
  const { db } = years.database;
  print('');
  for (const [table, index, what] of indexes)
    for (const [how, create] of waysToIndex) {
      await sql`drop index ${sql.id(index)}`.execute(db);
      const started = performance.now();
      const made = sql`${create} ${sql.id(index)} on ${sql.table(table)} ${what}`;
      const waited = (await longestWait(years, table, () => made.execute(db))) / 1000;
      print(`index ${index}, ${how}: ${seconds(started)} s; a write waited ${waited.toFixed(2)} s at most`);
    }
}

/** @returns the longest time of a write in milliseconds; it waits for the table's lock, never for a row's */
async function longestWait({ seed }: Years, table: string, work: () => Promise<unknown>): Promise<number> {
  const other = await openDatabase({
    url: seed.databaseUrl,
    poolSize: 1,
    statementLimitMs: 0,
    lockLimitMs: 0,
  });
  let isDone = false;
  let longest = 0;
  async function write(): Promise<void> {
    for (; !isDone; await sleep(5)) {
      const started = performance.now();
      await sql`delete from ${sql.table(table)} where false`.execute(other.db);
      longest = Math.max(longest, performance.now() - started);
    }
  }
  await Promise.all([write(), work().finally(() => (isDone = true))]);
  await other.close();
  return longest;
}

async function measureCleanup({ database: { db } }: Years): Promise<void> {
  const now = new Date();
  for (const what of ['one row of a hundred is due', 'nothing is due']) {
    const started = performance.now();
    const deleted = await cleanUp({ db }, now);
    print(`cleanup, ${what}: ${deleted} rows in ${seconds(started)} s`);
  }
}

function row(title: string, figures: readonly string[]): void {
  if (options.check && figures.some((figure) => !Number.isFinite(Number(figure))))
    throw new Error(`a figure is missing: ${title} ${figures.join(' ')}`);
  print(`${title.padEnd(62)}${figures.map((figure) => figure.padStart(8)).join('')}`);
}

function seconds(started: number): string {
  return ((performance.now() - started) / 1000).toFixed(2);
}

function print(text: string): void {
  process.stdout.write(`${text}\n`);
}

const serverUrl = process.env.TEST_DATABASE_URL;
if (serverUrl === undefined)
  throw new Error('TEST_DATABASE_URL is needed: a PostgreSQL server to measure on');
await main(serverUrl);

import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import { type DatabaseHandle, openDatabase } from '../../src/db/connection.ts';
import { migrateToLatest, migrationStatus } from '../../src/db/migrate.ts';
import type { Database } from '../../src/schema.ts';
import { createDatabase, dropDatabase, uniqueDatabaseName } from '../support/template.ts';

const serverUrl = process.env.TEST_DATABASE_URL;
/** A migration that creates an index on a large table, and those after it. */
const step = '0048_find_what_actors_did';
const steps = Object.keys(migrations).filter((name) => name >= step);
const index = 'audit_events_of_actor';

/** The embedded database has one connection, so nothing can be blocked there. */
const onPostgres = serverUrl ? describe : describe.skip;

onPostgres('an index on a large table', () => {
  const handles: DatabaseHandle[] = [];
  const statements: string[] = [];
  const concurrent = () => statements.filter((text) => text.startsWith('create index concurrently'));
  let url: string;

  async function open(): Promise<DatabaseHandle> {
    const onQuery = (text: string) => void statements.push(text);
    const handle = await openDatabase({
      url,
      poolSize: 1,
      statementLimitMs: 5_000,
      lockLimitMs: 1_000,
      onQuery,
    });
    handles.push(handle);
    return handle;
  }

  beforeEach(async () => {
    statements.length = 0;
    url = await createDatabase(serverUrl ?? '', uniqueDatabaseName('large_index'));
    const handle = await open();
    expect((await migrateToLatest(handle)).length).toBeGreaterThan(steps.length);
    expect(concurrent()).toEqual([]);
    for (const name of [...steps].reverse()) await migrations[name]?.down?.(handle.db);
    await sql`delete from kysely_migration where name = any(${steps})`.execute(handle.db);
    statements.length = 0;
  });

  afterEach(async () => {
    for (const handle of handles.splice(0)) await handle.close();
    await dropDatabase(serverUrl ?? '', url);
  });

  test('is created while others write', async () => {
    const [migrating, writing] = [await open(), await open()];
    const writer = await beginWriting(await open());
    const migration = migrateToLatest(migrating);
    await until(() => isInProgress(writing.db));
    await insertEvent(writing.db);
    await writer.end();
    expect(await migration).toEqual(steps);
    expect(await describeIndex(writing.db)).toMatchObject({
      isValid: true,
      definition: expect.stringMatching(made),
    });
  });

  test('is created again when an earlier attempt was interrupted', async () => {
    const { db } = await open();
    await insertEvent(db);
    await insertEvent(db);
    const broken = sql`create unique index concurrently ${sql.id(index)} on audit_events (event)`;
    await expect(broken.execute(db)).rejects.toThrow(/could not create unique index/);
    expect(await describeIndex(db)).toMatchObject({ isValid: false });
    expect(await migrateToLatest(await open())).toEqual(steps);
    expect(await describeIndex(db)).toMatchObject({ isValid: true, definition: expect.stringMatching(made) });
  });

  test('is waited for while another connection creates it', async () => {
    const [migrating, making, watching] = [await open(), await open(), await open()];
    const writer = await beginWriting(await open());
    const byHand = sql`create index concurrently ${sql.id(index)} on audit_events (event)`.execute(making.db);
    await until(() => isInProgress(watching.db));
    const { id } = (await describeIndex(watching.db)) ?? {};
    const migration = migrateToLatest(migrating);
    await until(() => statements.some((text) => text.includes('pg_stat_progress')));
    await writer.end();
    await byHand;
    expect(await migration).toEqual(steps);
    expect(await describeIndex(watching.db)).toMatchObject({ id, isValid: true });
  });

  test('is created by one of several servers', async () => {
    const servers = [await open(), await open(), await open()];
    const results = await Promise.all(servers.map(migrateToLatest));
    expect(results.flat()).toEqual(steps);
    expect(concurrent()).toHaveLength(1);
  });

  test('leaves its step pending when it fails', async () => {
    const { db } = await open();
    await sql`create table audit_events_of_actor (id int)`.execute(db);
    await expect(migrateToLatest(await open())).rejects.toThrow(/already exists/);
    expect((await migrationStatus(db)).pending).toEqual(steps);
  });
});

const made = /\(actor, occurred_at DESC, event_id DESC\) WHERE \(actor IS NOT NULL\)$/;

let events = 0;

async function insertEvent(db: Kysely<Database>): Promise<void> {
  events += 1;
  const event = { event_id: `event-${events}`, occurred_at: new Date(), event: 'signed_in' };
  await db.insertInto('audit_events').values(event).execute();
}

/** A transaction with a write: creating an index concurrently waits for its end. */
async function beginWriting({ db }: DatabaseHandle): Promise<{ end(): Promise<void> }> {
  const trx = await db.startTransaction().execute();
  await insertEvent(trx);
  return { end: async () => void (await trx.commit().execute()) };
}

async function isInProgress(db: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql`select from pg_stat_progress_create_index
    where index_relid = to_regclass(${index})`.execute(db);
  return rows.length > 0;
}

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await sleep(5);
}

interface IndexRow {
  readonly id: string;
  readonly isValid: boolean;
  readonly definition: string;
}

async function describeIndex(db: Kysely<Database>): Promise<IndexRow | undefined> {
  const { rows } = await sql<IndexRow>`select indexrelid::text as id, indisvalid as "isValid",
    pg_get_indexdef(indexrelid) as definition
    from pg_index where indexrelid = to_regclass(${index})`.execute(db);
  return rows[0];
}

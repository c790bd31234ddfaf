import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { migrations } from '../migrations/index.ts';
import { openDatabase } from '../src/db/connection.ts';
import { migrateToLatest, migrationStatus } from '../src/db/migrate.ts';
import { listColumns, listConstraints, listIndexes } from './db/catalog.ts';
import { openTestDatabase, type TestDatabase } from './support/database.ts';
import { createDatabase, dropDatabase, uniqueDatabaseName } from './support/template.ts';

const serverUrl = process.env.TEST_DATABASE_URL;
const names = Object.keys(migrations);

async function describeSchema({ db }: TestDatabase) {
  return [await listColumns(db), await listConstraints(db), await listIndexes(db)];
}

const folder = fileURLToPath(new URL('../migrations/', import.meta.url));

describe('the steps', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await openTestDatabase();
  });
  afterAll(() => database.close());

  // To fix a failure, import the new file in migrations/index.ts under its file name.
  test('are the files of the folder', () => {
    const files = readdirSync(folder).filter((file) => /^\d{4}_.*\.ts$/.test(file));
    expect(names).toEqual(files.map((file) => file.replace('.ts', '')).sort());
  });

  test('are numbered without gaps and run in that order', () => {
    expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
    expect([...names].sort()).toEqual(names);
  });

  // Within a transaction, creating an index on a large table blocks writes for seconds; `indexStep` avoids that.
  test('add no index to a table that grows within a transaction', () => {
    const growing =
      /create (unique )?index (if not exists )?\S+ on (audit_events|access_tokens|refresh_tokens|sessions)\b/;
    const locking = names.filter((name) => growing.test(readFileSync(`${folder}${name}.ts`, 'utf8')));
    expect(locking.filter((name) => name > '0047')).toEqual([]);
    expect(locking).not.toEqual([]);
  });

  test('leave nothing behind when undone, and give the same schema when run again', async () => {
    const before = await describeSchema(database);
    for (const name of [...names].reverse()) await migrations[name]?.down?.(database.db);
    expect(await listColumns(database.db)).toEqual([]);
    for (const name of names) await migrations[name]?.up(database.db);
    expect(await describeSchema(database)).toEqual(before);
  });

  test('are not run twice', async () => {
    expect(await migrateToLatest(database.handle)).toEqual([]);
    expect(await migrationStatus(database.db)).toEqual({ applied: names, pending: [], unknown: [] });
  });

  test('are refused on a database that a newer program has changed', async () => {
    const newer = { name: '9999_from_the_future', timestamp: new Date().toISOString() };
    await sql`insert into kysely_migration (name, timestamp) values (${newer.name}, ${newer.timestamp})`.execute(
      database.db,
    );
    await expect(migrateToLatest(database.handle)).rejects.toThrow(
      /newer than this program.*9999_from_the_future/,
    );
    expect((await migrationStatus(database.db)).unknown).toEqual(['9999_from_the_future']);
    await sql`delete from kysely_migration where name = ${newer.name}`.execute(database.db);
  });
});

/** The embedded database allows one process only, enforced by its lock file. */
const onPostgres = serverUrl ? describe : describe.skip;

onPostgres('servers that start at the same moment', () => {
  const name = uniqueDatabaseName('migrations');
  let url: string;
  beforeAll(async () => {
    url = await createDatabase(serverUrl ?? '', name);
  });
  afterAll(() => dropDatabase(serverUrl ?? '', name));

  test('run every step exactly once between them', async () => {
    const servers = await Promise.all([1, 2, 3, 4].map(() => openDatabase({ url, statementLimitMs: 1_000 })));
    const results = await Promise.all(servers.map(migrateToLatest));
    expect(results.flat().sort()).toEqual(names);
    expect(results.filter((steps) => steps.length > 0)).toHaveLength(1);
    await Promise.all(servers.map((server) => server.close()));
  });
});

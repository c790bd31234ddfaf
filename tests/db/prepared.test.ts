import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { type DatabaseHandle, openDatabase } from '../../src/db/connection.ts';
import { isUnavailable } from '../../src/db/pg-errors.ts';
import { prepareQuery, type ValueOf } from '../../src/db/prepared.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

const moment = new Date('2026-11-01T10:00:00.000Z');

const insertName = prepareQuery((db, value: ValueOf<{ name: string; now: Date }>) =>
  db
    .insertInto('reserved_names')
    .values({ name: value('name'), kind: 'user', reserved_at: value('now') })
    .returning(['name', 'kind', 'reserved_at']),
);

const findName = prepareQuery((db, value: ValueOf<{ name: string }>) =>
  db.selectFrom('reserved_names').select('name').where('name', '=', value('name')).where('kind', '=', 'user'),
);

describe('a prepared query', () => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase();
  });

  afterAll(() => database.close());

  test('sends the values of each run with the constant ones', async () => {
    const rows = await insertName(database.db, { name: 'first', now: moment });
    expect(rows).toEqual([{ name: 'first', kind: 'user', reserved_at: moment }]);
    expect(await findName(database.db, { name: 'first' })).toEqual([{ name: 'first' }]);
    expect(await findName(database.db, { name: 'itsyouonline' })).toEqual([]);
  });

  test('keeps the values of runs at the same time apart', async () => {
    const names = Array.from({ length: 20 }, (_, number) => `at-once-${number}`);
    const inserted = await Promise.all(names.map((name) => insertName(database.db, { name, now: moment })));
    expect(inserted.map(([row]) => row?.name)).toEqual(names);
  });

  test('runs inside a transaction, even when it ran outside before', async () => {
    const work = database.db.transaction().execute(async (trx) => {
      await insertName(trx, { name: 'undone', now: moment });
      expect(await findName(trx, { name: 'undone' })).toHaveLength(1);
      throw new Error('undo');
    });
    await expect(work).rejects.toThrow('undo');
    expect(await findName(database.db, { name: 'undone' })).toEqual([]);
  });

  test('sends a value once, however often the query refers to it', async () => {
    const nameOrEqual = prepareQuery((db, value: ValueOf<{ name: string; kind: 'user' }>) =>
      db
        .selectFrom('reserved_names')
        .select('name')
        .where('kind', '=', value('kind'))
        .where((row) => row.or([row('name', '=', value('name')), row('name', '>', value('name'))]))
        .orderBy('name'),
    );
    await insertName(database.db, { name: 'twice', now: moment });
    expect(await nameOrEqual(database.db, { name: 'twice', kind: 'user' })).toEqual([{ name: 'twice' }]);
    expect(database.statements().at(-1)).toContain('"kind" = $1 and ("name" = $2 or "name" > $2)');
  });

  test('never carries a value in its text', async () => {
    await findName(database.db, { name: "o'hara" });
    expect(database.statements().at(-1)).toBe(
      'select "name" from "reserved_names" where "name" = $1 and "kind" = $2',
    );
  });
});

const onPostgres = process.env.TEST_DATABASE_URL ? describe : describe.skip;

onPostgres('a prepared query on PostgreSQL', () => {
  const findAll = prepareQuery((db, value: ValueOf<{ one: number }>) => ({
    compile: () => sql<object>`select * from kept_statements where one = ${value('one')}`.compile(db),
  }));
  const keptHere = sql<{ count: number }>`
    select count(*)::int as count from pg_prepared_statements where name like 'iyo_%'`;
  const change = sql`alter table kept_statements add column if not exists two integer`;

  async function openOne(keepsStatements: boolean): Promise<DatabaseHandle> {
    const handle = await openDatabase({ url: process.env.TEST_DATABASE_URL, poolSize: 1, keepsStatements });
    await sql`drop table if exists kept_statements`.execute(handle.db);
    await sql`create table kept_statements (one integer)`.execute(handle.db);
    await findAll(handle.db, { one: 1 });
    await findAll(handle.db, { one: 2 });
    return handle;
  }

  test.each([
    [true, 1],
    [false, 0],
  ])('with keepsStatements %p is kept %d times in a connection', async (keeps, times) => {
    const handle = await openOne(keeps);
    const { rows } = await keptHere.execute(handle.db);
    expect(rows).toEqual([{ count: times }]);
    await handle.close();
  });

  test('outdated by a change of the schema fails once as unavailable, and the connection is closed', async () => {
    const handle = await openOne(true);
    await change.execute(handle.db);
    const error = await findAll(handle.db, { one: 1 }).catch((reason: unknown) => reason);
    expect(isUnavailable(error)).toBe(true);
    expect(await findAll(handle.db, { one: 1 })).toEqual([]);
    await handle.close();
  });
});

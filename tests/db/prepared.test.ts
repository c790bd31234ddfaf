import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
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

  test('sends the values of each run beside those that are always the same', async () => {
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

  test('never carries a value in its text', async () => {
    await findName(database.db, { name: "o'hara" });
    expect(database.statements().at(-1)).toBe(
      'select "name" from "reserved_names" where "name" = $1 and "kind" = $2',
    );
  });
});

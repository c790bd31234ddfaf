import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
});
afterAll(() => database.close());

/** Must return the same values on the embedded database and on a server. */
const read: ReadonlyArray<readonly [expression: string, value: unknown]> = [
  ['9007199254740993::bigint', '9007199254740993'],
  ['1::bigint', '1'],
  ['count(*)', '1'],
  ['1::integer', 1],
  ['1.50::numeric', '1.50'],
  ['0.5::double precision', 0.5],
  ['true', true],
  ['null::text', null],
  [`'word'::text`, 'word'],
  [`'\\x00ff'::bytea`, Buffer.from([0, 255])],
  [`'2024-02-29 12:34:56.789+02'::timestamptz(3)`, new Date('2024-02-29T10:34:56.789Z')],
  [`'0001-01-01 00:00:00+00'::timestamptz(3)`, new Date('0001-01-01T00:00:00Z')],
  [`'{"a":[1,null]}'::jsonb`, { a: [1, null] }],
  [`array['a b', 'c,d', 'e"f', null]::text[]`, ['a b', 'c,d', 'e"f', null]],
  [`'{}'::text[]`, []],
  ['array[1, 2]::integer[]', [1, 2]],
  ['array[1, 2]::bigint[]', ['1', '2']],
  [`U&'\\FEFFword'::text`, '\ufeffword'],
  [`U&'\\FEFF\\FEFF'::varchar(9)`, '\ufeff\ufeff'],
  [`array[U&'\\FEFF', U&'a\\FEFF']::text[]`, ['\ufeff', 'a\ufeff']],
  [`jsonb_build_object(U&'\\FEFFkey', U&'\\FEFFvalue')`, { '\ufeffkey': '\ufeffvalue' }],
  [`to_json(U&'\\FEFF'::text)`, '\ufeff'],
];

describe('a value read', () => {
  test.each(read)('as %s is %p', async (expression, value) => {
    const { rows } = await sql<{ value: unknown }>`select ${sql.raw(expression)} as value`.execute(
      database.db,
    );
    expect(rows[0]?.value).toStrictEqual(value);
  });
});

const written: ReadonlyArray<readonly [type: string, value: unknown]> = [
  ['text', "it's; drop table users --"],
  ['integer', 2147483647],
  ['boolean', false],
  ['bytea', Buffer.from([0, 1, 254, 255])],
  ['timestamptz(3)', new Date('2031-07-08T09:10:11.012Z')],
  ['text[]', ['a b', 'c,d', 'e"f', 'g\\h', '', 'null']],
  ['text', '\ufeffbyte order mark'],
  ['text', '\ufeff'],
  ['text[]', ['\ufeffa', 'b\ufeff']],
  ['jsonb', { '\ufeffkey': '\ufeffvalue' }],
  ['text', null],
  ['text', '\ufeff'],
  ['text', '\ufeffword \u202e\u200b'],
  ['varchar(50)', '\ufeff\ufefftwice'],
  ['text[]', ['\ufeff', '\ufeffword', 'wo\ufeffrd']],
];

describe('a value written', () => {
  // promise: values
  test.each(written)('as %s is read back the same: %p', async (type, value) => {
    const { rows } = await sql`select ${value}::${sql.raw(type)} as value`.execute(database.db);
    expect(rows).toEqual([{ value }]);
  });

  test('as bytes may be any array of bytes', async () => {
    const { rows } = await sql`select ${new Uint8Array([7, 8])}::bytea as value`.execute(database.db);
    expect(rows).toEqual([{ value: Buffer.from([7, 8]) }]);
  });

  test('as JSON is given as text', async () => {
    const { rows } = await sql`select ${JSON.stringify([{ a: 1 }])}::jsonb as value`.execute(database.db);
    expect(rows).toEqual([{ value: [{ a: 1 }] }]);
  });

  test('is found by the value that was written, U+FEFF at its beginning too', async () => {
    const { db } = database;
    const names = ['\ufeffword', 'word'];
    const row = { kind: 'user' as const, reserved_at: new Date() };
    await db
      .insertInto('reserved_names')
      .values(names.map((name) => ({ ...row, name })))
      .execute();
    for (const name of names) {
      const found = db.selectFrom('reserved_names').select('name').where('name', '=', name);
      expect(await found.execute()).toEqual([{ name }]);
    }
    await db.deleteFrom('reserved_names').where('name', 'in', names).execute();
  });

  test('as JSON keeps U+FEFF in names and values', async () => {
    const json = { '\ufeffname': '\ufeffvalue', list: ['\ufeff'] };
    const { rows } = await sql`select ${JSON.stringify(json)}::jsonb as value`.execute(database.db);
    expect(rows).toEqual([{ value: json }]);
  });
});

describe('a statement that fails', () => {
  test('says why, and does not affect the next one', async () => {
    const { db } = database;
    const row = { name: 'twice', kind: 'user' as const, reserved_at: new Date() };
    await db.insertInto('reserved_names').values(row).execute();
    const again = db.insertInto('reserved_names').values(row).execute();
    await expect(again).rejects.toMatchObject({ code: '23505', constraint: 'reserved_names_pkey' });
    await expect(sql`select ${'x'}::int`.execute(db)).rejects.toMatchObject({ code: '22P02' });
    await expect(sql`selec`.execute(db)).rejects.toMatchObject({ code: '42601' });
    await db.deleteFrom('reserved_names').where('name', '=', 'twice').execute();
    expect((await sql`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }]);
  });
});

describe('a change', () => {
  test('returns how many rows it changed', async () => {
    const { db } = database;
    const reserved_at = new Date();
    const names = ['ann', 'ben'].map((name) => ({ name, kind: 'user' as const, reserved_at }));
    const inserted = await db.insertInto('reserved_names').values(names).executeTakeFirst();
    const updated = await db
      .updateTable('reserved_names')
      .set({ reserved_at })
      .where('name', '=', 'ann')
      .execute();
    const deleted = await db.deleteFrom('reserved_names').where('kind', '=', 'user').executeTakeFirst();
    expect(inserted.numInsertedOrUpdatedRows).toBe(2n);
    expect(updated[0]?.numUpdatedRows).toBe(1n);
    expect(deleted.numDeletedRows).toBe(2n);
  });
});

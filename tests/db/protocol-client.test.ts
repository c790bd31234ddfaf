import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import type { Database } from '../../src/schema.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;
let db: Kysely<Database>;

beforeAll(async () => {
  database = await openTestDatabase();
  db = database.db;
  await sql`create table words (word text primary key)`.execute(db);
});

afterAll(() => database.close());

const insert = (word: string | null) => sql`insert into words values (${word}) returning word`.execute(db);
const all = async () => (await sql<object>`select * from words order by 1`.execute(db)).rows;

/** The embedded database prepares a statement on its second use. */
describe('a statement that is sent again', () => {
  test('answers with its own rows and values each time', async () => {
    for (const word of ['a', 'b', 'c', 'd']) expect((await insert(word)).rows).toEqual([{ word }]);
    expect(await all()).toHaveLength(4);
  });

  test('fails when it must, with the code of PostgreSQL, and works afterwards', async () => {
    await expect(insert('a')).rejects.toMatchObject({ code: '23505', constraint: 'words_pkey' });
    await expect(insert(null)).rejects.toMatchObject({ code: '23502', column: 'word' });
    expect((await insert('e')).rows).toEqual([{ word: 'e' }]);
  });

  test('works once its table exists', async () => {
    const count = () => sql<object>`select count(*) as n from later`.execute(db);
    for (let time = 0; time < 3; time += 1) await expect(count()).rejects.toMatchObject({ code: '42P01' });
    await sql`create table later (word text)`.execute(db);
    for (let time = 0; time < 3; time += 1) expect((await count()).rows).toEqual([{ n: '0' }]);
    await sql`drop table later`.execute(db);
  });

  test('follows a change of the schema', async () => {
    await all();
    expect((await all())[0]).toEqual({ word: 'a' });
    await sql`alter table words add column length integer generated always as (length(word)) stored`.execute(
      db,
    );
    expect((await all())[0]).toEqual({ word: 'a', length: 1 });
    await sql`alter table words drop column length`.execute(db);
    expect((await all())[0]).toEqual({ word: 'a' });
  });

  test('stays prepared through a failing transaction', async () => {
    const find = (connection: Kysely<Database>, word: string) =>
      sql`select word from words where word = ${word}`.execute(connection);
    const failing = db.transaction().execute(async (trx) => {
      for (const word of ['a', 'b', 'c']) await find(trx, word);
      await sql`insert into words values (${'a'})`.execute(trx);
    });
    await expect(failing).rejects.toMatchObject({ code: '23505' });
    expect((await find(db, 'b')).rows).toEqual([{ word: 'b' }]);
  });
});

test('the count of changed rows is returned', async () => {
  const result = await sql`update words set word = word || '!' where word in ('a', 'b')`.execute(db);
  expect(result.numAffectedRows).toBe(2n);
});

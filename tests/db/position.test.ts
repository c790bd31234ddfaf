import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { nextPosition } from '../../src/db/position.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { insertUserRow, someTime } from './rows.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await openTestDatabase();
  for (const username of ['bobby', 'carol']) await insertUserRow(database.db, username);
});
afterAll(() => database.close());

async function add(username: string, label: string): Promise<void> {
  const position = nextPosition('user_phone_numbers', { username });
  const row = { username, label, phone_number: '+3212345678', position, created_at: someTime };
  await database.db.insertInto('user_phone_numbers').values(row).execute();
}

async function listLabels(username: string): Promise<string[]> {
  const rows = await database.db
    .selectFrom('user_phone_numbers')
    .select('label')
    .where('username', '=', username)
    .orderBy('position')
    .orderBy('label')
    .execute();
  return rows.map(({ label }) => label);
}

test('a list keeps the order of adding, also within one moment, and a change keeps the place', async () => {
  for (const label of ['zz', 'aa', 'mm']) await add('bobby', label);
  await add('carol', 'kk');
  await database.db
    .updateTable('user_phone_numbers')
    .set({ label: 'bb' })
    .where('label', '=', 'zz')
    .execute();
  expect(await listLabels('bobby')).toEqual(['bb', 'aa', 'mm']);
  const first = await database.db
    .selectFrom('user_phone_numbers')
    .select('position')
    .where('label', '=', 'kk')
    .execute();
  expect(first).toEqual([{ position: 1 }]);
});

test('what is added after a deletion comes last', async () => {
  await database.db.deleteFrom('user_phone_numbers').where('label', '=', 'aa').execute();
  await add('bobby', 'aa');
  expect(await listLabels('bobby')).toEqual(['bb', 'mm', 'aa']);
});

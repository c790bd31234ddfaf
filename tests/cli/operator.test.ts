import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listOperators } from '../../src/operators/queries.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type CommandLine, commandLineOn } from './command-line.ts';

let iyo: CommandLine;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  iyo = commandLineOn(database);
  for (const username of ['carol', 'dave'])
    await iyo.run('user', 'create', username, '--first-name', 'Given', '--last-name', 'Family');
});

afterAll(() => database.close());

const namesOfOperators = async () => (await listOperators(database.db)).map(({ username }) => username);

const eventsOf = async (username: string) => {
  const rows = await database.db
    .selectFrom('audit_events')
    .select(['event', 'actor'])
    .where('username', '=', username)
    .where('event', 'like', 'operator.%')
    .orderBy('event_id')
    .execute();
  return rows;
};

describe('iyo operator', () => {
  test('adds, shows and removes an operator, each in the audit log', async () => {
    expect(await iyo.run('operator', 'add', 'Carol')).toEqual({
      stdout: 'carol is an operator.\n',
      stderr: '',
      exitCode: 0,
    });
    expect(JSON.parse((await iyo.run('operator', 'list', '--json')).stdout)).toEqual([
      { username: 'carol', added_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT/) },
    ]);
    expect((await iyo.run('operator', 'remove', 'carol')).stdout).toBe('carol is no longer an operator.\n');
    expect(await namesOfOperators()).toEqual([]);
    expect(await eventsOf('carol')).toEqual([
      { event: 'operator.added', actor: null },
      { event: 'operator.removed', actor: null },
    ]);
  });

  test('does not add a user who is unknown, closed or an operator already', async () => {
    const codeOf = async (...words: string[]) => JSON.parse((await iyo.run(...words, '--json')).stderr).error;
    expect(await codeOf('operator', 'add', 'no-one')).toBe('user_not_found');
    await database.db
      .updateTable('users')
      .set({ locked_at: new Date() })
      .where('username', '=', 'dave')
      .execute();
    expect(await codeOf('operator', 'add', 'dave')).toBe('user_not_found');
    expect(await namesOfOperators()).toEqual([]);
    await iyo.run('operator', 'add', 'carol');
    expect(await codeOf('operator', 'add', 'carol')).toBe('operator_exists');
    expect(await namesOfOperators()).toEqual(['carol']);
    expect(await eventsOf('dave')).toEqual([]);
  });

  test('does not remove a user who is no operator', async () => {
    const { stderr, exitCode } = await iyo.run('operator', 'remove', 'dave', '--json');
    expect(JSON.parse(stderr).error).toBe('operator_not_found');
    expect(exitCode).toBe(1);
    expect(await eventsOf('dave')).toEqual([]);
  });
});

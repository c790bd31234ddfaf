import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { recordEvent } from '../../src/audit/record-event.ts';
import { systemActor } from '../../src/base/actor.ts';
import { createSealing } from '../../src/crypto/sealing.ts';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { type Count, countAttempts, passwordCounts } from '../../src/rate-limits/attempts.ts';
import { limits } from '../../src/rate-limits/limits.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { type CommandLine, commandLineOn, encryptionKey } from './command-line.ts';

let iyo: CommandLine;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  iyo = commandLineOn(database);
  const { stderr } = await iyo.run('user', 'create', 'carol', '--first-name', 'Carol', '--last-name', 'Cook');
  expect(stderr).toBe('');
});

afterAll(() => database.close());

async function ok(...words: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await iyo.run(...words);
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return stdout;
}

async function refused(...words: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await iyo.run(...words, '--json');
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  return JSON.parse(stderr).error;
}

const newestEvent = () =>
  database.db
    .selectFrom('audit_events')
    .select(['event', 'username', 'actor', 'details'])
    .orderBy('occurred_at', 'desc')
    .orderBy('event_id', 'desc')
    .limit(1)
    .executeTakeFirstOrThrow();

describe('audit', () => {
  const actorAt = (time: string) => ({ ...systemActor(new Date(time)), requestId: 'r-1' });

  beforeAll(async () => {
    await database.db.deleteFrom('audit_events').execute();
    await inTransaction(database.db, async (trx) => {
      const at = (hour: string) => actorAt(`2026-02-01T${hour}:00:00Z`);
      await recordEvent(trx, at('01'), 'signin.succeeded', { username: 'carol' });
      await recordEvent(trx, at('02'), 'signin.failed', { username: 'dave', reason: 'password' });
      await recordEvent(trx, at('03'), 'organization.created', { globalid: 'shop' });
      await recordEvent(trx, at('04'), 'address.added', { username: 'carol', label: '=home, "old"' });
    });
  });

  const eventsOf = async (...words: string[]) =>
    (await ok('audit', '--json', ...words))
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line).event);

  test('shows everything, newest first', async () => {
    const text = await ok('audit');
    expect(text).toMatch(/^TIME +EVENT/);
    expect(text.indexOf('address.added')).toBeLessThan(text.indexOf('signin.succeeded'));
    expect(await eventsOf()).toEqual([
      'address.added',
      'organization.created',
      'signin.failed',
      'signin.succeeded',
    ]);
  });

  test.each([
    [
      ['--user', 'Carol'],
      ['address.added', 'signin.succeeded'],
    ],
    [['--organization', 'shop'], ['organization.created']],
    [
      ['--event', 'signin.*'],
      ['signin.failed', 'signin.succeeded'],
    ],
    [
      ['--event', 'signin.failed', 'address.added'],
      ['address.added', 'signin.failed'],
    ],
    [['--event', 'signin_failed'], []],
    [
      ['--since', '2026-02-01T03:00:00Z'],
      ['address.added', 'organization.created'],
    ],
    [['--until', '2026-02-01T02:00:00Z'], ['signin.succeeded']],
    [['--since', '2026-02-01', '--until', '2026-02-02', '--user', 'dave'], ['signin.failed']],
    [['--user', 'nobody'], []],
  ])('filters by %j', async (words, events) => {
    expect(await eventsOf(...words)).toEqual(events);
  });

  test('ends a page with the command for the next one', async () => {
    const text = await ok('audit', '--limit', '3');
    const [, cursor = ''] = /--before (\S+)/.exec(text) ?? [];
    expect(await eventsOf('--before', cursor)).toEqual(['signin.succeeded']);
    expect(await ok('audit', '--limit', '5')).not.toContain('--before');
  });

  test('writes CSV that spreadsheets do not take as formulas', async () => {
    const [head = '', first = ''] = (await ok('audit', '--csv', '--limit', '1')).split('\n');
    expect(head).toBe('time,event,username,organization,actor,client,network,program,details,request_id,id');
    expect(first).toContain('2026-02-01T04:00:00.000Z,address.added,carol,,,,,,');
    expect(first).toContain('"{""label"":""=home, \\""old\\""""}",r-1,');
  });

  test.each([
    ['--since', 'yesterday'],
    ['--since', '2026-02-31'],
    ['--limit', '0'],
    ['--before', 'x'],
  ])('refuses %s %s', async (...words) => {
    expect(await refused('audit', ...words)).toBe('usage');
  });
});

describe('messages', () => {
  const sealing = createSealing([encryptionKey]);
  const secret = 'code 123456';
  const minutesAgo = (count: number) => new Date(Date.now() - count * 60_000);

  beforeEach(async () => void (await database.db.deleteFrom('outbox_messages').execute()));

  async function addMessage(changes: Readonly<Record<string, unknown>> = {}, usefulUntil?: Date) {
    const id = randomUUID();
    const content = JSON.stringify({ message: { to: ['carol@company.com'], text: secret }, usefulUntil });
    await database.db
      .insertInto('outbox_messages')
      .values({
        message_id: id,
        channel: 'mail',
        recipient: 'carol@company.com',
        template: 'emailCode',
        language: 'en',
        username: 'carol',
        sealed_content: sealing.seal(content, `outbox_message:${id}`),
        created_at: minutesAgo(30),
        available_at: minutesAgo(30),
        ...changes,
      })
      .execute();
    return id;
  }

  const stored = (id: string) =>
    database.db
      .selectFrom('outbox_messages')
      .selectAll()
      .where('message_id', '=', id)
      .executeTakeFirstOrThrow();

  const abandoned = { attempts: 8, failed_at: minutesAgo(1), last_error: 'EAUTH 535' };

  test('are listed by state and age, without their content', async () => {
    const waiting = await addMessage();
    const retrying = await addMessage({ attempts: 2, last_error: 'ETIMEDOUT', created_at: minutesAgo(10) });
    const given = await addMessage({ ...abandoned, created_at: minutesAgo(90) });
    const sent = await addMessage({ sent_at: minutesAgo(1), sealed_content: null });
    const ids = async (...words: string[]) =>
      JSON.parse(await ok('messages', 'list', '--json', ...words)).map(({ id }: { id: string }) => id);
    expect(await ids('--state', 'waiting')).toEqual([waiting]);
    expect(await ids('--state', 'retrying')).toEqual([retrying]);
    expect(await ids('--state', 'abandoned')).toEqual([given]);
    expect(await ids('--state', 'sent')).toEqual([sent]);
    expect(await ids('--older-than', '1h')).toEqual([given]);
    expect(await ids('--channel', 'sms')).toEqual([]);
    const [first = '', ...rest] = await ids();
    expect(await ids('--before', first)).toEqual(rest);
    const text = await ok('messages', 'list');
    expect(text).toContain('c***@company.com');
    expect(text).not.toMatch(/carol@|123456/);
  });

  // promise: operators-see-no-secret
  test('are shown one at a time, without their content', async () => {
    const id = await addMessage(abandoned);
    const shown = await ok('messages', 'show', id);
    expect(shown).toContain('state = abandoned');
    expect(shown).toContain('last_error = EAUTH 535');
    expect(shown).not.toMatch(/carol@|123456/);
    expect(await refused('messages', 'show', 'x')).toBe('message_not_found');
  });

  test('that were abandoned are sent again', async () => {
    const id = await addMessage(abandoned);
    await ok('messages', 'resend', id);
    const { failed_at, attempts, available_at } = await stored(id);
    expect([failed_at, attempts]).toEqual([null, 0]);
    expect(available_at.getTime()).toBeGreaterThan(minutesAgo(1).getTime());
    expect(await newestEvent()).toEqual({
      event: 'message.resent',
      username: 'carol',
      actor: null,
      details: { channel: 'mail', template: 'emailCode', contact: 'c***@company.com' },
    });
  });

  test('that can no longer be sent stay unchanged', async () => {
    const cases: [string, string][] = [
      [await addMessage({ sent_at: minutesAgo(1), sealed_content: null }), 'message_sent'],
      [await addMessage({ ...abandoned, sealed_content: null }), 'message_content_removed'],
      [await addMessage(abandoned, minutesAgo(5)), 'message_outdated'],
      [await addMessage({ claimed_until: minutesAgo(-1) }), 'message_under_way'],
      ['x', 'message_not_found'],
    ];
    const before = await database.db.selectFrom('outbox_messages').selectAll().execute();
    for (const [id, code] of cases) expect(await refused('messages', 'resend', id)).toBe(code);
    expect(await database.db.selectFrom('outbox_messages').selectAll().execute()).toEqual(before);
  });

  test('are dropped with their content', async () => {
    const id = await addMessage();
    await ok('messages', 'drop', id);
    expect(await stored(id)).toMatchObject({
      sealed_content: null,
      last_error: 'dropped',
      failed_at: expect.any(Date),
    });
    expect((await newestEvent()).event).toBe('message.dropped');
    expect(await refused('messages', 'drop', id)).toBe('message_content_removed');
    expect(await refused('messages', 'resend', id)).toBe('message_content_removed');
  });
});

describe('limits', () => {
  const count = async (times: number, counts: readonly Count[]) => {
    for (let each = 0; each < times; each += 1) await countAttempts(database.db, new Date(), counts);
  };
  const shown = async (...words: string[]) => JSON.parse(await ok('limits', 'show', '--json', ...words));

  beforeEach(async () => void (await database.db.deleteFrom('rate_limits').execute()));

  test('are listed, each with its numbers', async () => {
    const listed: { limit: string }[] = JSON.parse(await ok('limits', 'list', '--json'));
    expect(listed.map(({ limit }) => limit)).toEqual(Object.keys(limits));
    expect(listed).toContainEqual({
      limit: 'passwordsOfAccount',
      counts: 'Wrong passwords of an account',
      attempts: limits.passwordsOfAccount.attempts,
      seconds: limits.passwordsOfAccount.seconds,
      longest_wait: limits.passwordsOfAccount.wait.longest,
    });
    expect(await ok('limits', 'list')).toMatch(/^smsToNumber +5 +600 +600 +SMS to a number$/m);
  });

  test('of a user are found by the name, and by name and network', async () => {
    await count(10, passwordCounts('carol', '192.0.2.1').all);
    await count(1, passwordCounts('dave', '192.0.2.1').all);
    expect(await shown('carol')).toMatchObject([
      { limit: 'passwordsOfAccount', used: 10, refuses_until: null },
    ]);
    expect(await shown('Carol', '--network', '192.0.2.1')).toMatchObject([
      { limit: 'passwordsOfAccountFromNetwork', about: 'carol 192.0.2.1', used: 10, allowed: 10 },
      { limit: 'passwordsOfAccount' },
    ]);
    expect(await shown('--network', '::ffff:192.0.2.1')).toMatchObject([
      { limit: 'passwordsFromNetwork', used: 11 },
    ]);
    expect(await shown('erin')).toEqual([]);
  });

  test('of a number and of a browser are found too', async () => {
    await database.db
      .insertInto('trusted_devices')
      .values({
        device_id: 'd1',
        username: 'carol',
        secret_hash: Buffer.alloc(32, 1),
        created_at: new Date(),
        last_used_at: new Date(),
        expires_at: new Date(Date.now() + 60_000),
      })
      .execute();
    await count(1, [['passwordsOfAccount', 'carol d1']]);
    await count(1, [['smsToNumber', 'sign-in +32499001122']]);
    await count(1, [['smsOfServer', '']]);
    expect(await shown('carol')).toMatchObject([{ about: 'carol d1' }]);
    expect(await shown('+32499001122')).toMatchObject([{ about: 'sign-in +32499001122' }]);
    expect(await shown()).toMatchObject([{ limit: 'smsOfServer', about: '' }]);
  });

  test('that were used up are lifted, and no others', async () => {
    await count(10, passwordCounts('carol', '192.0.2.1').all);
    await count(10, passwordCounts('dave', '192.0.2.2').account);
    await ok('limits', 'lift', 'carol', '--network', '192.0.2.1');
    await count(1, passwordCounts('carol', '192.0.2.1').account);
    await expect(count(1, passwordCounts('dave', '192.0.2.2').account)).rejects.toThrow();
    expect(await newestEvent()).toMatchObject({
      event: 'limit.lifted',
      username: 'carol',
      details: { about: 'carol 192.0.2.0/24' },
    });
  });

  test('are lifted one at a time when one is named', async () => {
    await count(3, passwordCounts('carol', '192.0.2.1').all);
    await ok('limits', 'lift', 'carol', '--network', '192.0.2.1', '--limit', 'passwordsOfAccount');
    expect(await shown('carol', '--network', '192.0.2.1')).toMatchObject([
      { limit: 'passwordsOfAccountFromNetwork' },
    ]);
    const { details } = await newestEvent();
    expect(details).toMatchObject({ limit: 'passwordsOfAccount' });
  });

  test('without attempts cannot be lifted, nor all at once', async () => {
    expect(await refused('limits', 'lift', 'erin')).toBe('limit_not_found');
    expect(await refused('limits', 'lift')).toBe('usage');
    expect(await refused('limits', 'lift', 'carol', '--limit', 'nothing')).toBe('usage');
  });
});

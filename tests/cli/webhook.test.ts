import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSealing } from '../../src/crypto/sealing.ts';
import { secretContext } from '../../src/webhooks/signature.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';
import { newOrganization } from '../support/organizations.ts';
import { type CommandLine, commandLineOn, encryptionKey } from './command-line.ts';

const url = 'https://shop.example/hook';
let iyo: CommandLine;
let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
  iyo = commandLineOn(database);
  for (const globalid of ['shop', 'other']) await newOrganization(database.db, globalid);
});
afterAll(() => database.close());

beforeEach(async () => {
  await database.db.deleteFrom('webhooks').execute();
});

async function ok(...words: string[]) {
  const { stdout, stderr, exitCode } = await iyo.run(...words, '--json');
  expect({ stderr, exitCode }).toEqual({ stderr: '', exitCode: 0 });
  return JSON.parse(stdout);
}

async function refused(...words: string[]): Promise<string> {
  const { stdout, stderr, exitCode } = await iyo.run(...words, '--json');
  expect({ stdout, exitCode }).toEqual({ stdout: '', exitCode: 1 });
  return JSON.parse(stderr).error;
}

async function eventsOf(pattern: string): Promise<string[]> {
  const rows = await database.db
    .selectFrom('audit_events')
    .select('event')
    .where('event', 'like', pattern)
    .orderBy('event_id')
    .execute();
  return rows.map(({ event }) => event.replace(/.*[._]/, ''));
}

describe('webhook', () => {
  test('add shows a secret once, which is stored sealed', async () => {
    const { id, secret, ...shown } = await ok(
      'webhook',
      'add',
      url,
      '--org',
      'shop',
      '--event',
      'member.left',
    );
    expect(shown).toMatchObject({ url, events: ['member.left'], status: 'active', description: '' });
    expect(await ok('webhook', 'list', '--org', 'shop')).toEqual([{ id, ...shown }]);
    const row = await database.db.selectFrom('webhooks').selectAll().executeTakeFirstOrThrow();
    expect(createSealing([encryptionKey]).open(row.sealed_secret, secretContext(id))).toBe(secret);
    expect((await ok('webhook', 'list', '--operator')).length).toBe(0);
  });

  test('change replaces what is named, of an organization and of the server', async () => {
    for (const own of [['--org', 'shop'], ['--operator']]) {
      const { id } = await ok('webhook', 'add', url, ...own, '--description', 'kept');
      const changed = await ok('webhook', 'change', id, ...own, '--url', 'https://other.example/', '--off');
      expect(changed).toMatchObject({ url: 'https://other.example/', description: 'kept', status: 'off' });
      expect(await ok('webhook', 'change', id, ...own, '--description', 'new')).toMatchObject({
        status: 'off',
      });
      expect(await ok('webhook', 'change', id, ...own, '--on')).toMatchObject({ status: 'active' });
      expect(await refused('webhook', 'change', id, ...own)).toBe('usage');
      expect(await refused('webhook', 'change', id, ...own, '--url', 'http://plain.example/')).toBe(
        'bad_request',
      );
      expect(await refused('webhook', 'change', id, '--org', 'other', '--on')).toBe('webhook_not_found');
      expect((await ok('webhook', 'list', ...own))[0]).toMatchObject({ url: 'https://other.example/' });
    }
    const { id } = await ok('webhook', 'add', url, '--org', 'other');
    expect(await refused('webhook', 'change', id, '--org', 'other', '--event', 'nothing')).toBe('usage');
    const some = await ok('webhook', 'change', id, '--org', 'other', '--event', 'member.left');
    expect(some.events).toEqual(['member.left']);
    expect((await ok('webhook', 'change', id, '--org', 'other', '--all-events')).events).toEqual([]);
  });

  test('test, deliveries, resend, rotate and remove do what they say, with their events', async () => {
    const { id, secret } = await ok('webhook', 'add', url, '--org', 'shop');
    const own = ['--org', 'shop'];
    const { id: delivery } = await ok('webhook', 'test', id, ...own);
    const [listed] = await ok('webhook', 'deliveries', id, ...own);
    expect(listed).toMatchObject({ id: delivery, event: 'webhook.test', status: 'waiting', attempts: 0 });
    await database.db.updateTable('webhook_deliveries').set({ failed_at: new Date() }).execute();
    expect(await ok('webhook', 'deliveries', id, ...own, '--status', 'failed')).toHaveLength(1);
    await ok('webhook', 'resend', id, delivery, ...own);
    expect(await ok('webhook', 'deliveries', id, ...own, '--status', 'waiting')).toHaveLength(1);
    expect((await ok('webhook', 'rotate', id, ...own, '--overlap', '60')).secret).not.toBe(secret);
    await ok('webhook', 'remove', id, ...own);
    expect(await ok('webhook', 'list', ...own)).toEqual([]);
    expect(await eventsOf('organization.webhook%')).toEqual(
      expect.arrayContaining(['added', 'tested', 'resent', 'rotated', 'removed']),
    );
  });

  test('of the operator gets the audit log and is in it', async () => {
    const { id } = await ok('webhook', 'add', url, '--operator', '--event', 'signin.failed');
    const before = (await eventsOf('audit_webhook%')).length;
    await ok('webhook', 'remove', id, '--operator');
    expect((await eventsOf('audit_webhook%')).slice(before - 1)).toEqual(['added', 'removed']);
  });

  test.each([
    ['usage', ['add', url]],
    ['usage', ['list']],
    ['usage', ['add', url, '--org', 'shop', '--event', 'member.danced']],
    ['usage', ['add', url, '--org', 'shop', '--operator']],
    ['bad_request', ['add', 'http://shop.example/hook', '--org', 'shop']],
    ['bad_request', ['add', 'https://10.1.2.3/', '--operator']],
    ['organization_not_found', ['add', url, '--org', 'nothing']],
    ['webhook_not_found', ['remove', 'nothing', '--org', 'shop']],
    ['webhook_not_found', ['deliveries', 'nothing', '--operator']],
  ])('is refused with %s: %j', async (code, words) => {
    expect(await refused('webhook', ...words)).toBe(code);
    expect(await database.db.selectFrom('webhooks').selectAll().execute()).toEqual([]);
  });

  test('of another organization is not found', async () => {
    const { id } = await ok('webhook', 'add', url, '--org', 'shop');
    expect(await refused('webhook', 'remove', id, '--org', 'other')).toBe('webhook_not_found');
    expect(await ok('webhook', 'list', '--org', 'shop')).toHaveLength(1);
  });

  test('shows tables without --json', async () => {
    await ok('webhook', 'add', url, '--org', 'shop');
    const { stdout } = await iyo.run('webhook', 'list', '--org', 'shop');
    expect(stdout).toMatch(/^ID +STATUS +URL +EVENTS\n/);
    expect(stdout).toContain(url);
  });
});

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createSealing } from '../../src/crypto/sealing.ts';
import { type Count, countAttempts, passwordCounts } from '../../src/rate-limits/attempts.ts';
import { listPublishedKeys } from '../../src/tokens/signing-key-queries.ts';
import { openTestApp, type TestApp, testKey } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { formsOf, openUserAgent, signInAs } from '../support/user-agent.ts';
import { newOperator, type SignedInOperator } from './operators.ts';

const settings = {
  IYO_SMTP_HOST: 'mail.example.org',
  IYO_SMTP_USER: 'mailer',
  IYO_SMTP_PASSWORD: 'smtp-secret',
  IYO_SMS_URL: 'https://sms.example.org/send?key=sms-secret',
  IYO_SMS_AUTHORIZATION: 'Bearer sms-secret',
  DATABASE_URL: 'postgres://iyo:db-secret@db.example.org/iyo',
  IYO_ENCRYPTION_KEYS: testKey.toString('base64'),
  IYO_PROFILE: 'strict',
};
const sealing = createSealing([testKey]);
let app: TestApp;
let operator: SignedInOperator;

beforeAll(async () => {
  app = await openTestApp(settings);
});
afterAll(() => app.close());

beforeEach(async () => {
  for (const table of ['outbox_messages', 'rate_limits'] as const)
    await app.database.db.deleteFrom(table).execute();
  operator = await newOperator(app);
});

const get = (path: string) => operator.agent.get(path);

async function submit(path: string, fields: Readonly<Record<string, string>> = {}, from = path) {
  return operator.agent.submit(await get(from), fields, path);
}

/** Posts without the page's form, with the CSRF token of another page. */
async function post(path: string, from: string) {
  const [form] = formsOf((await get(from)).text);
  return operator.agent.postForm(path, { ...form?.values });
}

const eventsOf = (event: string) =>
  app.database.db
    .selectFrom('audit_events')
    .select(['actor', 'username', 'details'])
    .where('event', '=', event)
    .where('actor', '=', operator.username)
    .execute();

describe('messages', () => {
  const ago = (seconds: number) => new Date(app.clock.now().getTime() - seconds * 1000);

  async function addMessage(changes: Readonly<Record<string, unknown>> = {}, usefulUntil?: Date) {
    const id = randomUUID();
    const content = JSON.stringify({
      message: { to: ['carol@company.com'], text: 'code 123456' },
      usefulUntil,
    });
    await app.database.db
      .insertInto('outbox_messages')
      .values({
        message_id: id,
        channel: 'mail',
        recipient: 'carol@company.com',
        template: 'emailValidation',
        language: 'en',
        sealed_content: sealing.seal(content, `outbox_message:${id}`),
        created_at: ago(60),
        available_at: ago(-3600),
        ...changes,
      })
      .execute();
    return id;
  }

  const abandoned = { attempts: 8, failed_at: new Date(), last_error: 'EAUTH 535' };
  const stored = (id: string) =>
    app.database.db
      .selectFrom('outbox_messages')
      .select(['failed_at', 'attempts', 'sealed_content', 'last_error', 'sent_at'])
      .where('message_id', '=', id)
      .executeTakeFirstOrThrow();

  // promise: operators-see-no-secret
  test('are listed by state, page by page, without their content', async () => {
    const given = await addMessage(abandoned);
    for (let each = 0; each < 30; each += 1) await addMessage({ created_at: ago(each) });
    const { text } = await get('/admin/messages');
    expect(text.match(/href="\/admin\/messages\/[^"]+"/g)).toHaveLength(25);
    expect(text.length).toBeLessThan(30_000);
    expect(text).toContain('c***@company.com');
    expect(text).not.toMatch(/carol@|123456/);
    const [, older = ''] = /<a rel="next" href="([^"]+)"/.exec(text) ?? [];
    expect((await get(older.replaceAll('&amp;', '&'))).text).toContain(given);
    const failed = (await get('/admin/messages?state=abandoned')).text;
    expect(failed.match(/href="\/admin\/messages\/[^"]+"/g)).toEqual([`href="/admin/messages/${given}"`]);
    expect(failed).toContain('EAUTH 535');
  });

  test('are named by purpose; by code name when an earlier version queued them', async () => {
    const id = await addMessage();
    const former = await addMessage({ template: 'carrierPigeon' });
    const list = (await get('/admin/messages')).text;
    expect(list).toContain('>Confirmation of an email address<');
    expect(list).toContain('>carrierPigeon<');
    expect(list).not.toContain('emailValidation');
    for (const path of [id, `${id}/drop`])
      expect((await get(`/admin/messages/${path}`)).text).toContain('Confirmation of an email address');
    expect((await get(`/admin/messages/${former}/drop`)).text).toContain('“carrierPigeon”');
  });

  test('that were abandoned are sent again, under the name of the operator', async () => {
    const id = await addMessage(abandoned);
    const page = await get(`/admin/messages/${id}`);
    expect(page.text).not.toMatch(/carol@|123456/);
    const response = await submit(`/admin/messages/${id}/resend`, {}, `/admin/messages/${id}`);
    expect(response.headers.location).toBe(`/admin/messages/${id}`);
    expect((await stored(id)).failed_at).toBeNull();
    expect(await eventsOf('message.resent')).toMatchObject([{ details: { contact: 'c***@company.com' } }]);
    expect((await get(`/admin/messages/${id}`)).text).toContain('within a few seconds');
  });

  test.each([
    ['sent', { sent_at: new Date(), sealed_content: null }, undefined, 'sent already'],
    ['without content', { ...abandoned, sealed_content: null }, undefined, 'content is gone'],
    ['useless', abandoned, new Date(0), 'no longer works'],
    ['under way', { claimed_until: new Date(Date.now() + 60_000) }, undefined, 'at this moment'],
  ])('that are %s are not sent again', async (_what, changes, usefulUntil, words) => {
    const id = await addMessage(changes, usefulUntil);
    const before = await stored(id);
    const response = await post(`/admin/messages/${id}/resend`, '/admin/keys');
    expect(response.status).toBe(409);
    expect(response.text).toContain(words);
    expect(await stored(id)).toEqual(before);
    expect(await eventsOf('message.resent')).toEqual([]);
  });

  test('are dropped after a confirmation', async () => {
    const id = await addMessage();
    expect((await get(`/admin/messages/${id}/drop`)).status).toBe(200);
    expect((await stored(id)).sealed_content).not.toBeNull();
    await submit(`/admin/messages/${id}/drop`);
    expect(await stored(id)).toMatchObject({ sealed_content: null, last_error: 'dropped' });
    expect(await eventsOf('message.dropped')).toHaveLength(1);
  });

  test('that do not exist are 404', async () => {
    for (const path of ['x', 'x/drop', 'x/resend'])
      expect([path, (await get(`/admin/messages/${path}`)).status]).toEqual([path, 404]);
    for (const act of ['drop', 'resend'])
      expect((await post(`/admin/messages/x/${act}`, '/admin/keys')).status).toBe(404);
  });
});

describe('limits', () => {
  const count = async (times: number, counts: readonly Count[]) => {
    for (let each = 0; each < times; each += 1) await countAttempts(app.database.db, app.clock.now(), counts);
  };

  test('are found by name and network, and lifted one by one', async () => {
    const { username } = await newUser(app);
    await count(10, passwordCounts(username, '192.0.2.1').all);
    const path = `/admin/limits?name=${username}&network=192.0.2.1`;
    const { text } = await get(path);
    expect(text).toContain('Wrong passwords of an account, by network');
    expect(text).toContain('10 of 10');
    const lift = { name: username, network: '192.0.2.1', limit: 'passwordsOfAccountFromNetwork' };
    const done = await operator.agent.follow(await submit('/admin/limits', lift, path));
    expect(done.text).toContain('The limit “Wrong passwords of an account, by network” is lifted.');
    const account = openUserAgent(app);
    await signInAs(app, account, username);
    const activity = (await account.get('/account/activity')).text;
    expect(activity).toContain('Limit “Wrong passwords of an account, by network” lifted');
    expect(await eventsOf('limit.lifted')).toMatchObject([
      { username, details: { limit: 'passwordsOfAccountFromNetwork', about: `${username} 192.0.2.0/24` } },
    ]);
    await count(1, passwordCounts(username, '192.0.2.1').account);
    const left = (await get(path)).text;
    expect(left).toContain('1 of 10');
    expect(left).toContain('11 of 50');
  });

  test('that are not running, or do not exist, are not lifted', async () => {
    await count(10, passwordCounts('dave', '192.0.2.2').all);
    const path = '/admin/limits?name=dave';
    const other = { name: 'erin', network: '', limit: 'passwordsOfAccount' };
    await submit('/admin/limits', other, path);
    expect((await submit('/admin/limits', { ...other, limit: 'toString' }, path)).status).toBe(404);
    expect(await eventsOf('limit.lifted')).toEqual([]);
    const left = await app.database.db.selectFrom('rate_limits').select('points').execute();
    expect(left).toHaveLength(3);
  });
});

describe('signing keys', () => {
  test('are shown with their state, without a private part', async () => {
    const [key] = await listPublishedKeys(app.database.db, app.clock.now());
    const { text } = await get('/admin/keys');
    expect(text).toContain(key?.kid);
    expect(text).toContain('Signs');
    expect(text).not.toContain(Buffer.from(key?.sealedPrivateJwk ?? []).toString('base64'));
  });

  test('are not withdrawn while no other key could sign', async () => {
    const [key] = await listPublishedKeys(app.database.db, app.clock.now());
    const path = `/admin/keys/withdraw/${key?.kid}`;
    const refused = await submit(path);
    expect([refused.status, refused.text.includes('the only key of its algorithm')]).toEqual([409, true]);
    expect(await listPublishedKeys(app.database.db, app.clock.now())).toHaveLength(1);
    expect(await eventsOf('signing_key.withdrawn')).toEqual([]);
    expect((await get('/admin/keys/withdraw/unknown')).status).toBe(404);
  });

  test('are rotated after a confirmation, one rotation at a time', async () => {
    const path = '/admin/keys/rotate/ES384';
    const offers = async () => (await get('/admin/keys')).text.includes(`href="${path}"`);
    expect(await offers()).toBe(true);
    const keys = () => listPublishedKeys(app.database.db, app.clock.now());
    expect((await get(path)).status).toBe(200);
    expect(await keys()).toHaveLength(1);
    expect((await submit(path)).headers.location).toBe('/admin/keys');
    const [next] = await keys();
    expect(next?.signsFrom.getTime()).toBe(app.clock.now().getTime() + 86_400_000);
    expect(await eventsOf('signing_key.added')).toMatchObject([{ details: { kid: next?.kid } }]);
    expect(await offers()).toBe(false);
    const again = await submit(path);
    expect(again.status).toBe(409);
    expect(again.text).toContain('A rotation is under way');
    expect(await keys()).toHaveLength(2);
    expect((await get('/admin/keys/rotate/HS256')).status).toBe(404);
  });

  test('are withdrawn after a confirmation, with recent authentication and a form of this site only', async () => {
    const keys = () => listPublishedKeys(app.database.db, app.clock.now());
    const kid = (await keys()).find(({ signsFrom }) => signsFrom > app.clock.now())?.kid ?? '';
    const path = `/admin/keys/withdraw/${kid}`;
    const question = await get(path);
    expect(question.text).toContain('This cannot be undone.');
    expect((await operator.agent.postForm(path, {})).status).toBe(403);
    const eve = openUserAgent(app);
    await signInAs(app, eve, (await newUser(app)).username);
    expect((await eve.get(path)).status).toBe(404);
    app.clock.advance(601);
    const late = await operator.agent.submit(question, {}, path);
    expect(late.headers.location).toMatch(/^\/login\/confirm/);
    expect((await keys()).map((each) => each.kid)).toContain(kid);
    operator = await newOperator(app);
    const done = await operator.agent.follow(await submit(path));
    expect(done.text).toContain('The ES384 key is withdrawn.');
    expect((await keys()).map((each) => each.kid)).not.toContain(kid);
    expect(await eventsOf('signing_key.withdrawn')).toMatchObject([{ details: { kid } }]);
    expect((await get(path)).status).toBe(404);
  });
});

describe('settings', () => {
  // promise: operators-see-no-secret
  test('are shown with their source, without secrets, and cannot be changed', async () => {
    const { text } = await get('/admin/settings');
    const sections = text.split('<section');
    const shownIn = (source: string, name: string) =>
      sections.some((each) => each.includes(`id="${source}"`) && each.includes(`<dt>${name}</dt>`));
    expect(shownIn('environment', 'IYO_SMTP_HOST')).toBe(true);
    expect(shownIn('profile', 'IYO_SHOW_SECRETS')).toBe(true);
    expect(shownIn('default', 'IYO_REFRESH_MAX_DAYS')).toBe(true);
    expect(text).toContain('postgres://[redacted]@db.example.org/iyo');
    for (const secret of ['smtp-secret', 'sms-secret', 'db-secret', settings.IYO_ENCRYPTION_KEYS])
      expect(text).not.toContain(secret);
    expect(text).not.toContain('<form method="post" action="/admin');
  });
});

describe('health', () => {
  test('shows the findings of the cheap checks of the doctor, and contacts no other server', async () => {
    const { text } = await get('/admin/health');
    expect(text.length).toBeLessThan(30_000);
    for (const part of [
      'ES384 tokens are signed by',
      'The server runs in mode test.',
      'Node',
      process.version,
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('mail.example.org');
    await app.database.db.deleteFrom('signing_keys').execute();
    expect((await get('/admin/health')).text).toContain('iyo keys generate');
  });

  test('uses the language of the browser', async () => {
    operator.agent.headers['Accept-Language'] = 'nl';
    expect((await get('/admin/health')).text).toContain('De server draait in de modus test.');
  });
});

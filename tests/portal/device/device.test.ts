import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import type { TestClient } from '../../oauth/clients.ts';
import { newKey } from '../../oauth/code-flow.ts';
import { answerDevice, enterCode, poll, startDevice } from '../../oauth/devices.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { formsOf, openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';

/** The pages on which users allow devices (RFC 8628, section 3.3). */

let app: TestApp;
let agent: UserAgent;
let shop: TestClient;

beforeAll(async () => {
  app = await openTestApp();
  for (const username of ['bob', 'eve']) await newUser(app, { username });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop', { allowsDeviceGrant: true });
});
afterAll(() => app.close());
beforeEach(async () => {
  agent = openUserAgent(app);
  await signInAs(app, agent, 'bob');
});
afterEach(async () => {
  const { db } = app.database;
  for (const table of [
    'device_authorizations',
    'user_authorizations',
    'rate_limits',
    'audit_events',
  ] as const)
    await db.deleteFrom(table).execute();
});

const devices = () => app.database.db.selectFrom('device_authorizations').selectAll().execute();
const requests = () => app.database.db.selectFrom('authorization_requests').selectAll().execute();
const records = () => app.database.db.selectFrom('user_authorizations').selectAll().execute();
const events = () =>
  app.database.db.selectFrom('audit_events').selectAll().where('event', 'like', 'device_access.%').execute();

const decide = async (page: Response, decision: 'allow' | 'cancel') =>
  agent.follow(await agent.submit(page, { do: decision }, '/authorize?request='));

/** The page says that the code is invalid, and does not ask for consent. */
async function expectWrong(page: Response): Promise<void> {
  expect(page.status).toBe(422);
  expect(page.text).toContain('This code is incorrect or has expired.');
  expect(await requests()).toEqual([]);
  expect(await records()).toEqual([]);
}

describe('the code', () => {
  // promise: device-user
  test('leads to the consent page, which names the application and warns, and changes nothing yet', async () => {
    const { user_code } = await startDevice(app, shop);
    const question = await enterCode(agent, user_code);
    expect(question.status).toBe(200);
    expect(question.text).toContain('Share your data with shop?');
    expect(question.text).toContain('You are connecting a device with shop.');
    expect(question.headers['content-security-policy']).toContain("form-action 'self';");
    expect(await devices()).toMatchObject([{ decision: null, username: null }]);
    expect(await records()).toEqual([]);
  });

  // promise: device-letters
  test('is accepted in any spelling', async () => {
    const { user_code } = await startDevice(app, shop);
    const bare = user_code.replace('-', '');
    for (const typed of [bare, bare.toLowerCase(), ` ${bare.split('').join(' ')}\u200f`, `${user_code}.`])
      expect((await enterCode(agent, typed)).text).toContain('Share your data with shop?');
  });

  // promise: device-complete
  test('is filled in by the complete address, and still has to be sent by the user', async () => {
    const { user_code } = await startDevice(app, shop);
    const page = await agent.get(`/device?user_code=${user_code}`);
    expect(formsOf(page.text)[0]).toMatchObject({ action: '/device', values: { user_code } });
    expect(await requests()).toEqual([]);
  });

  // promise: device-user
  test('waits until the user has signed in', async () => {
    const visitor = openUserAgent(app);
    const { user_code } = await startDevice(app, shop);
    const address = `/device?user_code=${user_code}`;
    const sent = await visitor.get(address);
    const { pathname, searchParams } = new URL(sent.headers.location ?? '', testUrl);
    expect([pathname, searchParams.get('endpoint')]).toEqual(['/login', address]);
    const page = await visitor.get('/register');
    const csrf = formsOf(page.text)[0]?.values ?? {};
    const posted = await visitor.postForm('/device', { ...csrf, user_code });
    expect(posted.headers.location).toMatch(/^\/login\?/);
    expect(await requests()).toEqual([]);
  });

  test('is not taken from a form of another site', async () => {
    const { user_code } = await startDevice(app, shop);
    expect((await agent.postForm('/device', { user_code })).status).toBe(403);
    expect(await requests()).toEqual([]);
  });

  // promise: device-guessing
  test.each(['BCDFGHJK', 'BCDF', 'AEIO-1234', 'x\u0000', 'B'.repeat(500), "' or 1=1 --"])(
    '%j is wrong, in the same words as any other',
    async (typed) => {
      await startDevice(app, shop);
      await expectWrong(await enterCode(agent, typed));
    },
  );

  test.each(['', ' \t'])(
    'is asked for again when it is missing, which costs no attempt: %j',
    async (typed) => {
      const page = await enterCode(agent, typed);
      expect([page.status, page.text.includes('id="user_code-error">Enter the code.')]).toEqual([422, true]);
      expect(await requests()).toEqual([]);
      expect(await app.database.db.selectFrom('rate_limits').selectAll().execute()).toEqual([]);
    },
  );

  test('is useless after fifteen minutes, or once it was answered', async () => {
    const [late, allowed, refused] = [
      await startDevice(app, shop),
      await startDevice(app, shop),
      await startDevice(app, shop),
    ];
    await answerDevice(app, 'eve', allowed);
    await answerDevice(app, 'eve', refused, 'cancel');
    const { db } = app.database;
    await db.deleteFrom('authorization_requests').execute();
    await db.deleteFrom('user_authorizations').where('username', '=', 'bob').execute();
    for (const { user_code } of [allowed, refused]) {
      const page = await enterCode(agent, user_code);
      expect(page.status).toBe(422);
    }
    app.clock.advance(901);
    await signInAs(app, agent, 'bob');
    expect((await enterCode(agent, late.user_code)).status).toBe(422);
    expect(await requests()).toEqual([]);
  });

  // promise: device-guessing
  test('cannot be guessed: after ten wrong ones a user has to wait, for the right one too', async () => {
    const { user_code } = await startDevice(app, shop);
    for (let tries = 0; tries < 10; tries += 1) await expectWrong(await enterCode(agent, 'BCDF-GHJK'));
    expect((await enterCode(agent, user_code)).status).toBe(429);
    expect(await requests()).toEqual([]);
    app.clock.advance(901);
    await signInAs(app, agent, 'bob');
    const again = await startDevice(app, shop);
    expect((await enterCode(agent, again.user_code)).status).toBe(200);
  });

  // promise: device-guessing
  test('cannot be guessed by many users of one network either', async () => {
    await enterCode(agent, 'BCDF-GHJK');
    const { db } = app.database;
    await db
      .updateTable('rate_limits')
      .set({ points: 100 })
      .where('key', 'like', 'user codes from:%')
      .execute();
    await signInAs(app, agent, 'eve');
    const { user_code } = await startDevice(app, shop);
    expect((await enterCode(agent, user_code)).status).toBe(429);
    expect(await requests()).toEqual([]);
  });
});

describe('the answer', () => {
  test('allows: the record, the device and the audit log have it, and the page ends here', async () => {
    const started = await startDevice(app, shop, { scope: 'openid user:name offline_access' });
    const page = await decide(await enterCode(agent, started.user_code), 'allow');
    expect([page.status, page.request.url]).toEqual([200, expect.stringMatching(/\/device\/allowed$/)]);
    expect(page.text).toContain('Your device is connected');
    expect(await devices()).toMatchObject([
      { decision: 'allowed', username: 'bob', scopes: ['openid', 'user:name'], wants_offline: true },
    ]);
    expect(await records()).toMatchObject([{ username: 'bob', granted_to: 'shop' }]);
    expect(await events()).toMatchObject([{ event: 'device_access.allowed', username: 'bob' }]);
    expect(await app.database.db.selectFrom('authorization_codes').selectAll().execute()).toEqual([]);
  });

  test('allows only what is ticked', async () => {
    const started = await startDevice(app, shop, { scope: 'user:name user:github offline_access' });
    const question = await enterCode(agent, started.user_code);
    const form = formsOf(question.text).find(({ action }) => action.startsWith('/authorize'));
    const { 'give offline_access': _, ...rest } = form?.values ?? {};
    await agent.follow(await agent.postForm(form?.action ?? '', { ...rest, do: 'allow' }));
    expect(await devices()).toMatchObject([{ wants_offline: false, decision: 'allowed' }]);
    expect((await poll(app, shop, started)).body).not.toHaveProperty('refresh_token');
  });

  // promise: device-user
  test('refuses: nothing is shared', async () => {
    const { user_code } = await startDevice(app, shop);
    const page = await decide(await enterCode(agent, user_code), 'cancel');
    expect(page.text).toContain('The device is not connected');
    expect(await devices()).toMatchObject([{ decision: 'denied', username: null }]);
    expect(await records()).toEqual([]);
    expect(await events()).toMatchObject([{ event: 'device_access.refused', username: 'bob' }]);
  });

  test('is asked for even if the user already shares everything', async () => {
    await answerDevice(app, 'bob', await startDevice(app, shop));
    const { user_code } = await startDevice(app, shop);
    expect((await enterCode(agent, user_code)).text).toContain('Share your data with shop?');
  });

  test('counts once, no matter who asks for it first', async () => {
    const started = await startDevice(app, shop);
    const [first, second] = [
      await enterCode(agent, started.user_code),
      await enterCode(agent, started.user_code),
    ];
    await answerDevice(app, 'eve', started);
    for (const page of [first, second]) {
      const late = await decide(page, 'allow');
      expect(late.status).toBe(409);
      expect(late.text).toContain('This device already has an answer');
      expect(late.text).not.toContain('Continue to the application');
    }
    expect(await devices()).toMatchObject([{ username: 'eve' }]);
    expect((await records()).map((row) => row.username)).toEqual(['eve']);
  });

  test('counts once of two at the same time', async () => {
    const { user_code } = await startDevice(app, shop);
    const pages = [await enterCode(agent, user_code), await enterCode(agent, user_code)];
    const responses = await Promise.all(
      pages.map((page) => agent.submit(page, { do: 'allow' }, '/authorize?request=')),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([303, 409]);
    expect(await events()).toHaveLength(1);
  });

  test('is refused when the code has expired meanwhile', async () => {
    const { user_code } = await startDevice(app, shop);
    app.clock.advance(800);
    await signInAs(app, agent, 'bob');
    const question = await enterCode(agent, user_code);
    app.clock.advance(101);
    const page = await decide(question, 'allow');
    expect(page.status).toBe(410);
    expect(page.text).toContain('href="/device"');
    expect(await devices()).toMatchObject([{ decision: null }]);
    expect(await records()).toEqual([]);
  });

  test('can be given by another user, who enters the code again', async () => {
    const { user_code } = await startDevice(app, shop);
    const question = await enterCode(agent, user_code);
    expect(question.text).toContain('href="/login?endpoint=%2Fdevice&amp;prompt=login"');
    const form = await agent.get('/login?endpoint=%2Fdevice&prompt=login');
    expect(formsOf(form.text)[0]?.action).toMatch(/^\/login\?/);
  });
});

test.each(['nl', 'ru'])('the pages are available in %s', async (lang) => {
  const titles = { nl: 'Een apparaat koppelen', ru: 'Подключение устройства' };
  const page = await agent.get(`/device?lang=${lang}`);
  expect(page.text).toContain(titles[lang as 'nl' | 'ru']);
});

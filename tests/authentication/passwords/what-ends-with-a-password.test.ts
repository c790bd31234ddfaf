import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { eventsOf } from '../../audit/events.ts';
import { signedIn } from '../../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';
import { newNumber } from '../../users/factors.ts';

let app: TestApp;
let user: TestUser;
let agent: UserAgent;
let email: string;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  people += 1;
  email = `ends${people}@company.com`;
  user = await newUser(app, { email, phone: newNumber() });
  await callerWith(app, user.token).post(`/users/${user.username}/apikeys`, { label: 'backup' }).expect(201);
  await signedIn(app, user);
  agent = await signedIn(app, user);
});

const newPassword = 'another fine sentence';

const left = async () => {
  const { db } = app.database;
  const keys = db.selectFrom('user_api_keys').select('label').where('username', '=', user.username);
  const devices = db.selectFrom('trusted_devices').select('device_id').where('username', '=', user.username);
  return { keys: (await keys.execute()).length, devices: (await devices.execute()).length };
};

async function change(fields: Record<string, string>, currentpassword = user.password) {
  const page = await agent.get('/account/security');
  const passwords = { currentpassword, password: newPassword, passwordrepeat: newPassword };
  return agent.submit(page, { ...passwords, ...fields }, '/account/security');
}

async function resetPage() {
  await openUserAgent(app).postJson('/login/forgotpassword', { login: email, langkey: 'en' });
  const link = /\/login\/resetpassword\/\S+/.exec(app.senders.mails.at(-1)?.text ?? '')?.[0] ?? '';
  const visitor = openUserAgent(app);
  return { visitor, page: await visitor.get(link) };
}

async function reset(fields: Record<string, string>) {
  const { visitor, page } = await resetPage();
  const passwords = { password: newPassword, passwordrepeat: newPassword, ...fields };
  return visitor.follow(await visitor.submit(page, passwords, '/login/resetpassword'));
}

describe('a changed password', () => {
  test('keeps remembered browsers and API keys, unless the user ticks them', async () => {
    const before = await left();
    expect(before.devices).toBe(2);
    expect((await change({})).status).toBe(303);
    expect(await left()).toEqual(before);
  });

  // promise: old-password
  test('ends the other remembered browsers and all API keys when the user ticks them', async () => {
    expect((await change({ enddevices: '1', endapikeys: '1' })).status).toBe(303);
    expect(await left()).toEqual({ keys: 0, devices: 1 });
    expect(await eventsOf(app, user.username, 'device.forgotten')).toHaveLength(1);
    expect(await eventsOf(app, user.username, 'apikey.removed')).toContainEqual({
      event: 'apikey.removed',
      label: 'backup',
    });
    await callerWith(app, user.token).get(`/users/${user.username}/apikeys`).expect(401);
  });

  // promise: asvs-6.2.3
  test('that is refused ends nothing, even what is ticked', async () => {
    const before = await left();
    expect((await change({ enddevices: '1', endapikeys: '1' }, 'not the password')).status).toBe(422);
    expect(await left()).toEqual(before);
    expect((await change({ enddevices: '1', endapikeys: '1', passwordrepeat: 'other' })).status).toBe(422);
    expect(await left()).toEqual(before);
  });
});

describe('a reset', () => {
  // promise: old-password
  test('ends all remembered browsers, and names the remaining API keys on the page and in the mail', async () => {
    const { keys } = await left();
    const done = await reset({});
    expect(await left()).toEqual({ keys, devices: 0 });
    expect(keys).toBeGreaterThan(0);
    const warning = new RegExp(`${keys} API keys? of your account still works?\\.`);
    expect(done.text).toMatch(warning);
    expect(app.senders.mails.at(-1)?.text).toMatch(warning);
    expect(await eventsOf(app, user.username, 'device.forgotten')).toHaveLength(1);
  });

  test('removes the API keys when the user ticks that, and then names none', async () => {
    const { page } = await resetPage();
    expect(page.text).toContain('name="endapikeys"');
    const done = await reset({ endapikeys: '1' });
    expect(await left()).toEqual({ keys: 0, devices: 0 });
    expect(done.text).not.toContain('API key');
    expect(app.senders.mails.at(-1)?.text).not.toContain('API key');
  });

  test('that is refused ends nothing', async () => {
    const before = await left();
    const { visitor, page } = await resetPage();
    const bad = { password: 'short', passwordrepeat: 'short', endapikeys: '1' };
    expect((await visitor.submit(page, bad, '/login/resetpassword')).status).toBe(422);
    expect(await left()).toEqual(before);
  });
});

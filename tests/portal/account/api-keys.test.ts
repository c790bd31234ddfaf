import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { listApiKeys } from '../../../src/users/api-keys/queries.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';

let app: TestApp;
let agent: UserAgent;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  bob = await newUser(app);
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
});

const path = '/account/apikeys';
const labels = async () =>
  (await listApiKeys(app.database.db, bob.username)).map(({ label }) => label).sort();

const create = async (label: string, by = agent) =>
  by.submit(await by.get(`${path}/new`), { label }, `${path}/new`);

describe('an API key', () => {
  test('is created with a secret that is shown once, and a command that uses it', async () => {
    const { status, text } = await create('backup');
    const [, id = '', secret = ''] =
      /\/v1\/oauth\/access_token .*client_id=([\w-]+) .*client_secret=([\w-]+)/s.exec(text) ?? [];
    expect([status, id.length, secret.length]).toEqual([200, 28, 28]);
    const token = await tokenOf(app, id, secret);
    const own = await request(app.web)
      .get(`/api/users/${bob.username}`)
      .set('Authorization', `token ${token}`);
    expect(own.status).toBe(200);
    const list = await agent.get(path);
    expect(list.text).toContain(id);
    expect(list.text).not.toContain(secret);
  });

  test('shows when it was last used, as far as that is known', async () => {
    await create('unused');
    const { text } = await agent.get(path);
    expect(text.match(/no token issued in the last day/g)).toHaveLength(1);
    expect(text.match(/ last token issued/g)).toHaveLength(1);
  });

  test.each([
    ['', 'Fill in “Label”.'],
    [' ', 'Fill in “Label”.'],
    ['?', 'Use 2 to 50 letters without accents, digits, “-”, “_” and single spaces.'],
    ['дом', 'Use 2 to 50 letters without accents, digits, “-”, “_” and single spaces.'],
    ['test', 'You already have an entry with this label'],
  ])('is not created with the label “%s”', async (label, text) => {
    const response = await create(label);
    expect([response.status, response.text]).toEqual([422, expect.stringMatching(/id="label-error"/)]);
    expect(response.text).toContain(text);
    expect(await labels()).toEqual(['test']);
  });

  test('is renamed, and keeps its tokens', async () => {
    const rename = `${path}/rename/test`;
    const page = await agent.get(rename);
    expect((await agent.submit(page, { label: '?' }, rename)).status).toBe(422);
    const done = await agent.submit(page, { label: 'other' }, rename);
    expect((await agent.follow(done)).text).toContain('The key is now called “other”.');
    expect(await labels()).toEqual(['other']);
    expect((await agent.submit(page, { label: 'stale' }, rename)).status).toBe(404);
    const { status } = await request(app.web)
      .get(`/api/users/${bob.username}`)
      .set('Authorization', `token ${bob.token}`);
    expect(status).toBe(200);
  });

  test('is removed after a confirmation, and ends its tokens', async () => {
    const remove = `${path}/remove/test`;
    const page = await agent.get(remove);
    expect(page.text).toContain('lose access to your account at once');
    expect(await labels()).toEqual(['test']);
    const done = await agent.submit(page, {}, remove);
    expect((await agent.follow(done)).text).toContain('The key “test” has been removed.');
    expect(await labels()).toEqual([]);
    const { status } = await request(app.web)
      .get(`/api/users/${bob.username}`)
      .set('Authorization', `token ${bob.token}`);
    expect(status).toBe(401);
    expect((await agent.submit(page, {}, remove)).status).toBe(404);
  });
});

describe('the pages of API keys', () => {
  test('create and remove nothing without recent authentication', async () => {
    const form = await agent.get(`${path}/new`);
    const removal = await agent.get(`${path}/remove/test`);
    app.clock.advance(601);
    for (const response of [
      await agent.submit(form, { label: 'late' }, `${path}/new`),
      await agent.submit(removal, {}, `${path}/remove/test`),
      await agent.get(`${path}/new`),
      await agent.get(`${path}/remove/test`),
    ])
      expect(response.headers.location).toContain('/login/confirm?to=');
    expect(await labels()).toEqual(['test']);
    expect((await agent.get(path)).status).toBe(200);
  });

  test('are for the user only, signed in, with the token of the form', async () => {
    const stranger = openUserAgent(app);
    await signInAs(app, stranger, (await newUser(app)).username);
    await create('mine');
    for (const page of [`${path}/rename/mine`, `${path}/remove/mine`]) {
      expect((await stranger.get(page)).status).toBe(404);
      expect((await stranger.postJson(page, { label: 'stolen' })).status).toBe(404);
      expect((await agent.postForm(page, { label: 'forged' })).status).toBe(403);
      expect((await openUserAgent(app).postJson(page, { label: 'none' })).status).toBe(401);
    }
    expect((await agent.postForm(`${path}/new`, { label: 'forged' })).status).toBe(403);
    expect((await openUserAgent(app).get(path)).headers.location).toMatch(/^\/login\?endpoint=/);
    expect((await stranger.get(path)).text).not.toContain('mine');
    expect(await labels()).toEqual(['mine', 'test']);
  });
});

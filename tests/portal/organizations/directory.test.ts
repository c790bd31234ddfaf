import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newApiKey } from '../../support/organizations.ts';
import { type Callers, eventsOf, expectRefusals, newCallers, send } from './owners.ts';

let app: TestApp;
let callers: Callers;
let page: string;

beforeAll(async () => {
  app = await openTestApp();
  callers = await newCallers(app);
  page = `${callers.path}/directory`;
});
afterAll(() => app.close());

const switchOn = () => send(callers.owner, callers.path, page, { act: 'on' });
const makeToken = (fields = {}) => send(callers.owner, callers.path, `${page}/token`, fields);
const replaceToken = () => makeToken({ replaces: '1' });
const switchOff = () => send(callers.owner, callers.path, `${callers.path}/remove`, { what: 'directory' });
const users = (token: string) =>
  request(app.web)
    .get(`/scim/v2/organizations/${callers.globalid}/Users`)
    .set('Authorization', `Bearer ${token}`);
const tokenIn = (html: string) => /<code>([A-Za-z0-9_-]{28})<\/code>/.exec(html)?.[1] ?? '';

describe('the directory of an organization', () => {
  test('is switched on, gets a token that is shown once, and is switched off by an owner', async () => {
    const on = await switchOn();
    expect((await callers.owner.agent.follow(on)).text).toContain('The directory has been switched on.');
    const made = await makeToken();
    const token = tokenIn(made.text);
    expect(token).not.toBe('');
    expect((await users(token)).status).toBe(200);
    const { text } = await callers.owner.agent.get(page);
    expect(text).not.toContain(token);
    expect(text).toContain(`http://iyo.test/scim/v2/organizations/${callers.globalid}`);

    const newer = tokenIn((await replaceToken()).text);
    expect([(await users(token)).status, (await users(newer)).status]).toEqual([401, 200]);
    expect((await switchOff()).status).toBe(303);
    expect((await users(newer)).status).toBe(403);
    expect((await switchOn()).status).toBe(303);
    const { owner, path } = callers;
    expect((await send(owner, path, `${path}/remove`, { what: 'directoryToken' })).status).toBe(303);
    expect((await users(newer)).status).toBe(401);
    const events = (await eventsOf(app, callers.globalid)).filter((event) => event !== 'call.refused');
    expect(events).toEqual([
      'organization.directory_switched_on',
      'organization.key_made',
      'organization.directory_token_made',
      'organization.directory_token_made',
      'organization.directory_switched_off',
      'organization.directory_switched_on',
      'organization.directory_token_removed',
    ]);
  });

  test('shows what was refused', async () => {
    await switchOn();
    const token = tokenIn((await replaceToken()).text);
    const refused = await request(app.web)
      .get(`/scim/v2/organizations/${callers.globalid}/Users?filter=nonsense`)
      .set('Authorization', `Bearer ${token}`);
    expect(refused.status).toBe(400);
    const { text } = await callers.owner.agent.get(page);
    expect(text).toContain('invalidFilter');
    expect(text).toContain(refused.headers['x-request-id']);
  });

  test('has no token while its API key is used for something else', async () => {
    const other = await newCallers(app);
    await newApiKey(app.database.db, { globalid: other.globalid, label: 'directory' });
    const response = await send(other.owner, other.path, `${other.path}/directory/token`, {});
    expect([response.status, response.text.includes('Rename it first.')]).toEqual([409, true]);
    expect(tokenIn(response.text)).toBe('');
  });

  test('asks for confirmation before it is switched off and before its token is replaced', async () => {
    await switchOn();
    const token = tokenIn((await replaceToken()).text);
    const { agent } = callers.owner;
    const { text } = await agent.get(page);
    expect(text).toContain(`href="${callers.path}/remove?what=directory"`);
    expect(text).toContain(`href="${page}/token"`);
    expect(text).not.toContain(`action="${page}/token"`);
    for (const response of [await agent.get(`${page}/token`), await makeToken()]) {
      expect([response.status, tokenIn(response.text)]).toEqual([200, '']);
      expect(response.text).toContain('<h1>Replace the token of the directory?</h1>');
    }
    const off = await agent.get(`${callers.path}/remove?what=directory`);
    expect(off.text).toContain('<h1>Switch the directory off?</h1>');
    expect((await users(token)).status).toBe(200);
    const replaced = await agent.submit(await agent.get(`${page}/token`), {}, `${page}/token`);
    expect(replaced.text).toContain('The former token no longer works.');
    expect([(await users(token)).status, (await users(tokenIn(replaced.text))).status]).toEqual([401, 200]);
    const done = await agent.submit(off, {}, `${callers.path}/remove`);
    expect((await agent.follow(done)).text).toContain('The directory has been switched off.');
    expect((await users(tokenIn(replaced.text))).status).toBe(403);
  });

  test.each(['', 'off', 'token', 'valueOf'])('does nothing else where it is switched on: %j', async (act) => {
    expect((await send(callers.owner, callers.path, page, { act })).status).toBe(400);
  });

  test('is for owners only', async () => {
    const other = await newCallers(app);
    const action = `${other.path}/directory`;
    expect((await other.member.agent.get(action)).status).toBe(403);
    await expectRefusals({ app, callers: other, action, fields: { act: 'on' }, isFresh: true });
    const third = await newCallers(app);
    await expectRefusals({
      app,
      callers: third,
      action: `${third.path}/directory/token`,
      fields: {},
      isFresh: true,
    });
    const fourth = await newCallers(app);
    const off = { action: `${fourth.path}/remove`, fields: { what: 'directory' } };
    await expectRefusals({ app, callers: fourth, ...off, isFresh: true });
    const rows = await app.database.db
      .selectFrom('scim_directories')
      .select('is_on')
      .where('globalid', '=', other.globalid)
      .execute();
    expect(rows).toEqual([]);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { en } from '../../../src/i18n/en/index.ts';
import { activityGroups } from '../../../src/portal/account/activity/groups.ts';
import { auditLogOf } from '../../audit/events.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
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

const path = '/account/activity';

async function changeName(by: UserAgent, lastname: string) {
  const form = '/account/profile/name';
  await by.submit(await by.get(form), { firstname: 'Bob', lastname }, form);
}

const sessions = async () => {
  const rows = app.database.db
    .selectFrom('sessions')
    .select('session_id')
    .where('username', '=', bob.username);
  return (await rows.execute()).length;
};

const lastEvent = async () => (await auditLogOf(app, bob.username)).at(-1)?.event_id ?? '';

describe('the activity of an account', () => {
  test('is shown newest first, to its user only', async () => {
    expect((await agent.get(path)).text).toContain('Nothing has happened yet');
    await changeName(agent, 'Jones');
    await agent.postJson('/account/apikeys/new', { label: 'backup' });
    const { text } = await agent.get(path);
    expect(text.indexOf('API key “backup” created')).toBeGreaterThan(0);
    expect(text.indexOf('Name changed')).toBeGreaterThan(text.indexOf('API key “backup” created'));
    const stranger = openUserAgent(app);
    await signInAs(app, stranger, (await newUser(app)).username);
    expect((await stranger.get(path)).text).toContain('Nothing has happened yet');
    expect((await openUserAgent(app).get(path)).headers.location).toMatch(/^\/login\?endpoint=/);
  });

  test('is narrowed to one group of events', async () => {
    await changeName(agent, 'Jones');
    await agent.postJson('/account/apikeys/new', { label: 'backup' });
    const { text } = await agent.get(`${path}?show=profile`);
    expect(text).toContain('Name changed');
    expect(text).not.toContain('API key “backup” created');
    expect((await agent.get(`${path}?show=nonsense`)).text).toContain('API key “backup” created');
  });

  test('names the API key that was used, while it exists', async () => {
    const user = `/api/users/${bob.username}`;
    const header = { Authorization: `token ${bob.token}` };
    const name = { firstname: 'Bob', lastname: 'Smith' };
    await request(app.web).put(`${user}/name`).set(header).send(name).expect(204);
    expect((await agent.get(path)).text).toContain('with the API key “test”');
    await request(app.web).delete(`${user}/apikeys/test`).set(header).expect(204);
    const { text } = await agent.get(path);
    expect(text).toContain(`through ${bob.apiKey.applicationId}`);
    expect(text).not.toContain('with the API key “test”');
  });

  test('is paged, and a malformed cursor begins at the newest', async () => {
    for (let count = 1; count <= 27; count += 1) await changeName(agent, `Jones ${count}`);
    const first = await agent.get(path);
    expect(first.text.match(/Name changed/g)).toHaveLength(2 * 25);
    const older = /rel="next" href="([^"]+)"/.exec(first.text)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const second = await agent.get(older);
    expect(second.text.match(/Name changed/g)).toHaveLength(2 * 2);
    expect(second.text).not.toContain('rel="next"');
    expect((await agent.get(`${path}?before=x`)).text.match(/Name changed/g)).toHaveLength(2 * 25);
    expect(Buffer.byteLength(first.text)).toBeLessThan(30 * 1024);
  });

  test('has every event in one group, and a text for it', () => {
    const names = Object.keys(en).flatMap((key) => (key.startsWith('event.') ? [key.slice(6)] : []));
    const patterns = Object.values(activityGroups).flat();
    const groupsOf = (name: string) =>
      patterns.filter((pattern) => name.startsWith(pattern.slice(0, -1))).length;
    const ofAccounts = names.filter((name) => !/^(audit_webhook|limit|message|signing_key)\./.test(name));
    expect(ofAccounts.filter((name) => groupsOf(name) !== 1)).toEqual([]);
    expect(ofAccounts.length).toBeGreaterThan(90);
  });
});

describe('“this was not me”', () => {
  // promise: not-me
  test('ends the session in which it happened, and leads to changing the password', async () => {
    const intruder = openUserAgent(app);
    await signInAs(app, intruder, bob.username);
    await changeName(intruder, 'Evil');
    const notMe = `${path}/${await lastEvent()}/not-me`;
    const page = await agent.get(notMe);
    expect(page.text).toContain('The session in which this happened is ended at once');
    expect(await sessions()).toBe(2);
    app.clock.advance(601);
    const done = await agent.submit(page, {}, notMe);
    expect(done.headers.location).toBe('/account/security#password-change');
    expect((await agent.get('/account/security')).text).toContain('Choose a new password now');
    expect((await intruder.get(path)).headers.location).toMatch(/^\/login/);
    expect(await sessions()).toBe(1);
  });

  test('ends all other sessions when it happened in this one', async () => {
    const other = openUserAgent(app);
    await signInAs(app, other, bob.username);
    await changeName(agent, 'Jones');
    const notMe = `${path}/${await lastEvent()}/not-me`;
    await agent.submit(await agent.get(notMe), {}, notMe);
    expect((await other.get(path)).headers.location).toMatch(/^\/login/);
    expect((await agent.get(path)).status).toBe(200);
  });

  test('does nothing about the events of others, and nothing without the token of the form', async () => {
    const other = openUserAgent(app);
    await signInAs(app, other, bob.username);
    await changeName(other, 'Jones');
    const notMe = `${path}/${await lastEvent()}/not-me`;
    const stranger = openUserAgent(app);
    await signInAs(app, stranger, (await newUser(app)).username);
    expect((await stranger.get(notMe)).status).toBe(404);
    expect((await stranger.postJson(notMe, {})).status).toBe(404);
    expect((await agent.postForm(notMe, {})).status).toBe(403);
    expect((await openUserAgent(app).postJson(notMe, {})).status).toBe(401);
    expect(await sessions()).toBe(2);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { afterPassword, lastText, purposesOf, signedIn, signInByText } from './signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

let organizations = 0;

/** An organization with which the user shares the name. */
async function newClient(user: TestUser, seconds: number | null = null): Promise<string> {
  organizations += 1;
  const { db } = app.database;
  const globalid = await newOrganization(db, `client-${organizations}`);
  await db
    .updateTable('organizations')
    .set({ second_factor_validity_seconds: seconds })
    .where('globalid', '=', globalid)
    .execute();
  const at = { created_at: app.clock.now(), updated_at: app.clock.now() };
  const record = { username: user.username, granted_to: globalid, shares_name: true, ...at };
  await db.insertInto('user_authorizations').values(record).execute();
  return globalid;
}

const queryOf = (client: string, scope = 'user:name') =>
  `?client_id=${client}&endpoint=/v1/oauth/authorize&scope=${scope}`;

/** The same browser on another day: its sessions have ended, and the device is remembered. */
function anotherDay(agent: UserAgent): UserAgent {
  const next = openUserAgent(app);
  next.cookies.set('device', agent.cookies.get('device') ?? '');
  return next;
}

const passwordAt = (agent: UserAgent, { username, password }: TestUser, client: string, scope?: string) =>
  agent.postJson(`/login${queryOf(client, scope)}`, { login: username, password });

async function remembered(seconds: number | null = null) {
  const user = await newUser(app, { phone: newNumber() });
  const client = await newClient(user, seconds);
  const agent = await signedIn(app, user, queryOf(client));
  return { user, client, agent };
}

describe('a second factor that was proved for a client in this browser', () => {
  // promise: factor-validity
  test.each([
    ['seven days, as no one chose otherwise', null, 604_800],
    ['the hour that the organization chose', 3600, 3600],
  ])('is not asked for within %s', async (_name, chosen, seconds) => {
    const { user, client, agent } = await remembered(chosen);
    app.clock.advance(seconds - 1);
    const response = await passwordAt(anotherDay(agent), user, client);
    expect([response.status, response.body]).toEqual([
      200,
      { redirecturl: `/v1/oauth/authorize?client_id=${client}&scope=user:name` },
    ]);
    expect(await purposesOf(app, user.username)).toContain('protected');
    app.clock.advance(2);
    expect((await passwordAt(anotherDay(agent), user, client)).status).toBe(204);
  });

  // promise: factor-validity
  test('is always asked for where the organization requires it', async () => {
    const { user, client, agent } = await remembered(0);
    expect((await passwordAt(anotherDay(agent), user, client)).status).toBe(204);
  });

  test('is asked for in another browser, and for another organization', async () => {
    const { user, client, agent } = await remembered();
    const other = await newClient(user);
    expect((await passwordAt(openUserAgent(app), user, client)).status).toBe(204);
    expect((await passwordAt(anotherDay(agent), user, other)).status).toBe(204);
    expect((await passwordAt(anotherDay(agent), user, client)).status).toBe(200);
  });

  test('is asked for outside of an authorize request', async () => {
    const { user, client, agent } = await remembered();
    const { username: login, password } = user;
    for (const query of ['', `?client_id=${client}`, `?client_id=${client}&endpoint=/`])
      expect((await anotherDay(agent).postJson(`/login${query}`, { login, password })).status).toBe(204);
  });

  test('is asked for when consent is needed', async () => {
    const { user, client, agent } = await remembered();
    const response = await passwordAt(anotherDay(agent), user, client, 'user:name,user:email');
    expect(response.status).toBe(204);
    await app.database.db.deleteFrom('user_authorizations').where('username', '=', user.username).execute();
    expect((await passwordAt(anotherDay(agent), user, client)).status).toBe(204);
  });

  test('is forgotten with a wrong password for that client, and stays for others', async () => {
    const { user, client, agent } = await remembered();
    const other = await newClient(user);
    const again = await signedIn(app, user, queryOf(other));
    await passwordAt(openUserAgent(app), { ...user, password: 'wrong' }, client);
    expect((await passwordAt(anotherDay(agent), user, client)).status).toBe(204);
    expect((await passwordAt(anotherDay(again), user, other)).status).toBe(200);
  });

  test('of one user does not count for another in the same browser', async () => {
    const { client, agent } = await remembered();
    const other = await newUser(app, { phone: newNumber() });
    const at = { created_at: app.clock.now(), updated_at: app.clock.now() };
    const record = { username: other.username, granted_to: client, shares_name: true, ...at };
    await app.database.db.insertInto('user_authorizations').values(record).execute();
    expect((await passwordAt(anotherDay(agent), other, client)).status).toBe(204);
  });

  // promise: asvs-6.3.3
  test('gives a session that is valid for no page', async () => {
    const { user, client, agent } = await remembered();
    const next = anotherDay(agent);
    await passwordAt(next, user, client);
    expect(next.cookies.has('oauthsession')).toBe(true);
    expect(next.cookies.has('authenticatedsession')).toBe(false);
    expect((await next.get('/account/sessions')).headers.location).toMatch(/^\/login/);
    const disguised = openUserAgent(app);
    disguised.cookies.set('authenticatedsession', next.cookies.get('oauthsession') ?? '');
    expect((await disguised.get('/account/sessions')).headers.location).toMatch(/^\/login/);
  });

  test('gives a new cookie each time: an earlier copy is useless', async () => {
    const { user, client, agent } = await remembered();
    const copy = anotherDay(agent);
    const again = anotherDay(agent);
    await again.postJson(`/login?client_id=${client}`, { login: user.username, password: user.password });
    await again.postJson('/login/smscode/main', {});
    await again.postJson('/login/smsconfirmation', { smscode: lastText(app).code });
    expect((await passwordAt(copy, user, client)).status).toBe(204);
    expect((await passwordAt(anotherDay(again), user, client)).status).toBe(200);
  });
});

describe('a sign-in from a browser that was not seen before', () => {
  test('is reported to the owner, except the very first sign-in and one from a known browser', async () => {
    const user = await newUser(app, { phone: newNumber(), email: 'told@example.com' });
    const notices = () => app.senders.mails.filter(({ to }) => to.includes('told@example.com')).length;
    await signedIn(app, user);
    expect(notices()).toBe(0);
    await signedIn(app, user);
    expect(notices()).toBe(1);
    expect(app.senders.mails.at(-1)?.subject).toBe('New sign-in to your account');
  });
});

test('a client that was deleted during the sign-in does not stop it, and is not remembered', async () => {
  const user = await newUser(app, { phone: newNumber() });
  const client = await newClient(user);
  const agent = await afterPassword(app, user, queryOf(client));
  await app.database.db.deleteFrom('organizations').where('globalid', '=', client).execute();
  expect((await signInByText(app, agent)).status).toBe(200);
  expect(await purposesOf(app, user.username)).toEqual(['interactive']);
  const factors = app.database.db.selectFrom('remembered_second_factors').select('globalid');
  expect(await factors.where('username', '=', user.username).execute()).toEqual([]);
});

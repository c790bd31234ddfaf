import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { newGrant, newThirdPartyToken } from '../../support/third-party.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { send as sendAs } from '../organizations/owners.ts';
import { afterPassword, lastText, purposesOf, signedIn } from '../sign-in/signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const newPerson = () => newUser(app, { phone: newNumber() });
const isSignedIn = async (agent: UserAgent) => (await agent.get('/account/sessions')).status === 200;

const ending = '/account/sessions/end';

/** Follows the link with this text. */
const followLink = (agent: UserAgent, html: string, text: string) => {
  const [, href = ''] = new RegExp(`<a[^>]*href="(${ending}[^"]*)"[^>]*>${text}<`).exec(html) ?? [];
  return agent.get(href.replaceAll('&amp;', '&'));
};

/** Posts like the confirmation page, without opening it. */
const send = (agent: UserAgent, fields: Readonly<Record<string, string>>) =>
  sendAs({ username: '', agent }, '/account/sessions', ending, fields);

let labels = 0;
const newLabel = () => {
  labels += 1;
  return `key ${labels}`;
};

const idsOf = async (username: string) =>
  (
    await app.database.db
      .selectFrom('sessions')
      .select('session_id')
      .where('username', '=', username)
      .orderBy('created_at')
      .execute()
  ).map((row) => row.session_id);

describe('the page of sessions', () => {
  test('leads a signed-out visitor to the sign-in and back', async () => {
    const user = await newPerson();
    const agent = openUserAgent(app);
    const away = await agent.get('/account/sessions');
    expect(away.headers.location).toBe('/login?endpoint=%2Faccount%2Fsessions');
    const page = await agent.follow(away);
    const sent = await agent.submit(page, { login: user.username, password: user.password }, '/login');
    const waiting = await agent.follow(sent);
    const done = await agent.submit(waiting, { smscode: lastText(app).code }, '/login/smsconfirmation');
    expect(done.headers.location).toBe('/account/sessions');
    expect((await agent.follow(done)).status).toBe(200);
  });

  test('has pages when there are many, and this browser comes first', async () => {
    const user = await newPerson();
    const agent = await signedIn(app, user);
    app.clock.advance(120);
    for (let count = 0; count < 45; count += 1) await signInAs(app, openUserAgent(app), user.username);
    const shown = async (page: number) => {
      const { text } = await agent.get(`/account/sessions?page=${page}`);
      return { own: text.includes('This browser'), others: text.split('what=session').length - 1 };
    };
    expect(await shown(1)).toEqual({ own: true, others: 19 });
    expect(await shown(2)).toEqual({ own: false, others: 20 });
    expect(await shown(3)).toEqual({ own: false, others: 6 });
    const response = await agent.get(`${ending}?what=others&page=3`);
    expect(response.text.split('class="row"').length - 1).toBe(5);
    expect(response.text).toContain('Page 3 of 3');
  });

  // promise: asvs-7.5.2
  test('ends another session at once, and the grants that were made in it', async () => {
    const user = await newPerson();
    const other = await signedIn(app, user);
    const [otherId = ''] = await idsOf(user.username);
    app.clock.advance(1);
    const agent = await signedIn(app, user);
    const [, ownId = ''] = await idsOf(user.username);
    const client = await newOrganization(app.database.db, 'granted-shop');
    await newThirdPartyToken(app, { username: user.username, client });
    const [ended, kept] = [
      await newGrant(app, user.username, client, otherId),
      await newGrant(app, user.username, client, ownId),
    ];
    const page = await agent.get('/account/sessions');
    expect(page.text).toContain(otherId);
    expect(page.text.match(/Signed in from here to: granted-shop</g)).toHaveLength(2);
    const question = await followLink(agent, page.text, 'End session');
    expect(question.text).toContain('<h1>End this session?</h1>');
    expect(await isSignedIn(other)).toBe(true);
    const done = await agent.submit(question, {}, ending);
    expect((await agent.follow(done)).text).toContain('The session has been ended.');
    expect([await isSignedIn(other), await isSignedIn(agent)]).toEqual([false, true]);
    const grants = await app.database.db.selectFrom('authorization_grants').select('grant_id').execute();
    const ids = grants.map((grant) => grant.grant_id);
    expect([ids.includes(ended), ids.includes(kept)]).toEqual([false, true]);
  });

  // promise: asvs-7.4.3
  test('ends all others and keeps this one as the only one', async () => {
    const user = await newPerson();
    const others = [await signedIn(app, user), await signedIn(app, user), await afterPassword(app, user)];
    const agent = await signedIn(app, user);
    const page = await agent.get('/account/sessions');
    const question = await followLink(agent, page.text, 'Sign out everywhere else');
    expect(question.text).toContain('<h1>Sign out everywhere else?</h1>');
    expect(await Promise.all(others.slice(0, 2).map(isSignedIn))).toEqual([true, true]);
    const done = await agent.submit(question, {}, ending);
    expect((await agent.follow(done)).text).toContain('You are signed out everywhere else.');
    expect(page.text).not.toContain('You are not signed in anywhere else.');
    const { text } = await agent.get('/account/sessions');
    expect(text).toContain('You are not signed in anywhere else.');
    expect(text).not.toContain('what=others');
    expect((await agent.get(`${ending}?what=others`)).status).toBe(404);
    expect(await Promise.all(others.map(isSignedIn))).toEqual([false, false, false]);
    expect(await purposesOf(app, user.username)).toEqual(['interactive']);
    expect(await isSignedIn(agent)).toBe(true);
  });

  // promise: asvs-8.2.2
  test('ends no session of another user', async () => {
    const victim = await newPerson();
    const other = await signedIn(app, victim);
    const [victimId = ''] = await idsOf(victim.username);
    const agent = await signedIn(app, await newPerson());
    const page = await agent.get('/account/sessions');
    expect(page.text).not.toContain(victimId);
    const target = { what: 'session', id: victimId };
    expect((await agent.get(`${ending}?${new URLSearchParams(target)}`)).status).toBe(404);
    await send(agent, target);
    expect(await isSignedIn(other)).toBe(true);
  });

  test('says that a session has already ended, and keeps that of this browser', async () => {
    const user = await newPerson();
    const agent = await signedIn(app, user);
    const [ownId = ''] = await idsOf(user.username);
    for (const id of [ownId, 'gone', '']) {
      const response = await send(agent, { what: 'session', id });
      expect((await agent.follow(response)).text).toContain('It had already ended.');
    }
    expect(await isSignedIn(agent)).toBe(true);
  });

  test.each(['', 'valueOf', 'everything'])('ends nothing else: %j', async (what) => {
    const agent = await signedIn(app, await newPerson());
    expect((await agent.get(`${ending}?what=${what}`)).status).toBe(400);
    expect((await send(agent, { what })).status).toBe(400);
  });

  test('asks for a sign-in and the form of this site before it ends anything', async () => {
    const agent = await signedIn(app, await newPerson());
    const away = await openUserAgent(app).get(`${ending}?what=others`);
    expect(away.headers.location).toMatch(/^\/login\?/);
    expect((await agent.postForm(ending, { what: 'others' })).status).toBe(403);
  });

  test('forgets a browser, which then needs a second factor again', async () => {
    const user = await newPerson();
    const agent = await signedIn(app, user);
    const { db } = app.database;
    const devices = () =>
      db.selectFrom('trusted_devices').selectAll().where('username', '=', user.username).execute();
    const question = await followLink(agent, (await agent.get('/account/sessions')).text, 'Forget');
    expect(question.text).toContain('<h1>Forget this browser?</h1>');
    expect(await devices()).toHaveLength(1);
    const done = await agent.submit(question, {}, ending);
    expect((await agent.follow(done)).text).toContain('That browser is forgotten.');
    expect(await devices()).toEqual([]);
  });
});

// promise: asvs-7.3.1, asvs-7.3.2
test('a session ends after twelve hours without use, after seven days in any case; a kept one later', async () => {
  const user = await newPerson();
  const idle = await signedIn(app, user);
  app.clock.advance(12 * 3600 + 1);
  expect(await isSignedIn(idle)).toBe(false);
  const used = await signedIn(app, user);
  for (let half = 0; half < 13; half += 1) {
    app.clock.advance(11 * 3600);
    expect(await isSignedIn(used)).toBe(true);
  }
  for (let half = 0; half < 3; half += 1) {
    app.clock.advance(11 * 3600);
    await isSignedIn(used);
  }
  expect(await isSignedIn(used)).toBe(false);
});

describe('the cookie of a signed-in user', () => {
  const me = (agent: UserAgent, username: string, headers: Record<string, string> = {}) => {
    const copy = openUserAgent(app, { Accept: 'application/json', ...headers });
    for (const [name, value] of agent.cookies) copy.cookies.set(name, value);
    return {
      get: () => copy.get(`/api/users/${username}`),
      post: () => copy.postJson(`/api/users/${username}/apikeys`, { label: newLabel() }),
    };
  };
  const own = { Origin: testUrl, 'Sec-Fetch-Site': 'same-origin' };

  test('is a credential of the API for pages of this site', async () => {
    const user = await newPerson();
    const agent = await signedIn(app, user);
    for (const headers of [{}, { 'Sec-Fetch-Site': 'same-origin' }, { 'Sec-Fetch-Site': 'none' }])
      expect((await me(agent, user.username, headers as Record<string, string>).get()).status).toBe(200);
    for (const headers of [own, { Origin: testUrl }])
      expect((await me(agent, user.username, headers as Record<string, string>).post()).status).toBe(201);
  });

  test('is no credential for other sites, nor for changes of unknown origin', async () => {
    const user = await newPerson();
    const agent = await signedIn(app, user);
    const foreign: Record<string, string>[] = [
      { 'Sec-Fetch-Site': 'cross-site' },
      { 'Sec-Fetch-Site': 'same-site' },
    ];
    for (const headers of foreign) expect((await me(agent, user.username, headers).get()).status).toBe(401);
    const unknown: Record<string, string>[] = [
      {},
      { 'Sec-Fetch-Site': 'same-origin' },
      { Origin: 'https://evil.example' },
      { Origin: 'null' },
      { Origin: testUrl, 'Sec-Fetch-Site': 'cross-site' },
      { Origin: testUrl, 'Sec-Fetch-Site': 'none' },
    ];
    const keys = () =>
      app.database.db
        .selectFrom('user_api_keys')
        .select('label')
        .where('username', '=', user.username)
        .execute();
    const before = await keys();
    for (const headers of unknown) expect((await me(agent, user.username, headers).post()).status).toBe(401);
    expect(await keys()).toEqual(before);
  });

  test("counts only without another credential, and only for the user's account", async () => {
    const [user, other] = [await newPerson(), await newPerson()];
    const agent = await signedIn(app, user);
    expect((await me(agent, other.username).get()).status).toBe(403);
    const asOther = { Authorization: `Bearer ${other.token}` };
    expect((await me(agent, other.username, asOther).get()).status).toBe(200);
    expect((await me(agent, user.username, asOther).get()).status).toBe(403);
    expect((await me(agent, user.username, { Authorization: 'Bearer nonsense' }).get()).status).toBe(401);
  });

  // promise: asvs-7.2.1
  test('of a pending or ended sign-in is no credential', async () => {
    const user = await newPerson();
    const pending = await afterPassword(app, user);
    pending.cookies.set('authenticatedsession', pending.cookies.get('loginsession') ?? '');
    expect((await me(pending, user.username).get()).status).toBe(401);
    const agent = await signedIn(app, user);
    const copy = me(agent, user.username);
    await agent.submit(await agent.get('/logout'), {}, '/logout');
    expect((await copy.get()).status).toBe(401);
  });

  test('stays valid where the password is changed, and nowhere else', async () => {
    const user = await newPerson();
    const other = await signedIn(app, user);
    const agent = await signedIn(app, user);
    const cookies = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    await request(app.web)
      .put(`/api/users/${user.username}/password`)
      .set({ Cookie: cookies, ...own })
      .send({ currentpassword: user.password, newpassword: 'another good password' })
      .expect(204);
    expect([await isSignedIn(agent), await isSignedIn(other)]).toEqual([true, false]);
  });
});

describe('a sensitive act', () => {
  // promise: cookie-renewal, asvs-7.2.4
  test('needs authentication in the last ten minutes, by the password, with a new cookie', async () => {
    const user = await newPerson();
    const agent = await signedIn(app, user);
    const page = await agent.get('/login/confirm?to=/account/sessions');
    const wrong = await agent.submit(page, { password: 'wrong' }, '/login/confirm');
    expect(wrong.status).toBe(422);
    const before = agent.cookies.get('authenticatedsession');
    app.clock.advance(900);
    const done = await agent.submit(wrong, { password: user.password }, '/login/confirm');
    expect(done.headers.location).toBe('/account/sessions');
    expect(agent.cookies.get('authenticatedsession')).not.toBe(before);
    const row = await app.database.db
      .selectFrom('sessions')
      .select(['proved_at', 'authenticated_at'])
      .where('username', '=', user.username)
      .executeTakeFirstOrThrow();
    expect(row.proved_at).toEqual(app.clock.now());
    expect(row.authenticated_at).not.toEqual(app.clock.now());
  });

  test('redirects only within this site', async () => {
    const user = await newPerson();
    const agent = await signedIn(app, user);
    const page = await agent.get('/login/confirm?to=//evil.example');
    const done = await agent.submit(
      page,
      { password: user.password, to: 'https://evil.example' },
      '/login/confirm',
    );
    expect(done.headers.location).toBe('/');
  });
});

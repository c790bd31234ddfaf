import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { newIdentifier } from '../../../src/users/identifiers/identifier.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { afterPassword, lastText, purposesOf, signedIn, signInByText } from './signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const post = (login: string, password: string, query = '') =>
  openUserAgent(app).postJson(`/login${query}`, { login, password });

describe('the password', () => {
  // promise: sign-in-names
  test('is accepted with name, validated number or validated address, in any case and spacing', async () => {
    const number = newNumber();
    const user = await newUser(app, { username: 'anna_v', email: 'anna@example.com', phone: number });
    const spaced = `00${number.slice(1, 3)} (${number.slice(3, 6)}) ${number.slice(6)}`;
    for (const login of ['anna_v', ' ANNA_V ', 'Anna@Example.com', number, spaced])
      expect([login, (await post(login, user.password)).status]).toEqual([login, 204]);
  });

  test('is accepted with the identifier that a client knows', async () => {
    const user = await newUser(app);
    const identifier = newIdentifier();
    const row = {
      username: user.username,
      azp: 'some-client',
      identifier,
      position: 1,
      created_at: app.clock.now(),
    };
    await app.database.db.insertInto('user_identifiers').values(row).execute();
    expect((await post(identifier, user.password)).status).toBe(204);
  });

  // promise: sign-in-names
  test('is refused with an address or number that is not validated', async () => {
    const user = await newUser(app);
    const { db } = app.database;
    const at = { username: user.username, label: 'home', position: 1, created_at: app.clock.now() };
    await db
      .insertInto('user_email_addresses')
      .values({ ...at, email_address: 'loose@example.com' })
      .execute();
    await db
      .insertInto('user_phone_numbers')
      .values({ ...at, phone_number: '+32411000001' })
      .execute();
    for (const login of ['loose@example.com', '+32411000001'])
      expect((await post(login, user.password)).status).toBe(422);
  });

  // promise: no-enumeration, same-work
  test('that is wrong and an unknown name get the same response after one hash, also for a locked account', async () => {
    const user = await newUser(app);
    const locked = await newUser(app);
    const { db } = app.database;
    const lock = { locked_at: app.clock.now() };
    await db.updateTable('users').set(lock).where('username', '=', locked.username).execute();
    const tries = [
      [user.username, 'wrong'],
      ['nobody-of-this-name', 'wrong'],
      [locked.username, 'wrong'],
      ['', ''],
      ['x'.repeat(5000), 'y'.repeat(5000)],
      [user.username, '\0'],
    ] as const;
    for (const [login, password] of tries) {
      const before = app.hashes();
      const response = await post(login, password);
      expect([response.status, response.text, app.hashes() - before]).toEqual([422, '', 1]);
      expect(response.headers['set-cookie']).toBeUndefined();
    }
    expect(await purposesOf(app, locked.username)).toEqual([]);
  });

  test('of a locked account gets the reason when it is right, and does not sign in', async () => {
    const locked = await newUser(app);
    const lock = { locked_at: app.clock.now() };
    await app.database.db.updateTable('users').set(lock).where('username', '=', locked.username).execute();
    const response = await post(locked.username, locked.password);
    expect([response.status, response.body]).toEqual([422, { error: 'account_locked' }]);
    const agent = openUserAgent(app);
    const typed = { login: locked.username, password: locked.password };
    const page = await agent.submit(await agent.get('/login'), typed, '/login');
    expect(page.status).toBe(422);
    expect(page.text).toContain(`The account ${locked.username} was locked by an operator`);
    expect(await purposesOf(app, locked.username)).toEqual([]);
    const wrong = await agent.submit(await agent.get('/login'), { ...typed, password: 'wrong' }, '/login');
    expect(wrong.text).toContain('Incorrect username or password.');
    expect(wrong.text).not.toContain('was locked by an operator');
  });

  // promise: whole-password, asvs-6.2.8
  test('is compared completely, in composed or decomposed letters', async () => {
    const user = await newUser(app, { password: `${'é'.repeat(99)}z` });
    expect((await post(user.username, `${'e\u0301'.repeat(99)}z`)).status).toBe(204);
    expect((await post(user.username, `${'é'.repeat(99)}y`)).status).toBe(422);
  });

  // promise: old-hashes
  test('with an old or cheap hash is hashed again', async () => {
    const stronger = await openTestApp({ IYO_BCRYPT_COST: '5' }, app);
    const user = await newUser(app);
    const hashOf = async () =>
      await app.database.db
        .selectFrom('user_passwords')
        .selectAll()
        .where('username', '=', user.username)
        .executeTakeFirstOrThrow();
    const before = await hashOf();
    const agent = openUserAgent(stronger);
    await agent.postJson('/login', { login: user.username, password: user.password });
    const after = await hashOf();
    expect(after.password_hash).toMatch(/^\$2[ab]\$05\$/);
    expect({ ...after, password_hash: '' }).toEqual({ ...before, password_hash: '' });
    expect((await post(user.username, user.password)).status).toBe(204);
    await stronger.close();
  });

  test('cannot be guessed: the eleventh attempt from one network waits', async () => {
    const user = await newUser(app);
    for (let tries = 0; tries < 10; tries += 1) expect((await post(user.username, 'no')).status).toBe(422);
    const response = await post(user.username, user.password);
    expect(response.status).toBe(429);
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(0);
    app.clock.advance(901);
    expect((await post(user.username, user.password)).status).toBe(204);
  });

  test('in a body that is not JSON is refused', async () => {
    const agent = openUserAgent(app);
    agent.headers['Content-Type'] = 'application/json';
    expect((await agent.postForm('/login', { login: 'x' })).status).toBe(403);
    delete agent.headers['Content-Type'];
    expect((await agent.postJson('/login', [])).status).toBe(400);
  });
});

describe('the page', () => {
  test('asks again after a wrong password, keeps the name and never the password', async () => {
    const user = await newUser(app);
    const agent = openUserAgent(app);
    const response = await agent.submit(
      await agent.get('/login'),
      { login: user.username, password: 'sesame-42' },
      '/login',
    );
    expect(response.status).toBe(422);
    expect(response.text).toContain(`value="${user.username}"`);
    expect(response.text).toContain('role="alert"');
    expect(response.text).not.toContain('sesame-42');
  });

  test('leads with one number straight to its code, and then to the start page', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = openUserAgent(app);
    const texts = app.senders.texts.length;
    const sent = await agent.submit(
      await agent.get('/login'),
      { login: user.username, password: user.password },
      '/login',
    );
    expect([sent.status, sent.headers.location]).toEqual([303, '/login/2fa/sms']);
    expect(app.senders.texts.length).toBe(texts + 1);
    const page = await agent.follow(sent);
    expect(page.text).not.toContain(lastText(app).to);
    const done = await agent.submit(page, { smscode: lastText(app).code }, '/login/smsconfirmation');
    expect([done.status, done.headers.location]).toEqual([303, '/']);
    expect(await purposesOf(app, user.username)).toEqual(['interactive']);
  });

  test('is skipped by a signed-in user, unless the application asks for a new sign-in', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = await signedIn(app, user);
    const query = 'client_id=x&endpoint=%2Fv1%2Foauth%2Fauthorize&state=a%20b';
    expect((await agent.get(`/login?${query}`)).headers.location).toBe(
      '/v1/oauth/authorize?client_id=x&state=a%20b',
    );
    for (const more of ['reauthenticate_after=1', 'prompt=login', 'prompt=select_account']) {
      const page = await agent.get(`/login?${query}&${more}`);
      expect(page.status).toBe(200);
      expect(page.text).toContain(`value="${user.username}"`);
    }
  });

  test('is the registration with prefer=register, before any sign-in in this browser', async () => {
    const query = 'client_id=x&endpoint=%2Fv1%2Foauth%2Fauthorize&prefer=register';
    const newcomer = openUserAgent(app);
    expect((await newcomer.get(`/login?${query}`)).headers.location).toBe(`/register?${query}`);
    const page = await newcomer.get(`/register?${query}`);
    const [, back = ''] = /href="(\/login\?[^"]*)"/.exec(page.text) ?? [];
    expect((await newcomer.get(back.replaceAll('&amp;', '&'))).status).toBe(200);
    const known = await signedIn(app, await newUser(app, { phone: newNumber() }));
    known.cookies.delete('authenticatedsession');
    expect((await known.get(`/login?${query}`)).status).toBe(200);
    expect((await newcomer.get('/login?prefer=login')).status).toBe(200);
  });

  test('names the application as text, and this service', async () => {
    const { db } = app.database;
    const globalid = await newOrganization(db, 'branded-bank');
    const text = '<b>Bold</b> bank';
    await db
      .insertInto('organization_descriptions')
      .values({ globalid, language: 'en', text, updated_at: app.clock.now() })
      .execute();
    const page = await openUserAgent(app).get(`/login?client_id=${globalid}`);
    expect(page.text).toContain('&lt;b>Bold&lt;/b> bank');
    expect(page.text).toContain("It's You Online");
    expect((await openUserAgent(app).get('/login?client_id=nobody')).text).not.toContain('class="branding"');
  });
});

describe('where a sign-in leads', () => {
  // promise: no-open-redirect
  test.each([
    ['', '/'],
    [
      '?client_id=acme&endpoint=/v1/oauth/authorize&scope=a%2Cb&state=x+y',
      '/v1/oauth/authorize?client_id=acme&scope=a%2Cb&state=x+y',
    ],
    ['?endpoint=%2Faccount%2Fsessions', '/account/sessions'],
    ['?endpoint=https://evil.example/v1/oauth/authorize', '/'],
    ['?endpoint=//evil.example', '/'],
    ['?endpoint=/login', '/'],
  ])('with %j: %s', async (query, destination) => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = await afterPassword(app, user, query);
    expect((await signInByText(app, agent)).body).toEqual({ redirecturl: destination });
  });

  test('is not forgotten when the sign-in took too long', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = await afterPassword(app, user, '?client_id=acme&state=7');
    app.clock.advance(601);
    const response = await agent.get('/login/2fa');
    expect(response.headers.location).toBe('/login?expired=1&client_id=acme&state=7');
    expect(await purposesOf(app, user.username)).not.toContain('interactive');
  });
});

describe('cookies', () => {
  // promise: cookie-renewal, asvs-7.2.2, asvs-7.2.4
  test('change with the password and with the second factor; earlier ones become useless', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = openUserAgent(app);
    agent.cookies.set('loginsession', 'planted');
    agent.cookies.set('authenticatedsession', 'planted');
    await agent.postJson('/login', { login: user.username, password: user.password });
    const pending = agent.cookies.get('loginsession') ?? '';
    expect(pending).not.toBe('planted');
    expect((await signInByText(app, agent)).status).toBe(200);
    expect(agent.cookies.get('loginsession')).toBeUndefined();
    expect(agent.cookies.get('authenticatedsession')).not.toBe('planted');
    const copy = openUserAgent(app);
    copy.cookies.set('loginsession', pending);
    expect((await copy.get('/login/twofamethods')).status).toBe(401);
  });

  // promise: factor-not-skipped
  test('of a password alone open nothing else', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = await afterPassword(app, user);
    const other = openUserAgent(app);
    other.cookies.set('authenticatedsession', agent.cookies.get('loginsession') ?? '');
    expect((await other.get('/login')).status).toBe(200);
  });
});

// promise: sign-out, asvs-7.4.1
test('signing out needs the button, and ends the session on the server', async () => {
  const user = await newUser(app, { phone: newNumber() });
  const agent = await signedIn(app, user);
  const copy = openUserAgent(app);
  for (const [name, value] of agent.cookies) copy.cookies.set(name, value);
  const page = await agent.get('/logout');
  expect(await purposesOf(app, user.username)).toEqual(['interactive']);
  const response = await agent.submit(page, {}, '/logout');
  expect([response.status, response.headers.location]).toEqual([303, '/']);
  expect(response.headers['clear-site-data']).toContain('"cache"');
  expect(await purposesOf(app, user.username)).toEqual([]);
  expect((await copy.get('/login')).status).toBe(200);
  expect((await agent.follow(response)).text).toContain('You are signed out.');
  expect((await agent.get('/')).text).not.toContain('You are signed out.');
});

test('the page for signing out says so when no session is open, and leads to the sign-in', async () => {
  const { text } = await openUserAgent(app).get('/logout');
  expect(text).toContain('<h1>You are signed out</h1>');
  expect(text).toContain('<a href="/login">Go to sign-in</a>');
  expect(text).not.toContain('action="/logout"');
});

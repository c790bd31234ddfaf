import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashToken } from '../../../src/crypto/tokens.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { signedInAgent } from '../../support/signed-in.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';
import { setUpTotp } from '../../users/factors.ts';

let app: TestApp;
let user: TestUser;
let email: string;
let agent: UserAgent;
let count = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  app.senders.mails.length = 0;
  count += 1;
  email = `r${count}@company.com`;
  user = await newUser(app, { email, phone: `+3249${String(count).padStart(7, '0')}` });
  agent = openUserAgent(app);
});

const newPassword = 'another fine sentence';
const forgot = (login: string, from = agent) =>
  from.postJson('/login/forgotpassword', { login, langkey: 'en' });
const reset = (token: string, password = newPassword, more: object = {}) =>
  agent.postJson('/login/resetpassword', { token, password, ...more });

const tokens = () =>
  app.senders.mails.flatMap(({ text }) => /\/login\/resetpassword\/(\S+)/.exec(text)?.[1] ?? []);

async function tokenFor(login: string): Promise<string> {
  await forgot(login);
  return tokens().at(-1) ?? '';
}

async function signsIn(password: string): Promise<boolean> {
  const response = await openUserAgent(app).postJson('/login', { login: user.username, password });
  return response.status === 204;
}

async function addEmail(address: string) {
  const { db } = app.database;
  const now = app.clock.now();
  const { username } = user;
  const row = { username, label: address.slice(0, 4), email_address: address, position: 9, created_at: now };
  await db.insertInto('user_email_addresses').values(row).execute();
  await db
    .insertInto('validated_email_addresses')
    .values({ email_address: address, username, validated_at: now })
    .execute();
}

const rowsOf = async (table: 'sessions' | 'trusted_devices' | 'password_reset_tokens' | 'user_api_keys') => {
  const rows = app.database.db.selectFrom(table).select('username').where('username', '=', user.username);
  return (await rows.execute()).length;
};

describe('a user who forgot the password', () => {
  test('gets a link at the typed address', async () => {
    await addEmail(`second${email}`);
    expect((await forgot(email.toUpperCase())).status).toBe(204);
    expect(app.senders.mails.map(({ to }) => to)).toEqual([[email]]);
  });

  test.each(['username', 'phone'])(
    'gets links at all validated addresses for a %s, and each works',
    async (by) => {
      await addEmail(`second${email}`);
      const login = by === 'phone' ? `+32 49 ${String(count).padStart(7, '0')}` : user.username;
      for (const which of [0, 1]) {
        app.senders.mails.length = 0;
        await forgot(login);
        expect(app.senders.mails.map(({ to }) => to[0]).sort()).toEqual([email, `second${email}`]);
        expect((await reset(tokens()[which] ?? '', `${newPassword} ${which}`)).status).toBe(204);
        expect(await signsIn(`${newPassword} ${which}`)).toBe(true);
      }
    },
  );

  test('finds the bare link in the last anchor', async () => {
    const token = await tokenFor(email);
    const anchors = [...(app.senders.mails[0]?.html ?? '').matchAll(/<a href="([^"]*)"[^>]*>([^<]*)</g)];
    const [, href, text] = anchors.at(-1) ?? [];
    expect([href, text]).toEqual([`${testUrl}/login/resetpassword/${token}`, href]);
  });

  // promise: host-header
  test('gets a link to this site, whatever the Host header says', async () => {
    await forgot(email, openUserAgent(app, { Host: 'evil.example', 'X-Forwarded-Host': 'evil.example' }));
    expect(tokens().length).toBe(1);
    expect(JSON.stringify(app.senders.mails)).not.toContain('evil');
  });

  // promise: no-enumeration
  test('gets the same response with and without an account, after the same hashing', async () => {
    const { username } = await newUser(app);
    const seen = [];
    for (const login of [email, username, 'nobody', 'nobody@nowhere.org', '+32499999999']) {
      const before = app.hashes();
      const { status, text, headers } = await forgot(login, openUserAgent(app));
      seen.push([status, text, headers['set-cookie'], app.hashes() - before]);
    }
    expect(seen).toEqual(Array(5).fill([204, '', undefined, 1]));
    expect(app.senders.mails.length).toBe(1);
  });

  test('sees the same page with and without an account', async () => {
    const pages = [];
    for (const login of [email, 'nobody']) {
      const browser = openUserAgent(app);
      const response = await browser.submit(
        await browser.get('/login/forgotpassword'),
        { login },
        '/login/forgot',
      );
      pages.push([response.status, response.headers.location]);
    }
    expect(pages).toEqual(Array(2).fill([303, '/login/forgotpassword?sent=1']));
    expect((await agent.get('/login/forgotpassword?sent=1')).text).toContain('If this account exists');
  });

  test.each(['forgotpassword', 'validateemail'])('can go back or try again: %s', async (name) => {
    const query = 'endpoint=%2Faccount&client_id=nobody';
    const back = `<a href="/login?${query.replace('&', '&amp;')}">Go to sign-in</a>`;
    expect((await agent.get(`/login/${name}?${query}`)).text).toContain(back);
    const { text } = await agent.get(`/login/${name}?sent=1&${query}`);
    expect(text).toContain(back);
    expect(text).toContain(`<a href="/login/${name}?${query.replace('&', '&amp;')}">No email?`);
  });

  test('continues to the application in the same browser, and sees its name on every page', async () => {
    const globalid = await newOrganization(app.database.db, `forgetful-${count}`);
    const query = `client_id=${globalid}&endpoint=%2Fv1%2Foauth%2Fauthorize&state=a%20b`;
    const login = await agent.get(`/login?${query}`);
    expect(login.text).toContain(`/login/forgotpassword?${query.replaceAll('&', '&amp;')}`);
    expect(login.text).toContain(`/login/validateemail?${query.replaceAll('&', '&amp;')}`);
    const form = await agent.get(`/login/forgotpassword?${query}`);
    const sent = await agent.follow(await agent.submit(form, { login: email }, '/login/forgotpassword'));
    const path = `/login/resetpassword/${tokens().at(-1)}`;
    expect(JSON.stringify(app.senders.mails)).not.toContain(globalid);
    const page = await agent.get(path);
    const fields = { password: newPassword, passwordrepeat: newPassword };
    const done = await agent.follow(await agent.submit(page, fields, '/login/resetpassword'));
    for (const each of [form, sent, page, done]) expect(each.text).toContain('class="branding"');
    for (const each of [sent, done])
      expect(each.text).toContain(`href="/login?${query.replaceAll('&', '&amp;')}"`);
  });

  test('is not redirected by a link that someone else requested', async () => {
    const globalid = await newOrganization(app.database.db, `pushy-${count}`);
    const stranger = openUserAgent(app);
    const query = `client_id=${globalid}&endpoint=%2Fv1%2Foauth%2Fauthorize`;
    const form = await stranger.get(`/login/forgotpassword?${query}`);
    await stranger.submit(form, { login: email }, '/login/forgotpassword');
    await agent.get('/login');
    const page = await agent.get(`/login/resetpassword/${tokens().at(-1)}`);
    expect(page.text).not.toContain('class="branding"');
    const fields = { password: newPassword, passwordrepeat: newPassword };
    const done = await agent.submit(page, fields, '/login/resetpassword');
    expect(done.headers.location).toBe('/login/resetpassword?done=1&apikeys=1');
  });

  test('can ask a limited number of times', async () => {
    const responses = [];
    for (let attempt = 0; attempt < 6; attempt += 1) responses.push((await forgot(email)).status);
    expect(responses).toEqual([204, 204, 204, 204, 204, 429]);
    const unknown = [];
    for (let attempt = 0; attempt < 6; attempt += 1) unknown.push((await forgot('nobody')).status);
    expect(unknown).toEqual(responses);
  });

  test('gets no link when the account is locked', async () => {
    const locked = { locked_at: app.clock.now() };
    await app.database.db.updateTable('users').set(locked).where('username', '=', user.username).execute();
    expect((await forgot(email)).status).toBe(204);
    expect(app.senders.mails).toEqual([]);
  });

  test('must name an account', async () => {
    expect((await forgot(' ')).status).toBe(400);
    const page = await agent.submit(await agent.get('/login/forgotpassword'), { login: '' }, '/login/forgot');
    expect(page.status).toBe(422);
  });
});

describe('a link to choose a new password', () => {
  // promise: password-link
  test('works once', async () => {
    const token = await tokenFor(email);
    expect((await reset(token)).status).toBe(204);
    expect((await reset(token, 'a third fine sentence')).status).toBe(404);
    expect([await signsIn(newPassword), await signsIn(user.password)]).toEqual([true, false]);
  });

  // promise: password-link
  test('works once, also when used several times at once', async () => {
    const token = await tokenFor(email);
    const responses = await Promise.all([1, 2, 3, 4].map((each) => reset(token, `${newPassword} ${each}`)));
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 404, 404, 404]);
    const { version } = await app.database.db
      .selectFrom('user_passwords')
      .select('version')
      .where('username', '=', user.username)
      .executeTakeFirstOrThrow();
    expect(version).toBe(2);
  });

  // promise: password-link
  test('works for ten minutes, its last moment included', async () => {
    const token = await tokenFor(email);
    app.clock.advance(600);
    expect((await agent.get(`/login/resetpassword/${token}`)).status).toBe(200);
    app.clock.advance(0.001);
    expect((await agent.get(`/login/resetpassword/${token}`)).status).toBe(404);
    expect((await reset(token)).status).toBe(404);
    expect(await signsIn(user.password)).toBe(true);
  });

  test('ends all others when used, and ends when the password changes', async () => {
    const [first, second] = [await tokenFor(email), await tokenFor(email)];
    await reset(second);
    expect((await reset(first, 'a third fine sentence')).status).toBe(404);
    const third = await tokenFor(email);
    await app.database.db
      .updateTable('user_passwords')
      .set({ version: 9 })
      .where('username', '=', user.username)
      .execute();
    expect((await reset(third, 'a third fine sentence')).status).toBe(404);
    expect(await signsIn(newPassword)).toBe(true);
  });

  test('is refused in a form that names another user', async () => {
    const other = await newUser(app);
    const token = await tokenFor(email);
    for (const named of [{ login: other.username }, { username: other.username }])
      expect((await reset(token, newPassword, named)).status).toBe(404);
    expect(await signsIn(user.password)).toBe(true);
    expect((await reset(token, newPassword, { username: user.username })).status).toBe(204);
  });

  test.each(['x', 'password1', 'x'.repeat(257)])(
    'requires a good password, and survives a bad one: %s',
    async (bad) => {
      const token = await tokenFor(email);
      const response = await reset(token, bad);
      expect([response.status, response.body]).toEqual([422, { error: 'invalid_password' }]);
      expect((await reset(token, `${user.username}`.padEnd(8, '1'))).status).toBe(422);
      expect((await reset(token)).status).toBe(204);
    },
  );

  test('is stored as a hash', async () => {
    const token = await tokenFor(email);
    const [row] = await app.database.db
      .selectFrom('password_reset_tokens')
      .selectAll()
      .where('username', '=', user.username)
      .execute();
    expect(Buffer.from(row?.token_hash ?? '')).toEqual(hashToken(token));
  });

  test.each(['', 'x', '%00', 'a/b'])('that is wrong responds 404: %j', async (token) => {
    // Malformed paths are refused before they reach a page.
    const unknown = token === '%00' ? 400 : 404;
    if (token !== '') expect((await agent.get(`/login/resetpassword/${token}`)).status).toBe(unknown);
    expect((await reset(token)).status).toBe(token === '' ? 400 : 404);
  });
});

describe('a new password', () => {
  // promise: asvs-6.4.3
  test('ends sessions, trusted browsers and what applications got, and keeps factors and API keys', async () => {
    await setUpTotp(app, user);
    const browser = await signedInAgent(app, user.username);
    const now = app.clock.now();
    await app.database.db
      .insertInto('trusted_devices')
      .values({
        secret_hash: hashToken(`device${count}`),
        device_id: 'd',
        username: user.username,
        created_at: now,
        last_used_at: now,
        expires_at: new Date(now.getTime() + 1e9),
      })
      .execute();
    const client = await newOrganization(app.database.db, `shop${count}`, { owner: user.username });
    const shared = await newThirdPartyToken(app, { username: user.username, client });
    await callerWith(app, shared).get(`/users/${user.username}/info`).expect(200);
    await reset(await tokenFor(email));
    await callerWith(app, shared).get(`/users/${user.username}/info`).expect(401);
    await callerWith(app, user.token).get(`/users/${user.username}`).expect(200);
    expect([await rowsOf('sessions'), await rowsOf('trusted_devices')]).toEqual([0, 0]);
    expect(await rowsOf('password_reset_tokens')).toBe(0);
    expect(await rowsOf('user_api_keys')).toBe(1);
    expect((await browser.get('/register/done')).headers.location).toBe('/login');
    const entering = openUserAgent(app);
    const response = await entering.postJson('/login', { login: user.username, password: newPassword });
    expect(response.status).toBe(204);
    expect((await entering.get('/login/twofamethods')).body.totp).toBe(true);
    expect(entering.cookies.has('authenticatedsession')).toBe(false);
  });

  test('is announced at every validated address, and in the audit log', async () => {
    await addEmail(`second${email}`);
    const token = await tokenFor(email);
    app.senders.mails.length = 0;
    await reset(token);
    const recipients = app.senders.mails.map(({ to, subject }) => [to[0], subject]).sort();
    expect(recipients).toEqual([
      [email, 'Your password has been changed'],
      [`second${email}`, 'Your password has been changed'],
    ]);
    const events = app.database.db.selectFrom('audit_events').select('event');
    expect(
      await events.where('username', '=', user.username).where('event', '=', 'password.reset').execute(),
    ).toEqual([{ event: 'password.reset' }]);
  });

  test('can be the first one, for accounts made by organizations', async () => {
    await app.database.db.deleteFrom('user_passwords').where('username', '=', user.username).execute();
    expect((await reset(await tokenFor(email))).status).toBe(204);
    expect(await signsIn(newPassword)).toBe(true);
  });

  test('is chosen on pages, without scripts', async () => {
    const token = await tokenFor(email);
    const page = await agent.get(`/login/resetpassword/${token}`);
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    const differing = { password: newPassword, passwordrepeat: 'x' };
    const refused = await agent.submit(page, differing, '/login/resetpassword');
    expect(refused.status).toBe(422);
    expect(refused.text).not.toContain(newPassword);
    const fields = { password: newPassword, passwordrepeat: newPassword };
    const response = await agent.submit(page, fields, '/login/resetpassword');
    expect((await agent.follow(response)).text).toContain('Your password has been changed');
    expect(await signsIn(newPassword)).toBe(true);
    expect((await agent.submit(page, fields, '/login/resetpassword')).status).toBe(404);
  });
});

describe('POST /login/validateemail', () => {
  const send = (username: string) => agent.postJson('/login/validateemail', { username, langkey: 'en' });

  async function withUnvalidated() {
    const someone = await newUser(app);
    const row = { username: someone.username, position: 1, created_at: app.clock.now() };
    const entries = ['a', 'b'].map((each) => ({
      ...row,
      label: `${each}${each}`,
      email_address: `${each}${email}`,
    }));
    await app.database.db.insertInto('user_email_addresses').values(entries).execute();
    return someone;
  }

  test('mails every address of an account without a validated one', async () => {
    const someone = await withUnvalidated();
    const response = await send(someone.username.toUpperCase());
    expect([response.status, response.text]).toEqual([200, '']);
    expect(app.senders.mails.map(({ to }) => to[0]).sort()).toEqual([`a${email}`, `b${email}`]);
  });

  test('responds the same in every case, after the same hashing', async () => {
    const { username } = await newUser(app);
    const seen = [];
    for (const name of [user.username, username, 'nobody']) {
      const before = app.hashes();
      const { status, text } = await send(name);
      seen.push([status, text, app.hashes() - before]);
    }
    expect(seen).toEqual(Array(3).fill([200, '', 1]));
    expect(app.senders.mails).toEqual([]);
  });

  test('has a page', async () => {
    const someone = await withUnvalidated();
    const fields = { username: someone.username };
    const response = await agent.submit(
      await agent.get('/login/validateemail'),
      fields,
      '/login/validateemail',
    );
    expect((await agent.follow(response)).text).toContain('If this account exists');
    expect(app.senders.mails.length).toBe(2);
  });

  test('responds to old clients as before, where configured', async () => {
    const old = await openTestApp({ IYO_COMPAT_RECOVERY_CODES: 'on' }, app);
    const client = openUserAgent(old);
    const someone = await withUnvalidated();
    const { username } = await newUser(app);
    const statuses = [];
    for (const name of [someone.username, someone.username, user.username, username, 'nobody'])
      statuses.push((await client.postJson('/login/validateemail', { username: name })).status);
    expect(statuses).toEqual([200, 409, 409, 412, 404]);
    const recoveries = [];
    for (const login of [email, username, 'nobody2'])
      recoveries.push((await client.postJson('/login/forgotpassword', { login })).status);
    expect(recoveries).toEqual([204, 412, 404]);
    await old.close();
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { callerWith } from '../../users/caller.ts';
import { newNumber, phoneFacts } from '../../users/factors.ts';
import { afterPassword, lastText, purposesOf, signInByText, wrongCode } from './signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const newPerson = async () => newUser(app, { phone: newNumber() });
const signedInCount = async (username: string) =>
  (await purposesOf(app, username)).filter((purpose) => purpose === 'interactive').length;

describe('an SMS code', () => {
  test('signs in the user who entered the password', async () => {
    const user = await newPerson();
    const agent = await afterPassword(app, user);
    const methods = await agent.get('/login/twofamethods');
    expect(methods.status).toBe(200);
    expect(methods.body).toEqual({ totp: false, sms: { main: expect.stringMatching(/^\+32/) } });
    expect((await agent.postJson('/login/smscode/main', { langkey: 'en' })).status).toBe(204);
    const { code } = lastText(app);
    const response = await agent.postJson('/login/smsconfirmation', { smscode: code });
    expect([response.status, response.body]).toEqual([200, { redirecturl: '/' }]);
    expect(response.headers['content-type']).toBe('application/json; charset=utf-8');
    const session = await app.database.db
      .selectFrom('sessions')
      .selectAll()
      .where('username', '=', user.username)
      .executeTakeFirstOrThrow();
    expect(session).toMatchObject({ purpose: 'interactive', amr: ['pwd', 'sms'] });
    expect(session.authenticated_at).toEqual(app.clock.now());
  });

  test('names the organization of the application, by the last part of its id', async () => {
    const user = await newPerson();
    const { db } = app.database;
    for (const globalid of ['texting', 'texting.shop']) await newOrganization(db, globalid);
    const agent = await afterPassword(app, user, '?client_id=texting.shop');
    await agent.postJson('/login/smscode/main', { langkey: 'nl' });
    expect(app.senders.texts.at(-1)?.text).toMatch(/^It's You Online-code \d{6} voor shop, of open\nhttp/);
  });

  test.each([
    ['GET', '/login/twofamethods'],
    ['POST', '/login/smscode/main'],
    ['POST', '/login/smsconfirmation'],
    ['POST', '/login/totpconfirmation'],
    ['POST', '/login/resendsms'],
  ])('is refused before the password: %s %s', async (method, path) => {
    const agent = openUserAgent(app);
    const response = method === 'GET' ? await agent.get(path) : await agent.postJson(path, {});
    expect(response.status).toBe(401);
  });

  // promise: factor-after-password
  test('cannot be skipped by never asking for one, nor after it expired', async () => {
    const user = await newPerson();
    const agent = await afterPassword(app, user);
    for (const smscode of ['000000', '', '123456'])
      expect((await agent.postJson('/login/smsconfirmation', { smscode })).status).toBe(422);
    expect((await agent.postJson('/login/smsconfirmation', {})).status).toBe(422);
    await agent.postJson('/login/smscode/main', {});
    app.clock.advance(599);
    expect((await agent.get('/login/twofamethods')).status).toBe(200);
    app.clock.advance(2);
    const late = await agent.postJson('/login/smsconfirmation', { smscode: lastText(app).code });
    expect([late.status, late.text]).toEqual([422, '']);
    expect(await signedInCount(user.username)).toBe(0);
  });

  // promise: asvs-6.6.1
  test('goes to validated numbers only', async () => {
    const user = await newPerson();
    const row = {
      username: user.username,
      label: 'loose',
      position: 2,
      phone_number: newNumber(),
      created_at: app.clock.now(),
    };
    await app.database.db.insertInto('user_phone_numbers').values(row).execute();
    const agent = await afterPassword(app, user);
    const before = app.senders.texts.length;
    expect((await agent.postJson('/login/smscode/loose', {})).status).toBe(404);
    expect((await agent.postJson('/login/smscode/nothing', {})).status).toBe(404);
    expect(app.senders.texts.length).toBe(before);
    expect((await agent.get('/login/twofamethods')).body.sms).not.toHaveProperty('loose');
  });

  // promise: asvs-6.5.1
  test('works once: of many entries at once exactly one signs in', async () => {
    const user = await newPerson();
    const agent = await afterPassword(app, user);
    await agent.postJson('/login/smscode/main', {});
    const { code } = lastText(app);
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => agent.postJson('/login/smsconfirmation', { smscode: code })),
    );
    expect(responses.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(await signedInCount(user.username)).toBe(1);
    expect(await purposesOf(app, user.username)).toEqual(['interactive']);
  });

  // promise: asvs-6.6.3
  test('is void after five wrong entries, even if all come at once', async () => {
    const user = await newPerson();
    const agent = await afterPassword(app, user);
    await agent.postJson('/login/smscode/main', {});
    const { code } = lastText(app);
    await Promise.all(
      Array.from({ length: 12 }, () =>
        agent.postJson('/login/smsconfirmation', { smscode: wrongCode(code) }),
      ),
    );
    expect((await agent.postJson('/login/smsconfirmation', { smscode: code })).status).toBe(422);
    expect((await signInByText(app, agent)).status).toBe(200);
  });

  test('is right on the fifth entry', async () => {
    const agent = await afterPassword(app, await newPerson());
    await agent.postJson('/login/smscode/main', {});
    const { code } = lastText(app);
    for (let tries = 0; tries < 4; tries += 1)
      await agent.postJson('/login/smsconfirmation', { smscode: wrongCode(code) });
    expect((await agent.postJson('/login/smsconfirmation', { smscode: code })).status).toBe(200);
  });

  // promise: asvs-6.6.3
  test('that is void for the third time ends the sign-in', async () => {
    const user = await newPerson();
    const agent = await afterPassword(app, user);
    for (let codes = 0; codes < 3; codes += 1) {
      expect((await agent.postJson('/login/smscode/main', {})).status).toBe(204);
      const { code } = lastText(app);
      for (let tries = 0; tries < 5; tries += 1)
        await agent.postJson('/login/smsconfirmation', { smscode: wrongCode(code) });
    }
    expect((await agent.get('/login/twofamethods')).status).toBe(401);
    expect(await purposesOf(app, user.username)).toEqual([]);
  });

  test('is replaced by the next one', async () => {
    const agent = await afterPassword(app, await newPerson());
    await agent.postJson('/login/smscode/main', {});
    const first = lastText(app);
    await agent.postJson('/login/smscode/main', {});
    if (first.code !== lastText(app).code)
      expect((await agent.postJson('/login/smsconfirmation', { smscode: first.code })).status).toBe(422);
    expect((await openUserAgent(app).get(first.link)).status).toBe(404);
  });

  // promise: asvs-6.6.2
  test('belongs to its sign-in: it is refused in another browser of the same user, and for another user', async () => {
    const user = await newPerson();
    const [one, other] = [await afterPassword(app, user), await afterPassword(app, user)];
    const stranger = await afterPassword(app, await newPerson());
    for (const agent of [other, stranger]) await agent.postJson('/login/smscode/main', {});
    await one.postJson('/login/smscode/main', {});
    const { code } = lastText(app);
    for (const agent of [other, stranger])
      expect((await agent.postJson('/login/smsconfirmation', { smscode: code })).status).toBe(422);
    expect((await one.postJson('/login/smsconfirmation', { smscode: code })).status).toBe(200);
  });

  test('is sent at most five times in ten minutes to one number; others still get theirs', async () => {
    const user = await newPerson();
    const agent = await afterPassword(app, user);
    for (let texts = 0; texts < 5; texts += 1)
      expect((await agent.postJson('/login/smscode/main', {})).status).toBe(204);
    const refused = await agent.postJson('/login/smscode/main', {});
    expect(refused.status).toBe(429);
    expect(refused.headers).toHaveProperty('retry-after');
    expect(refused.headers).toHaveProperty('x-ratelimit-remaining');
    const other = await afterPassword(app, await newPerson());
    expect((await other.postJson('/login/smscode/main', {})).status).toBe(204);
  });

  test('is refused when the number was removed in between', async () => {
    const user = await newPerson();
    const agent = await afterPassword(app, user);
    await agent.postJson('/login/smscode/main', {});
    await app.database.db
      .deleteFrom('validated_phone_numbers')
      .where('username', '=', user.username)
      .execute();
    expect((await agent.postJson('/login/smsconfirmation', { smscode: lastText(app).code })).status).toBe(
      422,
    );
    expect(await signedInCount(user.username)).toBe(0);
  });
});

describe('the link of the message', () => {
  // promise: sms-link, asvs-7.6.2
  test('shows the waiting user, and signs exactly that browser in once the button is pressed', async () => {
    const user = await newPerson();
    const [waiting, other] = [await afterPassword(app, user), await afterPassword(app, user)];
    await other.postJson('/login/smscode/main', {});
    await waiting.postJson('/login/smscode/main', {});
    const phone = openUserAgent(app);
    const page = await phone.get(lastText(app).link);
    expect(page.status).toBe(200);
    expect(page.text).toContain(user.username);
    expect(page.headers['referrer-policy']).toBe('no-referrer');
    expect((await waiting.get('/login/smsconfirmed')).body).toEqual({ confirmed: false });
    expect((await phone.submit(page, {}, '/sc')).status).toBe(200);
    expect((await waiting.get('/login/smsconfirmed')).body).toEqual({ confirmed: true });
    expect((await other.get('/login/smsconfirmed')).body).toEqual({ confirmed: false });
    expect((await other.postJson('/login/smsconfirmation', {})).status).toBe(422);
    expect((await waiting.postJson('/login/smsconfirmation', {})).status).toBe(200);
    expect(phone.cookies.has('authenticatedsession')).toBe(false);
  });

  test('lets the owner of the phone end a sign-in that someone else began', async () => {
    const user = await newPerson();
    const [waiting, other] = [await afterPassword(app, user), await afterPassword(app, user)];
    await waiting.postJson('/login/smscode/main', {});
    const { code, link } = lastText(app);
    const phone = openUserAgent(app);
    const page = await phone.get(link);
    expect(page.text).toContain('name="answer" value="no"');
    const guessed = await phone.submit(page, { answer: 'no', c: wrongCode(code) }, '/sc');
    expect(guessed.status).toBe(404);
    expect(await purposesOf(app, user.username)).toEqual(['pending_login', 'pending_login']);
    const refused = await phone.submit(page, { answer: 'no' }, '/sc');
    expect([refused.status, refused.text.includes('The sign-in was stopped')]).toEqual([200, true]);
    expect((await waiting.postJson('/login/smsconfirmation', { smscode: code })).status).toBe(401);
    expect((await other.get('/login/twofamethods')).status).toBe(200);
    const events = app.database.db.selectFrom('audit_events').select(['event', 'details']);
    expect(
      await events.where('username', '=', user.username).orderBy('event_id', 'desc').executeTakeFirst(),
    ).toEqual({ event: 'factor.failed', details: { factor: 'sms', reason: 'refused' } });
  });

  test('shows the network of the waiting browser, and the application', async () => {
    const globalid = await newOrganization(app.database.db, 'link-shop');
    const waiting = await afterPassword(app, await newPerson(), `?client_id=${globalid}`);
    await waiting.postJson('/login/smscode/main', {});
    const page = await openUserAgent(app).get(lastText(app).link);
    expect(page.text).toContain('127.0.0.0/24');
    expect(page.text).toContain('class="branding"');
  });

  test('signs in without scripts: check again, then continue', async () => {
    const agent = await afterPassword(app, await newPerson());
    await agent.postJson('/login/smscode/main', {});
    const { link } = lastText(app);
    const waiting = await agent.get('/login/2fa/sms?waiting=1');
    expect(waiting.text).toContain('http-equiv="refresh"');
    const phone = openUserAgent(app);
    await phone.submit(await phone.get(link), {}, '/sc');
    const again = await agent.get('/login/2fa/sms?waiting=1');
    expect(again.text).not.toContain('http-equiv="refresh"');
    const done = await agent.submit(again, {}, '/login/smsconfirmation');
    expect(done.headers.location).toBe('/');
  });

  test('continues here when opened in the waiting browser', async () => {
    const user = await newPerson();
    const agent = await afterPassword(app, user, '?client_id=x&endpoint=/v1/oauth/authorize');
    await agent.postJson('/login/smscode/main', {});
    const done = await agent.submit(await agent.get(lastText(app).link), {}, '/sc');
    expect(done.headers.location).toBe('/v1/oauth/authorize?client_id=x');
    expect(await signedInCount(user.username)).toBe(1);
  });

  test('does nothing for programs that prefetch it, nor with another code, key or purpose', async () => {
    const agent = await afterPassword(app, await newPerson());
    await agent.postJson('/login/smscode/main', {});
    const { code, link } = lastText(app);
    const robot = openUserAgent(app, { 'Sec-Purpose': 'prefetch' });
    expect((await robot.get(link)).status).toBe(403);
    const phone = openUserAgent(app);
    const page = await phone.get(link);
    const changes: Record<string, string>[] = [{ c: wrongCode(code) }, { k: 'x' }, { k: '' }];
    for (const changed of changes) expect((await phone.submit(page, changed, '/sc')).status).toBe(404);
    expect((await phone.get(link.replace('/sc', '/pvl'))).status).toBe(404);
    expect((await agent.get('/login/smsconfirmed')).body).toEqual({ confirmed: false });
  });

  test('works at once where configured', async () => {
    const open = await openTestApp({ IYO_LINK_CONFIRM: 'open' }, app);
    const agent = await afterPassword(open, await newPerson());
    await agent.postJson('/login/smscode/main', {});
    expect((await openUserAgent(open).get(lastText(open).link)).status).toBe(200);
    expect((await agent.get('/login/smsconfirmed')).body).toEqual({ confirmed: true });
    await open.close();
  });
});

describe('an account without any factor', () => {
  test('validates a number first, which then belongs to it', async () => {
    const user = await newUser(app);
    const number = newNumber();
    const agent = openUserAgent(app);
    const login = await agent.submit(
      await agent.get('/login'),
      { login: user.username, password: user.password },
      '/login',
    );
    const page = await agent.follow(login);
    expect((await agent.submit(page, { phonenumber: '12' }, '/login/resendsms')).status).toBe(422);
    const sent = await agent.submit(page, { phonenumber: number }, '/login/resendsms');
    expect(sent.headers.location).toBe('/login/2fa/sms');
    expect((await phoneFacts(app, user.username)).validated).toEqual([]);
    const { code, link } = lastText(app);
    expect(link).toMatch(/^\/pvl\?/);
    const done = await agent.submit(await agent.follow(sent), { smscode: code }, '/login/smsconfirmation');
    expect(done.headers.location).toBe('/');
    expect((await phoneFacts(app, user.username)).validated).toEqual([number]);
    const { body } = await callerWith(app, user.token).get(`/users/${user.username}/phonenumbers`);
    expect(body).toEqual([{ label: 'main', phonenumber: number }]);
  });

  test('is signed in by the link too', async () => {
    const user = await newUser(app);
    const agent = await afterPassword(app, user);
    expect(
      (await agent.postJson('/login/resendsms', { phonenumber: newNumber(), langkey: 'en' })).status,
    ).toBe(204);
    const phone = openUserAgent(app);
    await phone.submit(await phone.get(lastText(app).link), {}, '/pvl');
    expect((await agent.postJson('/login/smsconfirmation', {})).status).toBe(200);
    expect((await phoneFacts(app, user.username)).validated).toHaveLength(1);
  });

  test('cannot use a number of another user, and only the owner of the number learns of the attempt', async () => {
    const owner = await newPerson();
    const [number = ''] = (await phoneFacts(app, owner.username)).validated;
    const user = await newUser(app);
    const agent = await afterPassword(app, user);
    expect((await agent.postJson('/login/resendsms', { phonenumber: number })).status).toBe(204);
    const { code } = lastText(app);
    expect((await agent.postJson('/login/smsconfirmation', { smscode: code })).status).toBe(422);
    expect(await signedInCount(user.username)).toBe(0);
    expect((await phoneFacts(app, owner.username)).validated).toEqual([number]);
    expect((await phoneFacts(app, user.username)).validated).toEqual([]);
  });

  test.each(['', '12', 'abc', '+1', '0470000000'])('refuses %j as a number', async (phonenumber) => {
    const agent = await afterPassword(app, await newUser(app));
    const response = await agent.postJson('/login/resendsms', { phonenumber });
    expect([response.status, response.body]).toEqual([422, { error: 'invalid_phonenumber' }]);
  });
});

describe('a stolen password', () => {
  // promise: asvs-6.4.4
  test('is not enough to add the phone of a thief', async () => {
    const user = await newPerson();
    const before = await phoneFacts(app, user.username);
    const texts = app.senders.texts.length;
    const thief = await afterPassword(app, user);
    expect((await thief.postJson('/login/resendsms', { phonenumber: newNumber() })).status).toBe(403);
    expect((await thief.get('/login/verify-phone')).headers.location).toBe('/login/2fa');
    expect(app.senders.texts.length).toBe(texts);
    expect(await phoneFacts(app, user.username)).toEqual(before);
  });

  test('is not enough even when the phone was requested before the owner added a factor', async () => {
    const user = await newUser(app);
    const thief = await afterPassword(app, user);
    await thief.postJson('/login/resendsms', { phonenumber: newNumber() });
    const { code } = lastText(app);
    const own = newNumber();
    const row = {
      username: user.username,
      label: 'own',
      position: 5,
      phone_number: own,
      created_at: app.clock.now(),
    };
    await app.database.db.insertInto('user_phone_numbers').values(row).execute();
    await app.database.db
      .insertInto('validated_phone_numbers')
      .values({ phone_number: own, username: user.username, validated_at: app.clock.now() })
      .execute();
    expect((await thief.postJson('/login/smsconfirmation', { smscode: code })).status).toBe(422);
    expect((await phoneFacts(app, user.username)).validated).toEqual([own]);
    expect(await signedInCount(user.username)).toBe(0);
  });
});

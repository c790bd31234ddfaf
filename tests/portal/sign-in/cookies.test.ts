import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { afterPassword, lastText, purposesOf } from './signing-in.ts';

let app: TestApp;
let secure: TestApp;

beforeAll(async () => {
  app = await openTestApp();
  secure = await openTestApp({}, app, { publicUrl: 'https://id.example' });
});
afterAll(async () => {
  await secure.close();
  await app.close();
});

const linesOf = ({ headers }: Response): string[] => ([] as string[]).concat(headers['set-cookie'] ?? []);

describe('every cookie of a sign-in', () => {
  // promise: cookie-attributes, asvs-10.1.1
  test('is for this host and hidden from scripts; over HTTPS no other host can set or read it', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = openUserAgent(secure);
    const lines = [
      ...linesOf(await agent.get('/login')),
      ...linesOf(await agent.postJson('/login', { login: user.username, password: user.password })),
      ...linesOf(await agent.postJson('/login/smscode/main', {})),
      ...linesOf(await agent.postJson('/login/smsconfirmation', { smscode: lastText(secure).code })),
    ];
    const names = lines.map((line) => line.split('=')[0]);
    const expected = ['browser', 'loginsession', 'authenticatedsession', 'device'];
    expect(names).toEqual(expect.arrayContaining(expected.map((name) => `__Host-${name}`)));
    for (const line of lines) {
      expect(line).toMatch(/^__Host-/);
      for (const flag of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\/(;|$)/i])
        expect(line).toMatch(flag);
      expect(line).not.toMatch(/; Domain=/i);
    }
  });

  test('without its prefix is ignored over HTTPS', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = openUserAgent(secure);
    await agent.postJson('/login', { login: user.username, password: user.password });
    expect((await agent.get('/login/twofamethods')).status).toBe(200);
    const planted = openUserAgent(secure);
    planted.cookies.set('loginsession', agent.cookies.get('__Host-loginsession') ?? '');
    expect((await planted.get('/login/twofamethods')).status).toBe(401);
  });
});

describe('a pending sign-in', () => {
  test('with the cookie of another user needs that user’s factor', async () => {
    const [thief, victim] = [
      await newUser(app, { phone: newNumber() }),
      await newUser(app, { phone: newNumber() }),
    ];
    const own = await afterPassword(app, thief);
    await own.postJson('/login/smscode/main', {});
    const { code } = lastText(app);
    const other = await afterPassword(app, victim);
    const pending = other.cookies.get('loginsession') ?? '';
    own.cookies.set('loginsession', pending);
    expect((await own.postJson('/login/smsconfirmation', { smscode: code })).status).toBe(422);
    expect(await purposesOf(app, victim.username)).toEqual(['pending_login']);
  });

  test('stays with its user, no matter whom the second step names', async () => {
    const [user, victim] = [
      await newUser(app, { phone: newNumber() }),
      await newUser(app, { phone: newNumber() }),
    ];
    const agent = await afterPassword(app, user);
    await agent.postJson('/login/smscode/main', { username: victim.username, login: victim.username });
    const { code, to } = lastText(app);
    const named = { smscode: code, username: victim.username, login: victim.username };
    expect((await agent.postJson('/login/smsconfirmation', named)).status).toBe(200);
    expect([to !== '', await purposesOf(app, victim.username)]).toEqual([true, []]);
    expect(await purposesOf(app, user.username)).toEqual(['interactive']);
  });

  // promise: factor-after-password, factor-not-skipped, asvs-6.3.4
  test.each([
    '/login/smscode/main',
    '/login/smsconfirmation',
    '/login/totpconfirmation',
    '/login/resendsms',
    '/login/2fa/recovery',
  ])('is needed for %s', async (path) => {
    const body = { smscode: '123456', totpcode: '123456', code: 'x', phonenumber: '+32470000000' };
    const response = await openUserAgent(app).postJson(path, body);
    expect([response.status, response.headers['set-cookie']]).toEqual([401, undefined]);
  });

  // promise: asvs-6.3.3
  test('is not signed in: pages and the API refuse it', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const agent = await afterPassword(app, user);
    expect((await agent.get('/account/sessions')).headers.location).toMatch(/^\/login/);
    expect((await agent.get(`/api/users/${user.username}`)).status).toBe(401);
  });
});

// promise: totp-once
test('a code sent by a hundred requests at once signs in once', async () => {
  const user = await newUser(app, { phone: newNumber() });
  const agent = await afterPassword(app, user);
  await agent.postJson('/login/smscode/main', {});
  const { code } = lastText(app);
  const copies = Array.from({ length: 100 }, () => {
    const copy = openUserAgent(app);
    for (const [name, value] of agent.cookies) copy.cookies.set(name, value);
    return copy.postJson('/login/smsconfirmation', { smscode: code });
  });
  const statuses = (await Promise.all(copies)).map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toEqual([200]);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  expect(await purposesOf(app, user.username)).toEqual(['interactive']);
});

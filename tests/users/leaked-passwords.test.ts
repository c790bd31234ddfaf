import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { confirmBoth, countAccounts, newPerson, type Person, submit } from '../portal/registration/steps.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { type LeakService, openLeakService } from '../support/leak-service.ts';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import { callerWith } from './caller.ts';

const leaked = 'seven wild geese';
const safe = 'eleven wild swans';

let service: LeakService;
let checking: TestApp;
let quiet: TestApp;
let user: TestUser;
let email: string;
let people = 0;

beforeAll(async () => {
  service = await openLeakService();
  service.leaked.add(leaked);
  checking = await openTestApp({ IYO_BREACH_CHECK: service.url });
  quiet = await openTestApp({}, checking);
  // The embedded database has one connection, which a transaction waiting for the service would block.
  service.before = () => checking.database.db.selectFrom('users').select('username').execute();
});
afterAll(async () => {
  await quiet.close();
  await checking.close();
  await service.close();
});
beforeEach(async () => {
  await checking.database.db.deleteFrom('rate_limits').execute();
  service.requests.length = 0;
  service.state = 'well';
  people += 1;
  email = `leak${people}@company.com`;
  user = await newUser(checking, { email });
});

/** A way to choose a password. */
type Choose = (app: TestApp, password: string) => Promise<Response>;

const aPerson = (password: string) => newPerson({ password, email: `new.${email}` });
const fieldsOf = ({ langkey: _, ...fields }: Person) => ({ ...fields, passwordrepeat: fields.password });

async function resetToken(app: TestApp): Promise<string> {
  await openUserAgent(app).postJson('/login/forgotpassword', { login: email, langkey: 'en' });
  return /\/login\/resetpassword\/(\S+)/.exec(app.senders.mails.at(-1)?.text ?? '')?.[1] ?? '';
}

const programs: [string, Choose][] = [
  ['the first step of a registration', (app, password) => submit(openUserAgent(app), aPerson(password))],
  [
    'the last step of a registration',
    async (app, password) => {
      const agent = await confirmBoth(app, aPerson('correct horse battery'));
      service.requests.length = 0;
      return agent.postJson('/register', { password });
    },
  ],
  [
    'recovery',
    async (app, password) =>
      openUserAgent(app).postJson('/login/resetpassword', { token: await resetToken(app), password }),
  ],
  [
    'the API',
    (app, newpassword) => {
      const body = { currentpassword: user.password, newpassword };
      return callerWith(app, user.token).put(`/users/${user.username}/password`, body);
    },
  ],
];

const pages: [string, Choose][] = [
  [
    'registration',
    async (app, password) => {
      const agent = openUserAgent(app);
      return agent.submit(await agent.get('/register'), fieldsOf(aPerson(password)), '/register/validation');
    },
  ],
  [
    'recovery',
    async (app, password) => {
      const agent = openUserAgent(app);
      const page = await agent.get(`/login/resetpassword/${await resetToken(app)}`);
      return agent.submit(page, { password, passwordrepeat: password }, '/login/resetpassword');
    },
  ],
  [
    'the own account',
    async (app, password) => {
      const agent = openUserAgent(app);
      await signInAs(app, agent, user.username);
      const fields = { currentpassword: user.password, password, passwordrepeat: password };
      return agent.submit(await agent.get('/account/security'), fields, '/account/security');
    },
  ],
];

const storedPasswords = async () => {
  const { db } = checking.database;
  const hashes = await db.selectFrom('user_passwords').selectAll().orderBy('username').execute();
  const registrations = await db.selectFrom('registrations').select('password_hash').execute();
  return { hashes, registrations: registrations.length };
};

const places = [...programs.map(([name, choose]) => [`${name}, by program`, choose] as const), ...pages];

describe('a leaked password', () => {
  // promise: leaked-password, asvs-6.2.12
  test.each(programs)('is refused by %s', async (name, choose) => {
    const isLast = name.startsWith('the last');
    const before = await storedPasswords();
    const response = await choose(checking, leaked);
    expect([response.status, response.body.error]).toEqual([422, 'invalid_password']);
    expect((await storedPasswords()).hashes).toEqual(before.hashes);
    expect((await storedPasswords()).registrations - before.registrations).toBe(isLast ? 1 : 0);
    expect(service.requests).toHaveLength(1);
  });

  test.each(pages)('is refused on the page of %s, which says why', async (_name, choose) => {
    const before = await storedPasswords();
    const response = await choose(checking, leaked);
    expect(response.status).toBe(422);
    expect(response.text).toContain('This password appeared in a data leak.');
    expect(await storedPasswords()).toEqual(before);
    expect(service.requests).toHaveLength(1);
  });

  test.each(places)('is checked, and accepted, when the service fails: %s', async (_name, choose) => {
    service.state = 'failing';
    const known = checking.logLines.length;
    expect((await choose(checking, leaked)).status).toBeLessThan(400);
    const lines = checking.logLines.slice(known).filter((line) => line.includes('leaked-password'));
    expect(lines).not.toEqual([]);
    expect(checking.logLines.join()).not.toContain(leaked);
  });

  test.each(places)('is not checked where not configured: %s', async (_name, choose) => {
    expect((await choose(quiet, leaked)).status).toBeLessThan(400);
    expect(service.requests).toEqual([]);
  });
});

describe('another password', () => {
  test.each(places)('is accepted: %s', async (_name, choose) => {
    expect((await choose(checking, safe)).status).toBeLessThan(400);
    expect(service.requests.length).toBeGreaterThan(0);
  });

  test.each(places)('that breaks another rule is not checked: %s', async (_name, choose) => {
    for (const bad of ['short', 'qwertyuiop', email]) expect((await choose(checking, bad)).status).toBe(422);
    expect(service.requests).toEqual([]);
  });
});

test('a wrong current password is reported first', async () => {
  const before = await countAccounts(checking);
  const body = { currentpassword: 'wrong', newpassword: leaked };
  const response = await callerWith(checking, user.token).put(`/users/${user.username}/password`, body);
  expect(response.body.error).toBe('incorrect_password');
  expect([service.requests, await countAccounts(checking)]).toEqual([[], before]);
});

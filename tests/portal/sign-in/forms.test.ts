import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { formsOf, openUserAgent, type UserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { afterPassword, lastText, purposesOf, signedIn } from './signing-in.ts';

/** By posting one of these forms, another site could sign a user in to a foreign account, or out of their own. */

let app: TestApp;
let user: TestUser;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.db.deleteFrom('rate_limits').execute();
  user = await newUser(app, { phone: newNumber() });
});

type Fields = Readonly<Record<string, string>>;

interface Form {
  readonly agent: UserAgent;
  readonly page: string;
  readonly action: string;
  readonly fields: () => Fields;
}

const forms: readonly (readonly [what: string, open: () => Promise<Form>])[] = [
  [
    'name and password',
    async () => ({
      agent: openUserAgent(app),
      page: '/login',
      action: '/login',
      fields: () => ({ login: user.username, password: user.password }),
    }),
  ],
  [
    'the code of a text message',
    async () => {
      const agent = await afterPassword(app, user);
      await agent.postJson('/login/smscode/main', {});
      const fields = () => ({ smscode: lastText(app).code });
      return { agent, page: '/login/2fa/sms', action: '/login/smsconfirmation', fields };
    },
  ],
  [
    'the password once more',
    async () => ({
      agent: await signedIn(app, user),
      page: '/login/confirm',
      action: '/login/confirm',
      fields: () => ({ password: user.password }),
    }),
  ],
  [
    'signing out',
    async () => ({
      agent: await signedIn(app, user),
      page: '/logout',
      action: '/logout',
      fields: () => ({}),
    }),
  ],
];

const tokenIn = (page: string): string => formsOf(page)[0]?.values.csrf_token ?? '';

describe.each(forms)('the form for %s', (_what, open) => {
  // promise: csrf, see-other
  test('is refused without its token, with that of another browser, and from another site', async () => {
    const { agent, page, action, fields } = await open();
    const before = await purposesOf(app, user.username);
    const shown = await agent.get(page);
    const foreign = tokenIn((await openUserAgent(app).get('/login')).text);
    for (const csrf_token of ['', foreign])
      expect((await agent.submit(shown, { ...fields(), csrf_token }, action)).status).toBe(403);
    for (const headers of [{ Origin: 'https://evil.example' }, { 'Sec-Fetch-Site': 'cross-site' }]) {
      Object.assign(agent.headers, headers);
      expect((await agent.submit(shown, fields(), action)).status).toBe(403);
      for (const name of Object.keys(headers)) delete agent.headers[name];
    }
    expect(await purposesOf(app, user.username)).toEqual(before);
    Object.assign(agent.headers, { Origin: testUrl, 'Sec-Fetch-Site': 'same-origin' });
    expect((await agent.submit(shown, fields(), action)).status).toBe(303);
  });
});

test('a form shown before the sign-in is refused after it', async () => {
  const agent = openUserAgent(app);
  const csrf_token = tokenIn((await agent.get('/login')).text);
  await agent.postJson('/login', { login: user.username, password: user.password });
  await agent.postJson('/login/smscode/main', {});
  await agent.postJson('/login/smsconfirmation', { smscode: lastText(app).code });
  expect((await agent.postForm('/logout', { csrf_token })).status).toBe(403);
  expect(await purposesOf(app, user.username)).toEqual(['interactive']);
});

test('JSON from another site does not sign in', async () => {
  const agent = openUserAgent(app, { Origin: 'https://evil.example' });
  const response = await agent.postJson('/login', { login: user.username, password: user.password });
  expect([response.status, response.headers['set-cookie']]).toEqual([403, undefined]);
  expect(await purposesOf(app, user.username)).toEqual([]);
});

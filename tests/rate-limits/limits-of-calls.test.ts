import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { newPerson, submit } from '../portal/registration/steps.ts';
import { afterPassword } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, type UserAgent } from '../support/user-agent.ts';
import { callerWith } from '../users/caller.ts';
import { newNumber } from '../users/factors.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp({ IYO_TRUSTED_PROXIES: 'loopback' });
});
afterAll(() => app.close());
beforeEach(() => app.database.db.deleteFrom('rate_limits').execute());

/** Prepares a caller with this number, and returns a function that requests another SMS to it. */
type Sender = (phone: string) => Promise<() => Promise<Response>>;

const senders: readonly [route: string, sender: Sender, sent: number][] = [
  [
    'POST /register/resendvalidation',
    async (phone) => {
      const [agent, person] = [openUserAgent(app), newPerson({ phone })];
      await submit(agent, person);
      return () => agent.postJson('/register/resendvalidation', person);
    },
    200,
  ],
  [
    'POST /login/smscode/{label}',
    async (phone) => {
      const agent = await afterPassword(app, await newUser(app, { phone }));
      return () => agent.postJson('/login/smscode/main', { langkey: 'en' });
    },
    204,
  ],
  [
    'POST /login/resendsms',
    async (phone) => {
      const agent = await afterPassword(app, await newUser(app));
      return () => agent.postJson('/login/resendsms', { phonenumber: phone, langkey: 'en' });
    },
    204,
  ],
  [
    'POST /api/users/{username}/phonenumbers/{label}/validate',
    async (phone) => {
      const { username, token } = await newUser(app, { phone });
      return () =>
        Promise.resolve(callerWith(app, token).post(`/users/${username}/phonenumbers/main/validate`));
    },
    200,
  ],
];

const textsTo = (phone: string) => app.senders.texts.filter(({ to }) => to === phone).length;

describe.each(senders)('%s', (_route, sender, sent) => {
  // promise: limits-announced, sms-limits
  test('sends five SMS in ten minutes to one number, then says how long to wait; others get theirs', async () => {
    const phone = newNumber();
    const send = await sender(phone);
    while (textsTo(phone) < 5) expect((await send()).status).toBe(sent);
    const refused = await send();
    expect([refused.status, textsTo(phone)]).toEqual([429, 5]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    const other = newNumber();
    expect((await (await sender(other))()).status).toBe(sent);
    expect(textsTo(other)).toBeGreaterThan(0);
    app.clock.advance(601);
  });
});

describe.each(['/register/resendvalidation', '/login/smscode/main', '/login/resendsms'])(
  'POST %s',
  (path) => {
    const call = (from: string): Promise<Response> => {
      const agent: UserAgent = openUserAgent(app, { 'X-Forwarded-For': from });
      return agent.postJson(path, {});
    };
    const limitHeaders = ({ headers }: Response) => [
      headers['x-ratelimit-limit'],
      headers['x-ratelimit-remaining'],
      headers['x-ratelimit-reset'],
    ];

    // promise: limits-announced
    test('says on each response how many calls are left, and refuses the fifty-first of a network', async () => {
      const from = '203.0.113.77';
      const end = String(Math.ceil((app.clock.now().getTime() + 600_000) / 1000));
      const first = await call(from);
      expect([first.status, limitHeaders(first)]).toEqual([401, ['50', '49', end]]);
      for (let calls = 1; calls < 50; calls += 1) expect((await call(from)).status).toBe(401);
      const refused = await call(from);
      expect([refused.status, limitHeaders(refused)]).toEqual([429, ['50', '0', end]]);
      expect(refused.headers['retry-after']).toBe('600');
      expect((await call('203.0.113.78')).status).toBe(401);
      app.clock.advance(601);
      expect((await call(from)).status).toBe(401);
    });
  },
);

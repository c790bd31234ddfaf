import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type Route, routes } from '../../generated/routes.ts';
import { signedIn } from '../portal/sign-in/signing-in.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import type { UserAgent } from '../support/user-agent.ts';
import { newNumber } from '../users/factors.ts';

let app: TestApp;
let user: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  user = await newUser(app, { phone: newNumber() });
});
afterAll(() => app.close());

const guarded = routes
  .filter(({ freshProof }) => freshProof)
  .map((route) => [route.operation, route] as const);
const unauthenticated = 'insufficient_user_authentication';

/** Sends nothing that an operation could work with: what counts is whether it is let through to be looked at. */
function call({ method, path }: Route) {
  const address = path.replace('{username}', user.username).replace('{label}', 'none');
  return request(app.web)[method](`/api${address}`).type('json');
}

function bySession(route: Route, agent: UserAgent) {
  const Cookie = [...agent.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return call(route).set({ Cookie, Origin: testUrl, 'Sec-Fetch-Site': 'same-origin' });
}

test('keys and what proves who somebody is are among what matters most', () => {
  expect(guarded.map(([operation]) => operation)).toEqual(
    expect.arrayContaining(['addApiKey', 'getAPIkey', 'setupTOTP', 'removeTOTP', 'deleteUserPhonenumber']),
  );
});

describe.each(guarded)('%s', (_operation, route) => {
  test('takes a session for ten minutes after a proof, and again after the next one', async () => {
    const agent = await signedIn(app, user);
    expect((await bySession(route, agent)).body.error).not.toBe(unauthenticated);
    app.clock.advance(601);
    const { status, headers, body } = await bySession(route, agent);
    expect([status, body.error]).toEqual([401, unauthenticated]);
    expect(headers['www-authenticate']).toContain(`error="${unauthenticated}", max_age="600"`);
    const page = await agent.get('/login/confirm?to=/');
    await agent.submit(page, { password: user.password }, '/login/confirm');
    expect((await bySession(route, agent)).body.error).not.toBe(unauthenticated);
  });

  test('takes an API key at any time', async () => {
    app.clock.advance(601);
    const { body } = await call(route).set('Authorization', `Bearer ${user.token}`);
    expect(body.error).not.toBe(unauthenticated);
  });
});

test('a session without a fresh proof changes nothing', async () => {
  const agent = await signedIn(app, user);
  app.clock.advance(601);
  const route = routes.find(({ operation }) => operation === 'addApiKey');
  if (!route) throw new Error('addApiKey is needed');
  const keys = () => app.database.db.selectFrom('user_api_keys').select('label').execute();
  const before = await keys();
  expect((await bySession(route, agent).send({ label: 'thief' })).status).toBe(401);
  expect(await keys()).toEqual(before);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { newOperator, type SignedInOperator } from '../admin/operators.ts';
import type { TestClient } from '../oauth/clients.ts';
import { callback, newCode, newKey, redeem, requestToken, share } from '../oauth/code-flow.ts';
import { jwtFor } from '../oauth/exchange.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { authorizeUrl } from '../support/authorize.ts';
import { newUser, type TestUser, tokenOf } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

let app: TestApp;
let operator: SignedInOperator;
let shop: TestClient;
let bob: TestUser;
let agent: UserAgent;
let access: string;
let refresh: string;
let people = 0;

beforeAll(async () => {
  app = await openTestApp();
  operator = await newOperator(app);
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop', { allowsClientCredentials: true });
});
afterAll(() => app.close());

beforeEach(async () => {
  people += 1;
  bob = await newUser(app, { email: `locked${people}@company.com` });
  agent = openUserAgent(app);
  await signInAs(app, agent, bob.username);
  await share(app, { username: bob.username, client: 'shop', scopes: ['user:name'] });
  const code = await newCode(app, bob.username, 'shop', { wantsOffline: true });
  const { body } = await redeem(app, shop, code).expect(200);
  ({ access_token: access, refresh_token: refresh } = body);
});

async function act(name: 'lock' | 'unlock'): Promise<void> {
  const path = `/admin/users/${bob.username}/${name}`;
  const response = await operator.agent.submit(await operator.agent.get(path), {}, path);
  expect([response.status, response.headers.location]).toEqual([303, `/admin/users/${bob.username}`]);
}

const apiStatus = async (token: string, scheme = 'token') =>
  (await request(app.web).get(`/api/users/${bob.username}/info`).set('Authorization', `${scheme} ${token}`))
    .status;

const introspected = async (token: string) =>
  (
    await request(app.web)
      .post('/v1/oauth/introspect')
      .auth(shop.id, shop.secret)
      .type('form')
      .send({ token })
      .expect(200)
  ).body.active;

const refreshed = () => requestToken(app, shop, { grant_type: 'refresh_token', refresh_token: refresh });

const ownToken = () =>
  requestToken(
    app,
    { id: bob.apiKey.applicationId, secret: bob.apiKey.secret },
    { grant_type: 'client_credentials' },
  );

const rowsOf = async (
  table: 'sessions' | 'access_tokens' | 'refresh_tokens' | 'authorization_grants' | 'authorization_codes',
) =>
  (await app.database.db.selectFrom(table).select('username').where('username', '=', bob.username).execute())
    .length;

const typed = () => ({ login: bob.username, password: bob.password });

describe('a locked account', () => {
  // promise: locked-account
  test('is signed out in every browser, at once', async () => {
    expect((await agent.get('/account')).status).toBe(200);
    await act('lock');
    expect((await agent.get('/account')).headers.location).toBe('/login?endpoint=%2Faccount');
    expect(await rowsOf('sessions')).toBe(0);
  });

  test('cannot be signed in to; the reason is shown with the right password only', async () => {
    await act('lock');
    const visitor = openUserAgent(app);
    const right = await visitor.submit(await visitor.get('/login'), typed(), '/login');
    expect([right.status, right.text.includes('was locked by an operator')]).toEqual([422, true]);
    const wrong = await visitor.submit(
      await visitor.get('/login'),
      { ...typed(), password: 'wrong' },
      '/login',
    );
    expect([wrong.status, wrong.text.includes('was locked')]).toEqual([422, false]);
    expect(await rowsOf('sessions')).toBe(0);
  });

  test('is not opened by a sign-in in progress', async () => {
    const waiting = openUserAgent(app);
    await signInAs(app, waiting, bob.username, { purpose: 'pending_login', returnQuery: '' });
    await act('lock');
    expect((await waiting.get('/login/2fa')).headers.location).toBe('/login?expired=1');
  });

  // promise: locked-account
  test('has no valid token of an application: API, introspection, refresh, userinfo', async () => {
    const jwt = await jwtFor(app, access);
    expect([await apiStatus(access), await apiStatus(jwt, 'bearer')]).toEqual([200, 200]);
    expect([await introspected(access), await introspected(jwt)]).toEqual([true, true]);
    await act('lock');
    expect([await apiStatus(access), await apiStatus(jwt, 'bearer')]).toEqual([401, 401]);
    expect([await introspected(access), await introspected(jwt)]).toEqual([false, false]);
    const { status, body } = await refreshed();
    expect([status, body.error]).toEqual([400, 'invalid_grant']);
    for (const table of ['access_tokens', 'refresh_tokens', 'authorization_grants'] as const)
      expect([table, await rowsOf(table)]).toEqual([table, 0]);
  });

  test('has no code that can be redeemed', async () => {
    const code = await newCode(app, bob.username, 'shop');
    await act('lock');
    expect((await redeem(app, shop, code)).body.error).toBe('invalid_grant');
    expect(await rowsOf('authorization_codes')).toBe(0);
    expect(await rowsOf('access_tokens')).toBe(0);
  });

  // promise: locked-account
  test('has API keys and tokens that no longer work', async () => {
    const jwt = await jwtFor(app, bob.token);
    expect([await apiStatus(bob.token), await apiStatus(jwt, 'bearer')]).toEqual([200, 200]);
    await act('lock');
    expect([await apiStatus(bob.token), await apiStatus(jwt, 'bearer')]).toEqual([401, 401]);
    const { status, body } = await ownToken();
    expect([status, body.error]).toEqual([400, 'invalid_client']);
    expect(await rowsOf('access_tokens')).toBe(0);
  });

  test('gets no password by mail', async () => {
    await act('lock');
    const before = app.senders.mails.length;
    const visitor = openUserAgent(app);
    const page = await visitor.get('/login/forgotpassword');
    await visitor.submit(page, { login: bob.username }, '/login/forgotpassword');
    expect(app.senders.mails).toHaveLength(before);
    const resets = app.database.db.selectFrom('password_reset_tokens').select('username');
    expect(await resets.where('username', '=', bob.username).execute()).toEqual([]);
  });

  // promise: locked-account
  test('gets a mail when locked and when unlocked', async () => {
    await act('lock');
    expect(app.senders.mails.at(-1)).toMatchObject({ subject: 'Your account was locked' });
    await act('unlock');
    expect(app.senders.mails.at(-1)).toMatchObject({
      to: [`locked${people}@company.com`],
      subject: 'Your account was unlocked',
    });
  });

  test('works again once unlocked: password, API key and consent; what ended stays ended', async () => {
    await act('lock');
    await act('unlock');
    expect((await openUserAgent(app).postJson('/login', typed())).status).toBe(204);
    expect(await apiStatus(await tokenOf(app, bob.apiKey.applicationId, bob.apiKey.secret))).toBe(200);
    expect([await apiStatus(access), await apiStatus(bob.token)]).toEqual([401, 401]);
    expect((await refreshed()).status).toBe(400);
    const code = await newCode(app, bob.username, 'shop');
    expect((await redeem(app, shop, code)).status).toBe(200);
  });

  test('has nothing left of concurrent sign-ins and authorization requests', async () => {
    const url = authorizeUrl({ client_id: 'shop', redirect_uri: callback, scope: 'user:name' });
    const before = await agent.get(url);
    expect(before.headers.location).toContain('code=');
    const waiting = openUserAgent(app);
    await waiting.postJson('/login', typed());
    const responses = await Promise.all([
      ...Array.from({ length: 8 }, () => agent.get(url)),
      act('lock').then(() => undefined),
    ]);
    for (const response of responses) {
      const location = response?.headers.location ?? '';
      const code = location.startsWith(callback) ? new URL(location).searchParams.get('code') : null;
      if (code !== null) expect((await redeem(app, shop, code)).body.error).toBe('invalid_grant');
    }
    for (const table of ['sessions', 'access_tokens', 'authorization_codes', 'authorization_grants'] as const)
      expect([table, await rowsOf(table)]).toEqual([table, 0]);
  });

  test('is in the audit log, with the operator who did it', async () => {
    await act('lock');
    await act('unlock');
    const events = await app.database.db
      .selectFrom('audit_events')
      .select(['event', 'actor'])
      .where('username', '=', bob.username)
      .where('actor', '=', operator.username)
      .orderBy('event_id')
      .execute();
    expect(events.map(({ event }) => event)).toEqual(['session.ended', 'account.locked', 'account.unlocked']);
  });
});

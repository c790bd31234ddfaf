import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { createSealing } from '../../src/crypto/sealing.ts';
import { createKeyRing } from '../../src/tokens/key-ring.ts';
import { openTestApp, type TestApp, testKey, testUrl } from '../support/app.ts';
import { authorizeUrl, callback, newClient, redirectParameters, storeRecord } from '../support/authorize.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs, type UserAgent } from '../support/user-agent.ts';

let app: TestApp;
let agent: UserAgent;
let secret: string;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'bob' });
  await newUser(app, { username: 'eve' });
  secret = await newClient(app, 'shop');
  await newClient(app, 'bakery', { callbackUrl: 'https://bakery.example/' });
});
afterAll(() => app.close());
beforeEach(async () => {
  await app.database.db.deleteFrom('sessions').execute();
  agent = openUserAgent(app);
  await signInAs(app, agent, 'bob');
});

const logout = (parameters: Record<string, string> = {}) =>
  agent.get(`/v1/oauth/logout?${new URLSearchParams(parameters)}`);
const sessions = () => app.database.db.selectFrom('sessions').select(['purpose', 'username']).execute();

/** The client's ID token, from a complete code flow. */
async function idTokenOf(username: string): Promise<{ id_token: string; access_token: string }> {
  const browser = openUserAgent(app);
  await signInAs(app, browser, username);
  await storeRecord(app, username);
  const { code = '' } = redirectParameters(
    (await browser.get(authorizeUrl({ scope: 'openid' }))).headers.location,
  );
  await app.database.db.deleteFrom('sessions').where('username', '=', username).execute();
  const { body } = await request(app.web)
    .post('/v1/oauth/access_token')
    .type('form')
    .send({ code, client_id: 'shop', client_secret: secret, redirect_uri: callback })
    .expect(200);
  return body;
}

function sign(claims: Record<string, unknown>, type?: string): Promise<string> {
  const ring = createKeyRing({ db: app.database.db, sealing: createSealing([testKey]), clock: app.clock });
  const exp = Math.floor(app.clock.now().getTime() / 1000) + 60;
  return ring.sign({ iss: testUrl, exp, ...claims }, 'ES384', type);
}

describe('a client that sends an ID token of the signed-in user', () => {
  // promise: logout-redirect, asvs-10.6.2
  test('signs the user out at once and redirects to its registered address, with its state', async () => {
    const { id_token } = await idTokenOf('bob');
    await signInAs(app, agent, 'bob');
    const response = await logout({
      id_token_hint: id_token,
      post_logout_redirect_uri: `${callback}/bye?x=1`,
      state: 'a b&ü',
    });
    expect(response.status).toBe(303);
    expect(response.headers.location).toBe(`${callback}/bye?x=1&state=a+b%26%C3%BC`);
    expect(response.headers['clear-site-data']).toBe('"cache", "storage"');
    expect([await sessions(), agent.cookies.has('authenticatedsession')]).toEqual([[], false]);
  });

  test('may send an expired one', async () => {
    const hint = await sign({ sub: 'bob', aud: 'shop', exp: 1 });
    const response = await logout({ id_token_hint: hint, client_id: 'shop' });
    expect(response.status).toBe(200);
    expect(response.text).toContain('You are signed out');
    expect(await sessions()).toEqual([]);
  });
});

describe('a client whose key names where users go after signing out', () => {
  const name = 'https://shop.example/goodbye';
  const target = async (uri: string) => {
    const hint = await sign({ sub: 'bob', aud: 'shop' });
    await signInAs(app, agent, 'bob');
    const response = await logout({ id_token_hint: hint, post_logout_redirect_uri: uri });
    return response.headers.location;
  };
  const register = (uris: string[]) =>
    app.database.db
      .updateTable('organization_api_keys')
      .set({ post_logout_redirect_uris: uris })
      .where('globalid', '=', 'shop')
      .execute();
  afterAll(() => register([]));

  // promise: logout-redirect
  test('post_logout_redirect_uris are compared exactly and stand in for the callback', async () => {
    expect(await target(name)).toBeUndefined();
    await register([name, 'https://elsewhere.example/']);
    expect(await target(name)).toBe(name);
    expect(await target('https://elsewhere.example/')).toBe('https://elsewhere.example/');
    for (const other of [`${name}/x`, `${name}?x=1`, callback, `${callback}/bye`])
      expect([other, await target(other)]).toEqual([other, undefined]);
  });

  // promise: logout-redirect
  test('never to this server itself', async () => {
    await register([`${testUrl}/`]);
    expect(await target(`${testUrl}/`)).toBeUndefined();
  });
});

describe('the user is asked, and stays signed in until then', () => {
  // promise: backchannel-token
  test.each<[string, () => Promise<Record<string, string>> | Record<string, string>]>([
    ['without a hint', () => ({})],
    ['with a hint of someone else', async () => ({ id_token_hint: (await idTokenOf('eve')).id_token })],
    [
      'with an access token',
      async () => ({ id_token_hint: await sign({ sub: 'bob', aud: 'shop', azp: 'shop', username: 'bob' }) }),
    ],
    [
      'with a token of another issuer',
      async () => ({ id_token_hint: await sign({ iss: 'itsyouonline', sub: 'bob', aud: 'shop' }) }),
    ],
    [
      'with a hint for another client',
      async () => ({ id_token_hint: await sign({ sub: 'bob', aud: 'shop' }), client_id: 'bakery' }),
    ],
    [
      'with a logout token',
      async () => ({ id_token_hint: await sign({ sub: 'bob', aud: 'shop' }, 'logout+jwt') }),
    ],
    ['with a forged hint', () => ({ id_token_hint: 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJib2IifQ.' })],
  ])('%s', async (_what, parameters) => {
    const response = await logout({ ...(await parameters()), post_logout_redirect_uri: callback });
    expect([response.status, response.headers.location]).toEqual([200, undefined]);
    expect(response.text).toContain('You are signed in as bob.');
    expect(await sessions()).toEqual([{ purpose: 'interactive', username: 'bob' }]);
  });

  test('is redirected to the client after confirming', async () => {
    const page = await logout({ client_id: 'shop', post_logout_redirect_uri: callback, state: '1' });
    expect(page.text).toContain('shop asks whether');
    expect(page.headers['content-security-policy']).toContain("form-action 'self' https://shop.example;");
    const response = await agent.submit(page, {}, '/v1/oauth/logout');
    expect([response.status, response.headers.location]).toEqual([303, `${callback}?state=1`]);
    expect(await sessions()).toEqual([]);
  });

  // promise: asvs-10.6.2
  test('a form without the token of the page is ignored', async () => {
    const page = await logout({ client_id: 'shop' });
    expect((await agent.submit(page, { csrf_token: 'x' }, '/v1/oauth/logout')).status).toBe(403);
    agent.headers.origin = 'https://evil.example';
    expect((await agent.submit(page, {}, '/v1/oauth/logout')).status).toBe(403);
    expect(await sessions()).toHaveLength(1);
  });
});

test.each([
  ['another client', { client_id: 'bakery', post_logout_redirect_uri: callback }],
  ['nobody', { post_logout_redirect_uri: callback }],
  ['a stranger', { client_id: 'shop', post_logout_redirect_uri: 'https://evil.example/' }],
  ['a script', { client_id: 'shop', post_logout_redirect_uri: 'javascript:alert(1)' }],
])('an address registered by %s is never redirected to', async (_what, parameters) => {
  const response = await agent.submit(await logout(parameters), {}, '/v1/oauth/logout');
  expect([response.status, response.headers.location]).toEqual([200, undefined]);
  expect(await sessions()).toEqual([]);
});

test('a form of another site is redirected to a link, which sends the cookies', async () => {
  const form = request(app.web).post('/v1/oauth/logout').type('form').set('Sec-Fetch-Site', 'cross-site');
  const response = await form.send({ client_id: 'shop', state: '1' });
  expect([response.status, response.headers.location]).toEqual([
    303,
    '/v1/oauth/logout?client_id=shop&state=1',
  ]);
});

test('a visitor without a session is not asked', async () => {
  agent = openUserAgent(app);
  const response = await logout({ client_id: 'shop', post_logout_redirect_uri: callback });
  expect([response.status, response.headers.location]).toEqual([303, callback]);
});

// promise: asvs-7.4.1
test('a copied cookie is useless once its session has ended', async () => {
  const copied = new Map(agent.cookies);
  await agent.submit(await logout(), {}, '/v1/oauth/logout');
  for (const [name, value] of copied) agent.cookies.set(name, value);
  expect((await agent.get(authorizeUrl({}))).headers.location).toMatch(/^\/login\?/);
});

test('clients find the address in the metadata', async () => {
  const { body } = await request(app.web).get('/.well-known/openid-configuration').expect(200);
  expect(body.end_session_endpoint).toBe(`${testUrl}/v1/oauth/logout`);
});

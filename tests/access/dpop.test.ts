import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request, { type Test } from 'supertest';
import type { TestClient } from '../oauth/clients.ts';
import { newCode, newKey, redeem, requestToken, share } from '../oauth/code-flow.ts';
import { type DpopKey, newDpopKey, type ProvenRequest } from '../oauth/dpop-proofs.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';

/** Bound tokens at the API, userinfo and the endpoints that issue JWTs (RFC 9449, section 7). */

const api = '/api/users/bob/info';
const userinfo = '/v1/oauth/userinfo';
const jwtPath = '/v1/oauth/jwt';
const refreshPath = '/v1/oauth/jwt/refresh';

let app: TestApp;
let strict: TestApp;
let shop: TestClient;
let key: DpopKey;
let other: DpopKey;
let bound: string;
let unbound: string;

beforeAll(async () => {
  app = await openTestApp();
  strict = await openTestApp({ IYO_DPOP_NONCE: 'required' }, app);
  await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop');
  [key, other] = [await newDpopKey(), await newDpopKey()];
});
afterAll(async () => {
  await strict.close();
  await app.close();
});

const newToken = async (by?: DpopKey): Promise<string> => {
  const scopes = { scopes: ['openid', 'user:name'], style: 'space' as const };
  const call = redeem(app, shop, await newCode(app, 'bob', 'shop', { scopes, wantsOffline: true }));
  if (by) call.set('DPoP', await by.prove(app));
  return (await call.expect(200)).body.access_token;
};

beforeEach(async () => {
  await share(app, { username: 'bob', client: 'shop' });
  [bound, unbound] = [await newToken(key), await newToken()];
  await app.database.db.deleteFrom('dpop_proofs').execute();
});

const get = (path: string, authorization: string, server = app): Test =>
  request(server.web).get(path).set('Authorization', authorization);

/** Sends a request with a proof, valid unless changed. */
async function proven(
  path: string,
  token: string,
  change: ProvenRequest & { by?: DpopKey } = {},
  server = app,
) {
  const { by = key, ...more } = change;
  const proof = await by.prove(app, { method: 'GET', path, token, ...more });
  return get(path, `DPoP ${token}`, server).set('DPoP', proof);
}

const proofs = async (): Promise<number> =>
  (await app.database.db.selectFrom('dpop_proofs').select('proof_hash').execute()).length;

function expectChallenge({ status, headers, body }: Awaited<Test>, error: string): void {
  expect([status, body.error]).toEqual([401, error]);
  expect(headers['www-authenticate']).toMatch(
    new RegExp(`^DPoP realm="itsyouonline", error="${error}", algs="ES256 [\\w ]+", resource_metadata=`),
  );
}

describe.each([api, userinfo])('%s accepts', (path) => {
  // promise: dpop-scheme
  test('a bound token with a new proof by its key each time', async () => {
    for (const count of [1, 2]) {
      const { status, headers } = await proven(path, bound);
      expect([status, await proofs()]).toEqual([200, count]);
      expect(headers['dpop-nonce']).toMatch(/^[\w-]{43}$/);
    }
  });

  test('any query, and the nonce where one is required', async () => {
    const proof = await key.prove(app, { method: 'GET', path, token: bound });
    await get(`${path}?a=b`, `dpop ${bound}`).set('DPoP', proof).expect(200);
    const first = await proven(path, bound, {}, strict);
    expectChallenge(first, 'use_dpop_nonce');
    const claims = { nonce: first.headers['dpop-nonce'] };
    expect((await proven(path, bound, { claims }, strict)).status).toBe(200);
  });

  test('a bearer token as before, without storing anything', async () => {
    const { status, headers } = await get(path, `Bearer ${unbound}`);
    expect([status, headers['dpop-nonce'], await proofs()]).toEqual([200, undefined, 0]);
  });
});

describe.each([api, userinfo])('%s refuses', (path) => {
  // promise: dpop-scheme
  test('a bound token sent as a bearer token, with or without a proof', async () => {
    expectChallenge(await get(path, `Bearer ${bound}`), 'invalid_token');
    const proof = await key.prove(app, { method: 'GET', path, token: bound });
    expectChallenge(await get(path, `Bearer ${bound}`).set('DPoP', proof), 'invalid_token');
    expectChallenge(await get(path, `token ${bound}`), 'invalid_token');
    expect(await proofs()).toBe(0);
  });

  // promise: dpop-scheme
  test.each<[string, string, (token: string) => ProvenRequest & { by?: DpopKey }]>([
    ['by another key', 'invalid_token', () => ({ by: other })],
    ['for another token', 'invalid_dpop_proof', () => ({ token: 'x' })],
    ['for no token', 'invalid_dpop_proof', () => ({ claims: { ath: undefined } })],
    ['for another method', 'invalid_dpop_proof', () => ({ method: 'POST' })],
    ['for another address', 'invalid_dpop_proof', () => ({ path: '/api/users/alice/info' })],
    ['of another time', 'invalid_dpop_proof', () => ({ claims: { iat: 1 } })],
    ['with a wrong nonce', 'use_dpop_nonce', () => ({ claims: { nonce: 'x' } })],
  ])('a proof %s: %s', async (_what, error, change) => {
    const changed = change(bound);
    const { token = bound } = changed;
    const proof = await (changed.by ?? key).prove(app, { method: 'GET', path, ...changed, token });
    expectChallenge(await get(path, `DPoP ${bound}`).set('DPoP', proof), error);
    expect(await proofs()).toBe(0);
  });

  test('no proof, a repeated proof, and an unbound token with this scheme', async () => {
    expectChallenge(await get(path, `DPoP ${bound}`), 'invalid_dpop_proof');
    const proof = await key.prove(app, { method: 'GET', path, token: bound });
    await get(path, `DPoP ${bound}`).set('DPoP', proof).expect(200);
    expectChallenge(await get(path, `DPoP ${bound}`).set('DPoP', proof), 'invalid_dpop_proof');
    expect(await proofs()).toBe(1);
    expectChallenge(await proven(path, unbound), 'invalid_token');
    expect(await proofs()).toBe(1);
  });

  test('an unknown token', async () => {
    expectChallenge(await proven(path, 'unknown'), 'invalid_token');
    expect(await proofs()).toBe(0);
  });
});

test('a bound token is refused in a query and in a form', async () => {
  expectChallenge(await request(app.web).get(api).query({ access_token: bound }), 'invalid_token');
  const form = request(app.web).post(userinfo).type('form').send({ access_token: bound });
  expectChallenge(await form, 'invalid_token');
});

describe('a JWT made from a bound token', () => {
  async function jwtOf(token: string, parameters: Record<string, string> = {}): Promise<string> {
    const proof = await key.prove(app, { path: jwtPath, token });
    const response = request(app.web).post(jwtPath).type('form').send(parameters);
    return (await response.set('Authorization', `DPoP ${token}`).set('DPoP', proof).expect(200)).text;
  }

  // promise: dpop-cnf
  test('is bound to the same key, and so are tokens derived from it', async () => {
    const jwt = await jwtOf(bound);
    const narrower = await jwtOf(jwt, { scope: 'user:name', aud: 'shop' });
    for (const each of [jwt, narrower]) {
      expect(decodeJwt(each).cnf).toEqual({ jkt: key.jkt });
      expect((await proven(api, each)).status).toBe(200);
      expectChallenge(await get(api, `Bearer ${each}`), 'invalid_token');
      expectChallenge(await proven(api, each, { by: other }), 'invalid_token');
    }
  });

  test('is not issued without the key', async () => {
    const jwt = await jwtOf(bound);
    await app.database.db.deleteFrom('dpop_proofs').execute();
    for (const token of [bound, jwt]) {
      const exchange = () => request(app.web).post(jwtPath).type('form').send({});
      expectChallenge(await exchange().set('Authorization', `Bearer ${token}`), 'invalid_token');
      const foreign = await other.prove(app, { path: jwtPath, token });
      expectChallenge(
        await exchange().set('Authorization', `DPoP ${token}`).set('DPoP', foreign),
        'invalid_token',
      );
    }
    expect(await proofs()).toBe(0);
  });

  test('is renewed with the key only, and stays bound', async () => {
    const jwt = await jwtOf(bound, { scope: 'user:name,offline_access' });
    const renew = (authorization: string) =>
      request(app.web).post(refreshPath).set('Authorization', authorization);
    expectChallenge(await renew(`Bearer ${jwt}`), 'invalid_token');
    const proof = await key.prove(app, { path: refreshPath, token: jwt });
    const { text } = await renew(`DPoP ${jwt}`).set('DPoP', proof).expect(200);
    expect(decodeJwt(text).cnf).toEqual({ jkt: key.jkt });
  });
});

describe('token exchange', () => {
  const exchange = (token: string): Test =>
    requestToken(app, shop, {
      grant_type: 'urn:ietf:params:oauth:grant-type:token-exchange',
      subject_token: token,
      subject_token_type: 'urn:ietf:params:oauth:token-type:access_token',
    });

  test('binds the issued token to the proven key', async () => {
    for (const token of [bound, unbound]) {
      const { body } = await exchange(token)
        .set('DPoP', await key.prove(app))
        .expect(200);
      expect([body.token_type, decodeJwt(body.access_token).cnf]).toEqual(['DPoP', { jkt: key.jkt }]);
    }
  });

  test('needs the key that the subject token is bound to', async () => {
    const foreign = exchange(bound).set('DPoP', await other.prove(app));
    for (const response of [exchange(bound), foreign]) {
      const { status, body } = await response;
      expect([status, body.error]).toEqual([400, 'invalid_request']);
    }
    expect(await proofs()).toBe(0);
  });
});

// promise: dpop-cnf
test('introspection names the key', async () => {
  const send = (token: string) =>
    request(app.web).post('/v1/oauth/introspect').auth(shop.id, shop.secret).type('form').send({ token });
  const proof = await key.prove(app, { path: jwtPath, token: bound });
  const { text: jwt } = await request(app.web)
    .post(jwtPath)
    .set('Authorization', `DPoP ${bound}`)
    .set('DPoP', proof)
    .expect(200);
  for (const token of [bound, jwt])
    expect((await send(token)).body).toMatchObject({
      active: true,
      token_type: 'DPoP',
      cnf: { jkt: key.jkt },
    });
  expect((await send(unbound)).body).not.toHaveProperty('cnf');
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request, { type Test } from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { newCode, newKey, redeem, requestToken, share } from './code-flow.ts';
import { jwtFor, secondsOf } from './exchange.ts';

const grantType = 'urn:ietf:params:oauth:grant-type:token-exchange';
const accessTokenType = 'urn:ietf:params:oauth:token-type:access_token';
const jwtType = 'urn:ietf:params:oauth:token-type:jwt';

let app: TestApp;
let strict: TestApp;
let bob: TestUser;
let shop: TestClient;
let drones: TestClient;
let opaque: string;
let refreshToken: string;

beforeAll(async () => {
  app = await openTestApp();
  strict = await openTestApp({ IYO_FOREIGN_AUDIENCES: 'refuse' }, app);
  bob = await newUser(app, { username: 'bob' });
  for (const globalid of ['shop', 'drones', 'planes']) await newOrganization(app.database.db, globalid);
  shop = await newKey(app, 'shop', { allowsClientCredentials: true });
  drones = await newKey(app, 'drones');
});
afterAll(async () => {
  await strict.close();
  await app.close();
});

beforeEach(async () => {
  const scopes = ['user:name', 'user:github'];
  await share(app, { username: 'bob', client: 'shop', scopes });
  const code = await newCode(app, 'bob', 'shop', { wantsOffline: true, scopes: { scopes, style: 'comma' } });
  const { body } = await redeem(app, shop, code).expect(200);
  ({ access_token: opaque, refresh_token: refreshToken } = body);
});

type ExchangeParameters = Readonly<Record<string, string>>;

const send = (client: TestClient, token: string, parameters: ExchangeParameters = {}, server = app): Test =>
  requestToken(server, client, {
    grant_type: grantType,
    subject_token: token,
    subject_token_type: accessTokenType,
    ...parameters,
  });

const exchanged = async (
  client: TestClient,
  token: string,
  parameters: ExchangeParameters = {},
): Promise<string> => (await send(client, token, parameters).expect(200)).body.access_token;

const info = async (token: string): Promise<number> =>
  (await request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${token}`)).status;

describe('the token exchange grant (RFC 8693)', () => {
  // promise: exchange
  test('gives a narrower JWT for an audience', async () => {
    const parameters = { scope: 'user:name', audience: 'drones', resource: 'https://planes.example/api' };
    const { status, headers, body } = await send(shop, opaque, parameters);
    expect([status, headers['cache-control'], headers.pragma]).toEqual([200, 'no-store', 'no-cache']);
    expect(body).toEqual({
      access_token: expect.any(String),
      issued_token_type: accessTokenType,
      token_type: 'bearer',
      expires_in: 86_400,
      scope: 'user:name',
    });
    expect(decodeJwt(body.access_token)).toMatchObject({
      sub: 'bob',
      azp: 'shop',
      scope: ['user:name'],
      aud: ['drones', 'https://planes.example/api'],
      exp: secondsOf(app) + 86_400,
    });
    expect(await info(body.access_token)).toBe(200);
  });

  test('gives all scopes of the token when none is named, under the requested type', async () => {
    const { body } = await send(shop, opaque, { requested_token_type: jwtType }).expect(200);
    expect(body).toMatchObject({ issued_token_type: jwtType, scope: 'user:name user:github' });
    expect(decodeJwt(body.access_token)).not.toHaveProperty('aud');
  });

  test('accepts a JWT under either type, until its end', async () => {
    const jwt = await jwtFor(app, opaque, { validity: '60' });
    for (const subject_token_type of [accessTokenType, jwtType]) {
      const { body } = await send(shop, jwt, { subject_token_type }).expect(200);
      expect([body.expires_in, decodeJwt(body.access_token).exp]).toEqual([60, decodeJwt(jwt).exp]);
    }
  });

  // promise: exchange
  test('lets the audience of a JWT narrow it further, for the same client', async () => {
    const jwt = await jwtFor(app, opaque, { aud: 'drones' });
    const { body } = await send(drones, jwt, { scope: 'user:github', audience: 'planes' }).expect(200);
    const { sub, azp, scope, aud } = decodeJwt(body.access_token);
    expect({ sub, azp, scope, aud }).toEqual({
      sub: 'bob',
      azp: 'shop',
      scope: ['user:github'],
      aud: ['planes'],
    });
  });

  test('takes the token of an organization for itself, and of a key of a user', async () => {
    const own = await exchanged(shop, await organizationToken(app, 'shop', 'more'), { audience: 'drones' });
    expect(decodeJwt(own)).toMatchObject({ globalid: 'shop', scope: ['organization:owner'] });
    const key = { id: bob.apiKey.applicationId, secret: bob.apiKey.secret };
    expect(decodeJwt(await exchanged(key, bob.token))).toMatchObject({ scope: ['user:admin'] });
  });

  // promise: exchange-end
  test('ends the issued tokens when the subject token is revoked', async () => {
    const first = await exchanged(shop, opaque);
    const second = await exchanged(shop, first, { audience: 'drones' });
    expect([await info(first), await info(second)]).toEqual([200, 200]);
    const form = { client_id: shop.id, client_secret: shop.secret, token: opaque };
    await request(app.web).post('/v1/oauth/revoke').type('form').send(form).expect(200);
    expect([await info(first), await info(second)]).toEqual([401, 401]);
    await send(drones, second).expect(400);
  });

  test('is in the metadata document', async () => {
    const { body } = await request(app.web).get('/.well-known/oauth-authorization-server');
    expect(body.grant_types_supported).toContain(grantType);
  });
});

/** All stored tokens. */
async function stored(): Promise<unknown> {
  const { db } = app.database;
  return Promise.all([
    db.selectFrom('access_tokens').selectAll().orderBy('token_hash').execute(),
    db.selectFrom('refresh_tokens').selectAll().orderBy('token_hash').execute(),
    db.selectFrom('authorization_grants').selectAll().orderBy('grant_id').execute(),
  ]);
}

async function expectRefused(response: Test, error: string, status = 400): Promise<void> {
  const before = await stored();
  app.clock.advance(1);
  const { status: given, body } = await response;
  expect([given, body.error]).toEqual([status, error]);
  expect(body).not.toHaveProperty('access_token');
  expect(await stored()).toEqual(before);
}

describe('token exchange is refused', () => {
  // promise: exchange-refusal
  test.each<[string, string, ExchangeParameters]>([
    ['an actor token', 'invalid_request', { actor_token: 'x', actor_token_type: jwtType }],
    ['the type of an actor token', 'invalid_request', { actor_token_type: jwtType }],
    ['no subject token', 'invalid_request', { subject_token: '' }],
    ['no type of the subject token', 'invalid_request', { subject_token_type: '' }],
    ['another type', 'invalid_request', { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' }],
    ['a JWT that is none', 'invalid_request', { subject_token_type: jwtType }],
    ['an unknown token', 'invalid_request', { subject_token: 'unknown' }],
    ['a forged JWT', 'invalid_request', { subject_token: 'a.b.c', subject_token_type: jwtType }],
    [
      'a refresh token in return',
      'invalid_request',
      { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
    ],
    ['offline access', 'invalid_scope', { scope: 'user:name offline_access' }],
    ['a scope beyond the token', 'invalid_scope', { scope: 'user:name,user:facebook' }],
    ['a relative resource', 'invalid_target', { resource: '/api' }],
    ['a resource with a fragment', 'invalid_target', { resource: 'https://planes.example/#a' }],
    ['a long audience', 'invalid_request', { audience: 'a'.repeat(4097) }],
  ])('for %s: %s', async (_what, error, parameters) => {
    await expectRefused(send(shop, opaque, parameters), error);
  });

  test('for a refresh token', async () => {
    await expectRefused(send(shop, refreshToken), 'invalid_request');
  });

  // promise: exchange-client
  test('for the token of another client, opaque or a JWT made for others', async () => {
    const jwt = await jwtFor(app, opaque, { aud: 'planes' });
    for (const token of [opaque, jwt, bob.token]) await expectRefused(send(drones, token), 'invalid_request');
  });

  test('for a client that does not authenticate', async () => {
    await expectRefused(send({ id: 'shop', secret: 'wrong' }, opaque), 'invalid_client');
    await expectRefused(send({ id: 'shop', secret: '' }, opaque), 'invalid_request');
  });

  test('when the token has expired, the user no longer shares anything, or the JWT was revoked', async () => {
    const jwt = await jwtFor(app, opaque);
    const form = { client_id: shop.id, client_secret: shop.secret, token: jwt };
    await request(app.web).post('/v1/oauth/revoke').type('form').send(form).expect(200);
    await expectRefused(send(shop, jwt), 'invalid_request');
    await app.database.db.deleteFrom('user_authorizations').execute();
    await expectRefused(send(shop, opaque), 'invalid_request');
    app.clock.advance(86_401);
    await expectRefused(send(shop, bob.token), 'invalid_request');
  });

  test('for another audience where the settings keep it', async () => {
    const jwt = await jwtFor(app, opaque, { aud: 'shop,drones' });
    await expectRefused(send(shop, jwt, { audience: 'planes' }, strict), 'invalid_target');
    await expectRefused(send(shop, jwt, { resource: testUrl }, strict), 'invalid_target');
    const { body } = await send(shop, jwt, { audience: 'drones' }, strict).expect(200);
    expect(decodeJwt(body.access_token).aud).toEqual(['drones']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request, { type Test } from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../support/factories.ts';
import { signClaims } from '../support/jwts.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { newCode, newKey, redeem, share } from './code-flow.ts';
import { jwtFor, secondsOf } from './exchange.ts';

let app: TestApp;
let bob: TestUser;
let shop: TestClient;
let cars: TestClient;
let opaque: string;
let refreshToken: string;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  for (const globalid of ['shop', 'cars']) await newOrganization(app.database.db, globalid);
  shop = await newKey(app, 'shop', { allowsClientCredentials: true });
  cars = await newKey(app, 'cars');
});
afterAll(() => app.close());

beforeEach(async () => {
  await share(app, { username: 'bob', client: 'shop', scopes: ['user:name', 'user:github'] });
  const scopes = { scopes: ['user:name', 'user:github'], style: 'comma' as const };
  const code = await newCode(app, 'bob', 'shop', { wantsOffline: true, scopes });
  const { body } = await redeem(app, shop, code).expect(200);
  ({ access_token: opaque, refresh_token: refreshToken } = body);
});

const send = (client: TestClient, token: string): Test =>
  request(app.web).post('/v1/oauth/introspect').auth(client.id, client.secret).type('form').send({ token });

async function introspect(client: TestClient, token: string): Promise<Record<string, unknown>> {
  const { status, headers, body } = await send(client, token);
  expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
  return body;
}

const inactive = { active: false };
const common = { active: true, token_type: 'bearer', iss: 'itsyouonline' };

describe('introspection (RFC 7662) answers', () => {
  // promise: introspect
  test('the client about its opaque token', async () => {
    expect(await introspect(shop, opaque)).toEqual({
      ...common,
      scope: 'user:name user:github',
      scopes: ['user:name', 'user:github'],
      client_id: 'shop',
      username: 'bob',
      sub: 'bob',
      exp: secondsOf(app) + 86_400,
    });
  });

  test('the client about its JWT, and those named in its aud', async () => {
    const jwt = await jwtFor(app, opaque, { scope: 'user:name', aud: 'cars,drones', store_info: 'true' });
    for (const client of [shop, cars])
      expect(await introspect(client, jwt)).toEqual({
        ...common,
        scope: 'user:name',
        scopes: ['user:name'],
        client_id: 'shop',
        username: 'bob',
        sub: 'bob',
        aud: ['cars', 'drones'],
        exp: decodeJwt(jwt).exp,
      });
  });

  test("an organization about its own token, and a user's key about its own", async () => {
    const own = await introspect(shop, await tokenOf(app, shop.id, shop.secret));
    expect(own).toMatchObject({ globalid: 'shop', sub: 'shop', scopes: ['organization:owner'] });
    expect(own).not.toHaveProperty('username');
    const key = { id: bob.apiKey.applicationId, secret: bob.apiKey.secret };
    expect(await introspect(key, bob.token)).toMatchObject({
      username: 'bob',
      client_id: key.id,
      scope: 'user:admin',
    });
  });

  // promise: introspect
  test('what is valid now, not what the token was issued with', async () => {
    const jwt = await jwtFor(app, opaque);
    await app.database.db.updateTable('user_authorizations').set({ shares_github: false }).execute();
    for (const token of [opaque, jwt]) expect((await introspect(shop, token)).scope).toBe('user:name');
  });

  test('with one statement', async () => {
    for (const token of [opaque, await tokenOf(app, shop.id, shop.secret)])
      expect(await app.database.countStatements(() => introspect(shop, token))).toBe(1);
  });

  test('for a JWT with two statements, one of them for the client', async () => {
    for (const token of [
      await jwtFor(app, opaque),
      await jwtFor(app, await tokenOf(app, shop.id, shop.secret)),
    ])
      expect(await app.database.countStatements(() => introspect(shop, token))).toBe(2);
  });

  test('nothing once the user shares nothing', async () => {
    await app.database.db.deleteFrom('user_authorizations').execute();
    expect(await introspect(shop, opaque)).toEqual(inactive);
  });

  test('openid where it was granted', async () => {
    const scopes = { scopes: ['openid', 'user:name'], style: 'space' as const };
    const { body } = await redeem(app, shop, await newCode(app, 'bob', 'shop', { scopes }));
    expect((await introspect(shop, body.access_token)).scope).toBe('openid user:name');
    expect(await introspect(shop, body.id_token)).toEqual(inactive);
  });
});

describe('introspection returns inactive', () => {
  // promise: introspection
  test("for another client's tokens, as for unknown ones", async () => {
    const jwt = await jwtFor(app, opaque, { aud: 'drones' });
    for (const token of [opaque, jwt, refreshToken, bob.token, 'unknown', 'a.b.c'])
      expect(await introspect(cars, token)).toEqual(inactive);
  });

  test('for refresh tokens, JWTs that are not access tokens, and JWTs of another signer', async () => {
    const claims = { sub: 'bob', aud: 'shop', username: 'bob', azp: 'shop', scope: ['user:name'] };
    expect(await introspect(shop, refreshToken)).toEqual(inactive);
    expect(await introspect(shop, await signClaims(app, claims))).toEqual(inactive);
    const jwt = await jwtFor(app, opaque);
    expect(await introspect(shop, `${jwt.slice(0, -4)}AAAA`)).toEqual(inactive);
  });

  test('for tokens that are revoked, expired, or without basis', async () => {
    const short = await jwtFor(app, opaque, { validity: '60' });
    const [revoked, left] = [await jwtFor(app, opaque), await jwtFor(app, opaque)];
    const form = { client_id: 'shop', client_secret: shop.secret, token: revoked };
    await request(app.web).post('/v1/oauth/revoke').type('form').send(form).expect(200);
    expect(await introspect(shop, revoked)).toEqual(inactive);
    app.clock.advance(61);
    expect(await introspect(shop, short)).toEqual(inactive);
    expect((await introspect(shop, left)).active).toBe(true);
    await app.database.db.deleteFrom('user_authorizations').execute();
    for (const token of [opaque, left]) expect(await introspect(shop, token)).toEqual(inactive);
  });
});

describe('introspection is refused', () => {
  // promise: asvs-10.4.10
  test('for a client that does not authenticate, also one without a secret', async () => {
    const wrong = await send({ id: 'shop', secret: 'wrong' }, opaque);
    expect([wrong.status, wrong.body.error]).toEqual([401, 'invalid_client']);
    await newOrganization(app.database.db, 'phone');
    await newKey(app, 'phone');
    await app.database.db
      .updateTable('organization_api_keys')
      .set({ is_public: true })
      .where('globalid', '=', 'phone')
      .execute();
    const open = await request(app.web)
      .post('/v1/oauth/introspect')
      .type('form')
      .send({ client_id: 'phone', token: opaque });
    expect([open.status, open.body.error]).toEqual([400, 'invalid_client']);
  });

  test('without a token, by other methods, and from pages of other origins', async () => {
    const { status, body, headers } = await send(shop, '');
    expect([status, body.error]).toEqual([400, 'invalid_request']);
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    await request(app.web).get('/v1/oauth/introspect').query({ token: opaque }).expect(405);
  });
});

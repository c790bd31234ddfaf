import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { challenge, newCode, newKey, redeem, share, verifier } from './code-flow.ts';
import { type JwtParameters, jwtFor, requestJwtRefresh } from './exchange.ts';

/** `IYO_JWT_REFRESH=rotate`: the refresh token in a JWT works once, and for its own client only. */

let app: TestApp;
let bob: TestUser;
let shop: TestClient;
let rival: TestClient;
let jwt: string;

beforeAll(async () => {
  app = await openTestApp({ IYO_JWT_REFRESH: 'rotate', IYO_REFRESH_MAX_DAYS: '60' });
  bob = await newUser(app, { username: 'bob' });
  for (const globalid of ['shop', 'rival']) await newOrganization(app.database.db, globalid);
  shop = await newKey(app, 'shop');
  rival = await newKey(app, 'rival');
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('audit_events').execute();
  await app.database.db.deleteFrom('refresh_tokens').execute();
  await share(app, { username: 'bob', client: 'shop' });
  const { body } = await redeem(app, shop, await newCode(app, 'bob', 'shop')).expect(200);
  jwt = await jwtFor(app, body.access_token, { scope: 'offline_access' });
});

const asShop = (): JwtParameters => ({ client_id: shop.id, client_secret: shop.secret });
const refreshTokenIn = (text: string): unknown => decodeJwt(text).refresh_token;
const stored = () =>
  app.database.db
    .selectFrom('refresh_tokens')
    .select(['token_hash', 'current_hash', 'expires_at', 'ends_at'])
    .where('client_id', '=', 'shop')
    .execute();
const misuses = () =>
  app.database.db.selectFrom('audit_events').select('event').where('event', '=', 'token.misused').execute();

async function expectEnded(...jwts: string[]): Promise<void> {
  for (const text of jwts) expect((await requestJwtRefresh(app, text, asShop())).status).toBe(401);
  expect(await stored()).toEqual([]);
  expect(await misuses()).toHaveLength(1);
}

async function refresh(text: string, client = asShop()): Promise<string> {
  const response = await requestJwtRefresh(app, text, client);
  expect([response.status, response.text]).toEqual([200, expect.any(String)]);
  return response.text;
}

describe('a refresh token in a JWT that rotates', () => {
  test('is replaced at each use, and its row stays', async () => {
    const before = await stored();
    const second = await refresh(jwt);
    const third = await refresh(second);
    expect(new Set([jwt, second, third].map(refreshTokenIn)).size).toBe(3);
    const after = await stored();
    expect(after.map((row) => row.token_hash)).toEqual(before.map((row) => row.token_hash));
  });

  // promise: refresh-reuse, asvs-10.4.5
  test('that is reused revokes all its tokens, and is in the audit log', async () => {
    const second = await refresh(jwt);
    const derived = await jwtFor(app, second);
    app.clock.advance(31);
    expect((await requestJwtRefresh(app, jwt, asShop())).status).toBe(401);
    expect(await stored()).toEqual([]);
    expect(await misuses()).toHaveLength(1);
    expect((await requestJwtRefresh(app, second, asShop())).status).toBe(401);
    const response = await requestJwtRefresh(app, derived, asShop());
    expect(response.status).toBe(401);
  });

  // promise: refresh-reuse, asvs-10.4.10
  test.each<[string, () => JwtParameters, number, string]>([
    ['without client', () => ({}), 400, 'invalid_request'],
    ['with a wrong secret', () => ({ client_id: shop.id, client_secret: 'x' }), 400, 'invalid_client'],
    ['by another client', () => ({ client_id: rival.id, client_secret: rival.secret }), 401, 'invalid_token'],
  ])('is refused %s and stays as it is', async (_how, client, status, error) => {
    const before = await stored();
    const response = await requestJwtRefresh(app, jwt, client());
    expect([response.status, response.body.error]).toEqual([status, error]);
    expect(await stored()).toEqual(before);
    await refresh(jwt);
  });

  test('of a key with a secret is refused to a public key of the same client', async () => {
    await newKey(app, 'shop', { isPublic: true, callbackUrl: 'com.shop.app:/cb' });
    const before = await stored();
    expect((await requestJwtRefresh(app, jwt, { client_id: shop.id })).status).toBe(401);
    expect(await stored()).toEqual(before);
    const code = await newCode(app, 'bob', 'shop', {
      redirectUri: 'com.shop.app:/cb',
      codeChallenge: challenge,
    });
    const parameters = { redirect_uri: 'com.shop.app:/cb', code_verifier: verifier };
    const { body } = await redeem(app, { id: 'shop' }, code, parameters).expect(200);
    const own = await jwtFor(app, body.access_token, { scope: 'offline_access' });
    await refresh(own, { client_id: shop.id });
    await app.database.db.deleteFrom('organization_api_keys').where('is_public', '=', true).execute();
  });

  test("of a user's API key needs that key", async () => {
    const { applicationId: client_id, secret: client_secret } = bob.apiKey;
    const token = await tokenOf(app, client_id, client_secret);
    const own = await jwtFor(app, token, { scope: 'offline_access' });
    expect((await requestJwtRefresh(app, own, asShop())).status).toBe(401);
    await refresh(own, { client_id, client_secret });
  });
});

describe('a refresh token in a JWT whose response was lost', () => {
  // promise: refresh-reuse
  test('gives the same successor to the same client for half a minute', async () => {
    const lost = await refresh(jwt);
    app.clock.advance(30);
    const again = await refresh(jwt);
    expect(refreshTokenIn(again)).toBe(refreshTokenIn(lost));
    expect(decodeJwt(again).jti).not.toBe(decodeJwt(lost).jti);
    expect(await stored()).toHaveLength(1);
    await refresh(again);
    expect(await misuses()).toHaveLength(0);
  });

  test('ends the family when it is reused later, although its successor was never used', async () => {
    const lost = await refresh(jwt);
    app.clock.advance(31);
    await expectEnded(jwt, lost);
  });

  test('counts from its first use, not from the last repetition', async () => {
    await refresh(jwt);
    app.clock.advance(20);
    const again = await refresh(jwt);
    app.clock.advance(11);
    await expectEnded(jwt, again);
  });

  // promise: refresh-reuse
  test('ends the family when its successor was used: the client has that one', async () => {
    const third = await refresh(await refresh(jwt));
    await expectEnded(jwt, third);
  });

  test('is refused to another client and another key, and stays as it is', async () => {
    const lost = await refresh(jwt);
    const before = await stored();
    await newKey(app, 'shop', { isPublic: true, callbackUrl: 'com.shop.app:/cb' });
    const others: JwtParameters[] = [
      { client_id: rival.id, client_secret: rival.secret },
      { client_id: shop.id },
    ];
    for (const client of others) expect((await requestJwtRefresh(app, jwt, client)).status).toBe(401);
    expect(await stored()).toEqual(before);
    expect(refreshTokenIn(await refresh(jwt))).toBe(refreshTokenIn(lost));
    await app.database.db.deleteFrom('organization_api_keys').where('is_public', '=', true).execute();
  });

  test('has a successor that no table holds', async () => {
    const successor = refreshTokenIn(await refresh(jwt));
    expect(successor).toMatch(/^[\w-]{28}$/);
    const rows = await app.database.db.selectFrom('refresh_tokens').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(successor);
  });

  test('gives nothing once its family was revoked', async () => {
    const { refresh_token: token } = decodeJwt(await refresh(jwt));
    const form = { client_id: shop.id, client_secret: shop.secret, token: String(token) };
    await request(app.web).post('/v1/oauth/revoke').type('form').send(form).expect(200);
    expect((await requestJwtRefresh(app, jwt, asShop())).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  // promise: refresh-reuse
  test('twenty uses at once: all get the same successor, and two windows continue', async () => {
    const responses = await Promise.all(
      Array.from({ length: 20 }, () => requestJwtRefresh(app, jwt, asShop())),
    );
    expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([200]));
    expect(new Set(responses.map(({ text }) => refreshTokenIn(text))).size).toBe(1);
    expect(await stored()).toHaveLength(1);
    const [one = '', other = ''] = responses.map(({ text }) => text);
    const next = await Promise.all([one, other].map((text) => refresh(text)));
    expect(new Set(next.map(refreshTokenIn)).size).toBe(1);
  });
});

describe('without seconds of grace', () => {
  test('a reused refresh token in a JWT ends the family, also with two uses at once', async () => {
    const strict = await openTestApp({ IYO_JWT_REFRESH: 'rotate', IYO_REFRESH_GRACE_SECONDS: '0' }, app);
    const responses = await Promise.all([1, 2].map(() => requestJwtRefresh(strict, jwt, asShop())));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 401]);
    expect(await stored()).toEqual([]);
    await strict.close();
  });
});

describe('an absolute end', () => {
  // promise: refresh-lifetime, asvs-10.4.8
  test('comes sixty days after the consent, however often the token is used', async () => {
    app.clock.advance(25 * 86_400);
    let text = await refresh(jwt);
    app.clock.advance(25 * 86_400);
    text = await refresh(text);
    app.clock.advance(9 * 86_400);
    text = await refresh(text);
    app.clock.advance(86_401);
    expect((await requestJwtRefresh(app, text, asShop())).status).toBe(401);
    expect(await stored()).toEqual([]);
  });

  test('holds for what is derived: it never ends later than the token above', async () => {
    app.clock.advance(25 * 86_400);
    const second = await refresh(jwt);
    await jwtFor(app, second, { scope: 'offline_access' });
    const ends = (await stored()).map((row) => row.ends_at?.getTime());
    expect(ends).toHaveLength(2);
    expect(new Set(ends).size).toBe(1);
  });
});

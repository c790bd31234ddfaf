import { hash } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { addPerson, newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { countOf, newCode, newKey, redeem, requestToken, share } from './code-flow.ts';

const day = 86_400;

let app: TestApp;
let shop: TestClient;
let other: TestClient;

beforeAll(async () => {
  app = await openTestApp({ IYO_REFRESH_MAX_DAYS: '60' });
  await newUser(app, { username: 'alice', firstName: 'Alice', lastName: 'Liddell' });
  for (const globalid of ['shop', 'other', 'club']) await newOrganization(app.database.db, globalid);
  shop = await newKey(app, 'shop');
  other = await newKey(app, 'other');
});
afterAll(() => app.close());

beforeEach(async () => {
  const labels = [{ kind: 'emailaddresses', requested: 'main', real: 'main' }] as const;
  await share(app, { username: 'alice', client: 'shop', scopes: ['user:name'], labels });
});

const scopes = { scopes: ['openid', 'user:name', 'user:email'], style: 'space' } as const;

async function firstResponse(content: Parameters<typeof newCode>[3] = {}) {
  const code = await newCode(app, 'alice', 'shop', { scopes, wantsOffline: true, nonce: 'n1', ...content });
  return (await redeem(app, shop, code).expect(200)).body;
}

const refresh = (token: string, more: Readonly<Record<string, string>> = {}, client: Client = shop) =>
  requestToken(app, client, { grant_type: 'refresh_token', refresh_token: token, ...more });
type Client = Parameters<typeof requestToken>[1];

async function expectRefused(response: ReturnType<typeof refresh>, error = 'invalid_grant'): Promise<void> {
  const { status, body } = await response;
  expect([status, body.error]).toEqual([400, error]);
}

async function expectDead(accessToken: string): Promise<void> {
  const authorization = `token ${accessToken}`;
  await request(app.web).get('/api/users/alice/info').set('Authorization', authorization).expect(401);
}

async function expectEnded(): Promise<void> {
  for (const table of ['access_tokens', 'refresh_tokens', 'authorization_grants'] as const)
    expect([table, await countOf(app, table, 'shop')]).toEqual([table, 0]);
}

describe('a refresh token (RFC 6749, section 6)', () => {
  test('comes only when offline access was agreed to', async () => {
    expect(await firstResponse({ wantsOffline: false })).not.toHaveProperty('refresh_token');
    const body = await firstResponse();
    expect(body.refresh_token).toMatch(/^[\w-]{43}$/);
    expect(Object.keys(body)).toEqual([
      'access_token',
      'id_token',
      'token_type',
      'scope',
      'expires_in',
      'refresh_token',
      'info',
    ]);
  });

  // promise: oidcc-refresh-token
  test('gives a new access token, a new refresh token and a new ID token', async () => {
    const first = await firstResponse();
    app.clock.advance(3600);
    const { body } = await refresh(first.refresh_token).expect(200);
    expect(body).toMatchObject({ scope: first.scope, expires_in: 85_800, info: { username: 'alice' } });
    expect(body.access_token).not.toBe(first.access_token);
    expect(body.refresh_token).not.toBe(first.refresh_token);
    const [before, after] = [decodeJwt(first.id_token), decodeJwt(body.id_token)];
    const { iss, sub, aud, nonce, auth_time } = before;
    expect(after).toMatchObject({ iss, sub, aud, nonce, auth_time, iat: (before.iat ?? 0) + 3600 });
    await refresh(body.refresh_token).expect(200);
  });

  test('is refused for a bare JWT, which has no room for the next one, and stays valid', async () => {
    const { refresh_token: token } = await firstResponse();
    await expectRefused(refresh(token, { response_type: 'id_token' }), 'invalid_request');
    expect([
      await countOf(app, 'access_tokens', 'shop'),
      await countOf(app, 'refresh_tokens', 'shop'),
    ]).toEqual([1, 1]);
    await refresh(token).expect(200);
  });

  // promise: refresh-reuse
  test('that is reused revokes all tokens of the same code', async () => {
    const first = await firstResponse();
    const second = (await refresh(first.refresh_token).expect(200)).body;
    app.clock.advance(31);
    await expectRefused(refresh(first.refresh_token));
    await expectEnded();
    await expectRefused(refresh(second.refresh_token));
    await expectDead(first.access_token);
    await expectDead(second.access_token);
  });

  test('does not affect tokens of other codes', async () => {
    const [one, two] = [await firstResponse(), await firstResponse()];
    await refresh(one.refresh_token).expect(200);
    app.clock.advance(31);
    await expectRefused(refresh(one.refresh_token));
    await refresh(two.refresh_token).expect(200);
  });

  // promise: refresh-reuse, oidcc-refresh-token
  test('of another client is refused, and all tokens of its code are revoked', async () => {
    const first = await firstResponse();
    await expectRefused(refresh(first.refresh_token, {}, other));
    await expectEnded();
    await expectRefused(refresh(first.refresh_token));
  });

  test("is refused to a user's API key, and counts as stolen then", async () => {
    const first = await firstResponse();
    const { applicationId: id, secret } = (await newUser(app)).apiKey;
    await expectRefused(refresh(first.refresh_token, {}, { id, secret }));
    await expectEnded();
  });

  test('works with any key of the same client', async () => {
    const first = await firstResponse();
    await refresh(first.refresh_token, {}, await newKey(app, 'shop')).expect(200);
  });

  test.each([
    ['an unknown one', { refresh_token: 'x'.repeat(43) }, 'invalid_grant'],
    ['none', { refresh_token: '' }, 'invalid_request'],
    ['a wrong secret', { client_secret: 'x' }, 'invalid_client'],
    // promise: scope-narrowing
    ['a scope that was not agreed to', { scope: 'user:name user:phone' }, 'invalid_scope'],
    ['a right that no one can agree to', { scope: 'user:admin' }, 'invalid_scope'],
  ])('%s is refused and uses nothing up', async (_name, change, error) => {
    const first = await firstResponse();
    await expectRefused(refresh(first.refresh_token, change), error);
    await refresh(first.refresh_token).expect(200);
  });
});

describe('a refresh token whose response was lost', () => {
  // promise: refresh-reuse
  test('gives the same successor to the same client for half a minute', async () => {
    const first = await firstResponse();
    const lost = (await refresh(first.refresh_token).expect(200)).body;
    app.clock.advance(30);
    const again = (await refresh(first.refresh_token).expect(200)).body;
    expect(again.refresh_token).toBe(lost.refresh_token);
    expect(again.access_token).not.toBe(lost.access_token);
    expect(await countOf(app, 'refresh_tokens', 'shop')).toBe(2);
    await refresh(again.refresh_token).expect(200);
  });

  // promise: refresh-reuse
  test('ends the family when it is reused later, although its successor was never used', async () => {
    const first = await firstResponse();
    const lost = (await refresh(first.refresh_token).expect(200)).body;
    app.clock.advance(31);
    await expectRefused(refresh(first.refresh_token));
    await expectEnded();
    await expectRefused(refresh(lost.refresh_token));
  });

  // promise: refresh-reuse
  test('ends the family when its successor was used: the client has that one', async () => {
    const first = await firstResponse();
    const second = (await refresh(first.refresh_token).expect(200)).body;
    await refresh(second.refresh_token).expect(200);
    await expectRefused(refresh(first.refresh_token));
    await expectEnded();
  });

  test('ends the family when another client sends it', async () => {
    const first = await firstResponse();
    await refresh(first.refresh_token).expect(200);
    await expectRefused(refresh(first.refresh_token, {}, other));
    await expectEnded();
  });

  test('gives nothing once its family was revoked', async () => {
    const first = await firstResponse();
    const { body } = await refresh(first.refresh_token).expect(200);
    await request(app.web)
      .post('/v1/oauth/revoke')
      .type('form')
      .send({ client_id: shop.id, client_secret: shop.secret, token: body.refresh_token })
      .expect(200);
    await expectRefused(refresh(first.refresh_token));
    await expectEnded();
  });

  // promise: refresh-reuse
  test('has a successor that only this server can compute, and no table holds', async () => {
    const first = await firstResponse();
    const { body } = await refresh(first.refresh_token).expect(200);
    expect(body.refresh_token).toMatch(/^[\w-]{43}$/);
    const rows = await app.database.db.selectFrom('refresh_tokens').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(body.refresh_token);
    const hashes = [first.refresh_token, first.access_token].map((token) =>
      hash('sha256', token, 'base64url'),
    );
    expect(hashes).not.toContain(body.refresh_token);
  });

  // promise: refresh-reuse
  test('fifty uses at once: all get the same successor, and two windows continue', async () => {
    const first = await firstResponse();
    const responses = await Promise.all(Array.from({ length: 50 }, () => refresh(first.refresh_token)));
    expect(responses.map((response) => response.status)).toEqual(Array(50).fill(200));
    const successors = new Set(responses.map(({ body }) => body.refresh_token));
    expect(successors.size).toBe(1);
    expect(await countOf(app, 'refresh_tokens', 'shop')).toBe(2);
    const [next = ''] = successors;
    const windows = await Promise.all([refresh(next), refresh(next)]);
    expect(windows.map(({ status }) => status)).toEqual([200, 200]);
  });
});

describe('without a grace period', () => {
  let strict: TestApp;
  let client: TestClient;
  beforeAll(async () => {
    strict = await openTestApp({ IYO_REFRESH_GRACE_SECONDS: '0' });
    await newUser(strict, { username: 'alice', firstName: 'Alice', lastName: 'Liddell' });
    await newOrganization(strict.database.db, 'shop');
    client = await newKey(strict, 'shop');
    await share(strict, { username: 'alice', client: 'shop', scopes: ['user:name'] });
  });
  afterAll(() => strict.close());

  // promise: refresh-reuse
  test('fifty uses at once: one succeeds, and its family ends', async () => {
    const code = await newCode(strict, 'alice', 'shop', { scopes, wantsOffline: true });
    const { body } = await redeem(strict, client, code).expect(200);
    const again = { grant_type: 'refresh_token', refresh_token: body.refresh_token };
    const responses = await Promise.all(
      Array.from({ length: 50 }, () => requestToken(strict, client, again)),
    );
    expect(responses.map((response) => response.status).sort()).toEqual([200, ...Array(49).fill(400)]);
    expect(await countOf(strict, 'refresh_tokens', 'shop')).toBe(0);
  });
});

describe('what a refreshed token may do', () => {
  test('has exactly the requested scopes, if fewer; the next one may have all again', async () => {
    const first = await firstResponse();
    const narrow = (await refresh(first.refresh_token, { scope: 'user:name' }).expect(200)).body;
    expect(narrow.scope).toBe('user:name');
    expect(narrow).not.toHaveProperty('id_token');
    const full = (await refresh(narrow.refresh_token).expect(200)).body;
    expect(full.scope).toBe('openid user:name user:email');
    expect(full).toHaveProperty('id_token');
  });

  // promise: refresh-shrinks
  test('shrinks with the record, at once', async () => {
    const first = await firstResponse();
    await app.database.db.updateTable('user_authorizations').set({ shares_name: false }).execute();
    expect((await refresh(first.refresh_token).expect(200)).body.scope).toBe('openid user:email');
  });

  test('loses a membership that is over, at once', async () => {
    const { db } = app.database;
    await addPerson(db, 'club', 'alice', 'member');
    const shared = { username: 'alice', granted_to: 'shop', globalid: 'club', position: 1 };
    const relation = 'memberof' as const;
    await db
      .insertInto('user_authorization_organizations')
      .values({ ...shared, relation })
      .execute();
    const requested = { scopes: ['user:name', 'user:memberof:club'], style: 'comma' } as const;
    const first = await firstResponse({ scopes: requested });
    expect(first.scope).toBe('user:name,user:memberof:club');
    await db.deleteFrom('organization_users').where('globalid', '=', 'club').execute();
    expect((await refresh(first.refresh_token).expect(200)).body.scope).toBe('user:name');
  });

  test('is nothing once the consent is withdrawn', async () => {
    const first = await firstResponse();
    await app.database.db.deleteFrom('user_authorizations').where('granted_to', '=', 'shop').execute();
    await expectRefused(refresh(first.refresh_token));
    await expectEnded();
  });

  test('is nothing once the API key is deleted', async () => {
    const key = await newKey(app, 'shop');
    const code = await newCode(app, 'alice', 'shop', { scopes, wantsOffline: true });
    const { body } = await redeem(app, key, code).expect(200);
    await app.database.db
      .deleteFrom('organization_api_keys')
      .where('label', 'like', 'key%')
      .where('globalid', '=', 'shop')
      .execute();
    shop = await newKey(app, 'shop');
    await expectRefused(refresh(body.refresh_token));
    await expectEnded();
  });
});

describe('the life of refresh tokens', () => {
  // promise: refresh-lifetime
  test('one ends after thirty days without use', async () => {
    const [kept, lost] = [await firstResponse(), await firstResponse()];
    app.clock.advance(30 * day);
    const next = (await refresh(kept.refresh_token).expect(200)).body;
    app.clock.advance(1);
    await expectRefused(refresh(lost.refresh_token));
    app.clock.advance(29 * day);
    await refresh(next.refresh_token).expect(200);
  });

  // promise: refresh-lifetime, asvs-10.4.8
  test('all of them end a number of days after the consent, however often they are used', async () => {
    let { refresh_token: token } = await firstResponse();
    for (let days = 0; days < 60; days += 20) {
      app.clock.advance(20 * day);
      token = (await refresh(token).expect(200)).body.refresh_token;
    }
    app.clock.advance(1);
    await expectRefused(refresh(token));
  });
});

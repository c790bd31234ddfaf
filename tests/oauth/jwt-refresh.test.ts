import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { hashToken } from '../../src/crypto/tokens.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../support/factories.ts';
import { addPerson, newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken, type SharedLabel, shareMemberships } from '../support/third-party.ts';
import { claimsFor, jwtFor, refreshed, requestJwt, requestJwtRefresh, secondsOf } from './exchange.ts';

let app: TestApp;
let bob: TestUser;
let shop: string;

const day = 86_400;
const labels: SharedLabel[] = [{ kind: 'emailaddresses', requested: 'main', real: 'main' }];
const scopes = ['user:name', 'user:email', 'user:memberof:club'];
const offline = `${scopes.join(',')},offline_access`;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob', email: 'bob@example.com' });
  await newOrganization(app.database.db, 'shop', { owner: 'bob' });
  await newOrganization(app.database.db, 'club', { members: ['bob'] });
});
afterAll(() => app.close());

beforeEach(async () => {
  await app.database.db.deleteFrom('user_authorizations').execute();
  shop = await newThirdPartyToken(app, { username: 'bob', client: 'shop', scopes, labels });
  await shareMemberships(app, 'bob', 'shop', ['club']);
});

const scopesOf = (jwt: string): unknown => decodeJwt(jwt).scope;
const refreshTokenOf = (jwt: string): string => String(decodeJwt(jwt).refresh_token);

async function isRefused(jwt: string): Promise<void> {
  const { status, body, headers } = await requestJwtRefresh(app, jwt);
  expect([status, body.error]).toEqual([401, 'invalid_token']);
  expect(headers['www-authenticate']).toContain('error="invalid_token"');
}

async function isStored(jwt: string): Promise<boolean> {
  const rows = await app.database.db
    .selectFrom('refresh_tokens')
    .select('token_hash')
    .where('token_hash', '=', hashToken(refreshTokenOf(jwt)))
    .execute();
  return rows.length > 0;
}

const infoStatus = async (jwt: string): Promise<number> =>
  (await request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${jwt}`)).status;

describe('a JWT with a refresh token', () => {
  test('is what offline_access gives; it is no scope, and only the hash is stored', async () => {
    const jwt = await jwtFor(app, shop, { scope: offline });
    expect(decodeJwt(jwt)).toMatchObject({
      scope: scopes,
      refresh_token: expect.stringMatching(/^[\w-]{28}$/),
      jti: expect.stringMatching(/^[\w-]{36}\.[\w-]{43}\.[\w-]{36}$/),
      exp: secondsOf(app) + 3600,
    });
    expect(await isStored(jwt)).toBe(true);
    expect(await infoStatus(jwt)).toBe(200);
    expect(decodeJwt(await jwtFor(app, shop))).not.toHaveProperty('refresh_token');
  });

  test('can be had without naming other scopes, for organizations and for keys of users too', async () => {
    for (const token of [shop, bob.token, await organizationToken(app, 'shop', 'offline')]) {
      const plain = await claimsFor(app, token);
      const jwt = await jwtFor(app, token, { scope: 'offline_access' });
      expect(scopesOf(jwt)).toEqual(plain.scope);
      expect(scopesOf(await refreshed(app, jwt))).toEqual(plain.scope);
    }
  });

  test('gives the same scopes for another day, with the same refresh token, by GET and POST', async () => {
    const jwt = await jwtFor(app, shop, { scope: offline, aud: 'cars,drones', validity: '60' });
    app.clock.advance(1800);
    const { jti, ...same } = decodeJwt(jwt);
    const responses = [
      await requestJwtRefresh(app, jwt),
      await request(app.web).get('/v1/oauth/jwt/refresh').set('Authorization', `Bearer ${jwt}`),
    ];
    for (const { status, headers, text } of responses) {
      expect(status).toBe(200);
      expect(headers).toMatchObject({
        'content-type': 'application/jwt',
        'cache-control': 'no-store',
        'access-control-allow-origin': '*',
      });
      const renewed = decodeJwt(text);
      expect(renewed).toEqual({ ...same, jti: expect.any(String), exp: secondsOf(app) + day });
      expect(renewed.jti).not.toBe(jti);
      expect(await infoStatus(text)).toBe(200);
      expect(await isStored(text)).toBe(true);
    }
  });

  test('validity shortens a refresh, add_grants adds the tags, other parameters change nothing', async () => {
    const jwt = await jwtFor(app, shop, { scope: offline });
    const tag = { globalid: 'shop', username: 'bob', tag: 'vip', position: 1, created_at: app.clock.now() };
    await app.database.db.insertInto('organization_grants').values(tag).execute();
    const parameters = {
      validity: '60',
      add_grants: 'true',
      scope: 'user:name',
      aud: 'cars',
      store_info: 'true',
    };
    expect(decodeJwt(await refreshed(app, jwt, parameters))).toEqual(
      expect.objectContaining({ exp: secondsOf(app) + 60, scope: [...scopes, 'grant:vip'] }),
    );
    expect(decodeJwt(await refreshed(app, jwt, parameters))).not.toHaveProperty('aud');
    await app.database.db.deleteFrom('organization_grants').execute();
  });

  test('can be refreshed long after it expired, while it is used every thirty days', async () => {
    let jwt = await jwtFor(app, shop, { scope: offline });
    for (let month = 0; month < 3; month += 1) {
      app.clock.advance(30 * day);
      jwt = await refreshed(app, jwt);
    }
    app.clock.advance(30 * day + 1);
    await isRefused(jwt);
    expect(await isStored(jwt)).toBe(false);
    bob = { ...bob, token: await tokenOf(app, bob.apiKey.applicationId, bob.apiKey.secret) };
  });

  test('has current values when it was issued with store_info', async () => {
    const jwt = await jwtFor(app, shop, { scope: 'user:name,user:email,offline_access', store_info: 'true' });
    const { db } = app.database;
    await db.updateTable('user_email_addresses').set({ email_address: 'new@example.com' }).execute();
    expect(scopesOf(await refreshed(app, jwt))).toEqual([
      'user:name',
      'user:email',
      '[user:name]:Bob Johnson',
      '[user:email]:new@example.com',
    ]);
  });
});

describe('a refresh is refused', () => {
  test('for a JWT without refresh token, an opaque token, a broken JWT and none', async () => {
    const jwt = await jwtFor(app, shop, { scope: offline });
    await isRefused(await jwtFor(app, shop));
    await isRefused(shop);
    await isRefused(`${jwt.slice(0, -4)}AAAA`);
    expect((await request(app.web).post('/v1/oauth/jwt/refresh')).status).toBe(401);
    const inQuery = await request(app.web).get('/v1/oauth/jwt/refresh').query({ access_token: jwt });
    expect(inQuery.status).toBe(401);
    expect(await isStored(jwt)).toBe(true);
  });
});

describe('what a refresh gives shrinks at once', () => {
  test('with the record', async () => {
    const jwt = await jwtFor(app, shop, { scope: offline });
    await app.database.db.deleteFrom('user_authorization_labels').execute();
    expect(scopesOf(await refreshed(app, jwt))).toEqual(['user:name', 'user:memberof:club']);
    expect((await claimsFor(app, jwt)).scope).toEqual(['user:name', 'user:memberof:club']);
  });

  test('with the memberships, and never beyond its original scopes when they return', async () => {
    const { db } = app.database;
    const jwt = await jwtFor(app, shop, { scope: offline });
    await db.deleteFrom('organization_users').where('globalid', '=', 'club').execute();
    const without = await refreshed(app, jwt);
    expect(scopesOf(without)).toEqual(['user:name', 'user:email']);
    await addPerson(db, 'club', 'bob', 'member');
    expect(scopesOf(await refreshed(app, without))).toEqual(scopes);
  });

  test('with any refresh token above it', async () => {
    const parent = await jwtFor(app, shop, { scope: offline });
    const child = await jwtFor(app, parent, { scope: offline });
    const grandchild = await jwtFor(app, child, { scope: offline });
    const above = app.database.db.updateTable('refresh_tokens').set({ scopes: ['user:name'] });
    await above.where('token_hash', '=', hashToken(refreshTokenOf(parent))).execute();
    for (const jwt of [child, grandchild]) {
      expect(scopesOf(await refreshed(app, jwt))).toEqual(['user:name']);
      expect((await requestJwt(app, `bearer ${jwt}`, { scope: 'user:email' })).status).toBe(401);
    }
  });
});

describe('a tree of refresh tokens', () => {
  test('a child has its own, lives a day from now, and gives no more than it was made with', async () => {
    const parent = await jwtFor(app, shop, { scope: offline, validity: '60' });
    const child = await jwtFor(app, parent, { scope: 'user:email:main,offline_access', aud: 'cars' });
    expect(decodeJwt(child)).toMatchObject({ scope: ['user:email:main'], exp: secondsOf(app) + day });
    expect(refreshTokenOf(child)).not.toBe(refreshTokenOf(parent));
    expect(scopesOf(await refreshed(app, child))).toEqual(['user:email:main']);
    expect((await requestJwt(app, `bearer ${child}`, { scope: 'user:name' })).status).toBe(401);
    expect(scopesOf(await refreshed(app, parent))).toEqual(scopes);
  });

  test('deriving counts as a use of the parent', async () => {
    const parent = await jwtFor(app, shop, { scope: offline });
    app.clock.advance(3600);
    await requestJwt(app, `bearer ${parent}`).expect(401);
    const current = await refreshed(app, parent);
    app.clock.advance(day - 1);
    await jwtFor(app, current);
    app.clock.advance(30 * day);
    await refreshed(app, parent);
  });

  test('a child derived without offline_access cannot be refreshed, and ends with the tree', async () => {
    const parent = await jwtFor(app, shop, { scope: offline });
    const child = await jwtFor(app, parent, { scope: 'user:name' });
    const grandchild = await jwtFor(app, child);
    await isRefused(child);
    expect(decodeJwt(child).exp).toBe(secondsOf(app) + day);
    expect(await infoStatus(grandchild)).toBe(200);
    await app.database.db.deleteFrom('refresh_tokens').execute();
    for (const jwt of [parent, child, grandchild]) {
      expect(await infoStatus(jwt)).toBe(401);
      expect((await requestJwt(app, `bearer ${jwt}`)).status).toBe(401);
    }
  });

  test('when its basis is gone, refreshing removes it with all descendants', async () => {
    const parent = await jwtFor(app, shop, { scope: offline });
    const child = await jwtFor(app, parent, { scope: offline });
    const other = await jwtFor(app, shop, { scope: offline });
    const [basis] = String(decodeJwt(parent).jti).split('.');
    const { db } = app.database;
    await db.deleteFrom('authorization_grants').where('grant_id', '=', String(basis)).execute();
    await isRefused(parent);
    expect([await isStored(parent), await isStored(child), await isStored(other)]).toEqual([
      false,
      false,
      true,
    ]);
    await isRefused(child);
  });
});

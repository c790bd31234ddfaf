import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import type { TestClient } from '../oauth/clients.ts';
import { newCode, newKey, redeem, requestToken, share } from '../oauth/code-flow.ts';
import { claimsFor, jwtFor, refreshed, requestJwt, requestJwtRefresh } from '../oauth/exchange.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';

/** Refresh tokens exist only with the user's consent to offline access. */

let app: TestApp;
let bob: TestUser;
let shop: TestClient;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop');
});
afterAll(() => app.close());
beforeEach(() => share(app, { username: 'bob', client: 'shop' }));

const record = '/api/users/bob/authorizations/shop';
const asBob = { Authorization: '' };
beforeEach(() => {
  asBob.Authorization = `token ${bob.token}`;
});

const put = (body: object) => request(app.web).put(record).set(asBob).send(body).expect(201);
const withdraw = () => put({ name: true, organizations: [], offlineAccess: false });
const newTokens = async () =>
  (await redeem(app, shop, await newCode(app, 'bob', 'shop', { wantsOffline: true })).expect(200)).body;
const stored = async (): Promise<number> =>
  (await app.database.db.selectFrom('refresh_tokens').select('token_hash').execute()).length;
const refresh = (refresh_token: string) =>
  requestToken(app, shop, { grant_type: 'refresh_token', refresh_token });

describe('without offline access in the authorization', () => {
  // promise: offline-access
  test('a code gives no refresh token, though it was issued for one', async () => {
    await withdraw();
    expect(await newTokens()).not.toHaveProperty('refresh_token');
    expect(await stored()).toBe(0);
  });

  // promise: offline-access
  test('no JWT gets a refresh token', async () => {
    await withdraw();
    const { access_token } = await newTokens();
    const response = await requestJwt(app, `bearer ${access_token}`, { scope: 'user:name,offline_access' });
    expect([response.status, response.body.error]).toEqual([401, 'insufficient_scope']);
    const code = await newCode(app, 'bob', 'shop');
    const direct = await redeem(app, shop, code, { response_type: 'id_token', scope: 'offline_access' });
    expect([direct.status, direct.body.error]).toEqual([400, 'invalid_scope']);
    expect(await stored()).toBe(0);
    await redeem(app, shop, code, { response_type: 'id_token', scope: 'user:name' }).expect(200);
  });

  test("a user's own API key still gets one", async () => {
    await withdraw();
    await jwtFor(app, bob.token, { scope: 'offline_access' });
    expect(await stored()).toBe(1);
    await app.database.db.deleteFrom('refresh_tokens').execute();
  });
});

describe('withdrawing offline access', () => {
  // promise: offline-access
  test('ends refresh tokens of both kinds at once; access tokens stay', async () => {
    const { access_token, refresh_token } = await newTokens();
    const jwt = await jwtFor(app, access_token, { scope: 'offline_access' });
    expect(await stored()).toBe(2);
    await withdraw();
    expect(await stored()).toBe(0);
    expect((await refresh(refresh_token)).body.error).toBe('invalid_grant');
    await requestJwtRefresh(app, jwt).expect(401);
    const info = request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${access_token}`);
    expect((await info).status).toBe(200);
  });

  test('does not happen when an old client leaves it out of a change', async () => {
    const { refresh_token } = await newTokens();
    await put({ name: true, organizations: [] });
    await refresh(refresh_token).expect(200);
    expect((await request(app.web).get(record).set(asBob)).body.offlineAccess).toBe(true);
  });

  test('shows in the record, which no longer has it', async () => {
    await withdraw();
    expect((await request(app.web).get(record).set(asBob)).body).not.toHaveProperty('offlineAccess');
    await put({ name: true, organizations: [], offlineAccess: true });
    expect((await request(app.web).get(record).set(asBob)).body.offlineAccess).toBe(true);
  });
});

describe('offline_access alone', () => {
  const infoFor = (token: string) =>
    request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${token}`);

  // promise: offline-alone
  test('in an authorization request opens nothing, in no token that comes of it', async () => {
    const scopes = { scopes: [], style: 'comma' } as const;
    const code = await newCode(app, 'bob', 'shop', { wantsOffline: true, scopes });
    const first = (await redeem(app, shop, code).expect(200)).body;
    const second = (await refresh(first.refresh_token).expect(200)).body;
    const jwt = await jwtFor(app, second.access_token, { scope: 'offline_access' });
    const renewed = await refreshed(app, jwt);
    expect([first.scope, second.scope, decodeJwt(jwt).scope, decodeJwt(renewed).scope]).toEqual([
      '',
      '',
      [],
      [],
    ]);
    for (const token of [second.access_token, jwt, renewed]) expect((await infoFor(token)).status).toBe(403);
  });

  // promise: offline-alone
  test('in a request for a JWT stands for no scope where scopes must be named', async () => {
    const strict = await openTestApp({ IYO_OFFLINE_SCOPES: 'named' }, app);
    try {
      const { access_token } = await newTokens();
      const [own, shared] = [bob.token, access_token];
      for (const token of [
        own,
        shared,
        await jwtFor(strict, shared, { scope: 'user:name,offline_access' }),
      ]) {
        const jwt = await jwtFor(strict, token, { scope: 'offline_access' });
        expect(decodeJwt(jwt)).toMatchObject({ scope: [], refresh_token: expect.any(String) });
        expect(decodeJwt(await refreshed(strict, jwt)).scope).toEqual([]);
        const refused = await requestJwt(strict, `bearer ${jwt}`, { scope: 'user:name' });
        expect([refused.status, refused.body.error]).toEqual([401, 'insufficient_scope']);
      }
      expect((await claimsFor(strict, shared)).scope).toEqual(['user:name']);
      const code = await newCode(app, 'bob', 'shop', { wantsOffline: true });
      const direct = await redeem(strict, shop, code, { response_type: 'id_token', scope: 'offline_access' });
      expect(decodeJwt(direct.text).scope).toEqual([]);
      expect((await claimsFor(app, own, { scope: 'offline_access' })).scope).toEqual(['user:admin']);
    } finally {
      await strict.close();
    }
  });
});

import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Response } from 'supertest';
import { inTransaction } from '../../src/db/pg-errors.ts';
import { cleanUp } from '../../src/jobs/cleanup.ts';
import { revokeGrantsOfSession, revokeGrantsOfUser } from '../../src/tokens/revocation.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { storeUserClient, type TestClient } from './clients.ts';
import { countOf, newKey, requestToken } from './code-flow.ts';
import { answerDevice, poll, requestDeviceCode, startDevice } from './devices.ts';

/** The device authorization grant (RFC 8628), from the side of the device. */

let app: TestApp;
let bob: TestUser;
let shop: TestClient;
let otherKey: TestClient;
let closed: TestClient;
const screen = { id: 'screen' };

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  for (const globalid of ['shop', 'screen', 'other']) await newOrganization(app.database.db, globalid);
  shop = await newKey(app, 'shop', { allowsDeviceGrant: true });
  otherKey = await newKey(app, 'shop', { allowsDeviceGrant: true });
  closed = await newKey(app, 'shop');
  await newKey(app, 'screen', { isPublic: true });
  await newKey(app, 'screen', { isPublic: true, allowsDeviceGrant: true });
});
afterAll(() => app.close());
afterEach(async () => {
  const { db } = app.database;
  for (const table of ['device_authorizations', 'user_authorizations', 'rate_limits'] as const)
    await db.deleteFrom(table).execute();
});

const rows = () => app.database.db.selectFrom('device_authorizations').selectAll().execute();
const statusAndError = ({ status, body }: Response) => [status, body.error];

/** No token was issued. */
async function expectNothing(client: TestClient | { id: string } = shop): Promise<void> {
  for (const table of ['authorization_grants', 'access_tokens', 'refresh_tokens'] as const)
    expect(await countOf(app, table, client.id)).toBe(0);
}

describe('the device authorization endpoint', () => {
  // promise: device-codes
  test('gives a code to the device and a short one to its user, of which the database has neither', async () => {
    const { body, headers } = await requestDeviceCode(app, shop).expect(200);
    expect(body).toEqual({
      device_code: expect.stringMatching(/^[\w-]{43}$/),
      user_code: expect.stringMatching(/^[BCDFGHJKLMNPQRSTVWXZ]{4}-[BCDFGHJKLMNPQRSTVWXZ]{4}$/),
      verification_uri: `${testUrl}/device`,
      verification_uri_complete: `${testUrl}/device?user_code=${body.user_code}`,
      expires_in: 900,
      interval: 5,
    });
    expect(headers['cache-control']).toBe('no-store');
    const text = JSON.stringify(await rows());
    for (const code of [body.device_code, body.user_code, body.user_code.replace('-', '')])
      expect(text).not.toContain(code);
  });

  test('takes HTTP Basic, and a client without secret by the key that may do this', async () => {
    const basic = request(app.web).post('/v1/oauth/device_authorization').auth(shop.id, shop.secret);
    expect((await basic.type('form').send('scope=user:name')).status).toBe(200);
    expect((await requestDeviceCode(app, screen)).status).toBe(200);
    const keys = await app.database.db
      .selectFrom('organization_api_keys')
      .select('key_id')
      .where('globalid', '=', 'screen')
      .where('allows_device_grant', '=', true)
      .execute();
    expect((await rows()).map((row) => row.organization_key_id)).toContain(keys[0]?.key_id);
  });

  // promise: device-client
  test('refuses keys that do not allow it, API keys of users, wrong secrets and scopes, and keeps nothing', async () => {
    const own = await storeUserClient(app, 'carol');
    const refusals: [Promise<Response>, number, string][] = [
      [requestDeviceCode(app, closed), 400, 'unauthorized_client'],
      [requestDeviceCode(app, own), 400, 'unauthorized_client'],
      [requestDeviceCode(app, { id: 'shop', secret: 'wrong' }), 400, 'invalid_client'],
      [requestDeviceCode(app, { id: 'shop' }), 400, 'invalid_request'],
      [requestDeviceCode(app, { id: 'nobody' }), 400, 'invalid_request'],
      [requestDeviceCode(app, shop, { scope: 'x'.repeat(4097) }), 400, 'invalid_scope'],
    ];
    for (const [call, status, error] of refusals) expect(statusAndError(await call)).toEqual([status, error]);
    const query = new URLSearchParams({ client_id: shop.id, client_secret: shop.secret });
    const inQuery = request(app.web).post(`/v1/oauth/device_authorization?${query}`);
    expect(statusAndError(await inQuery.type('form').send(''))).toEqual([400, 'invalid_request']);
    expect(await rows()).toEqual([]);
  });

  test('limits a client without secret that starts too often from one network', async () => {
    await startDevice(app, screen);
    const { db } = app.database;
    await db.updateTable('rate_limits').set({ points: 300 }).where('key', 'like', 'devices of:%').execute();
    expect((await requestDeviceCode(app, screen)).status).toBe(429);
    expect((await requestDeviceCode(app, shop)).status).toBe(200);
    expect(await rows()).toHaveLength(2);
  });
});

describe('an approved device', () => {
  test('gets tokens once, for what the user allowed, and opens the API with them', async () => {
    const started = await startDevice(app, shop, { scope: 'openid user:name offline_access' });
    await answerDevice(app, 'bob', started);
    const { body } = await poll(app, shop, started).expect(200);
    expect(body).toMatchObject({
      scope: 'openid user:name',
      token_type: 'bearer',
      info: { username: 'bob' },
    });
    expect([body.id_token, body.refresh_token]).toEqual([expect.any(String), expect.any(String)]);
    const info = request(app.web).get('/api/users/bob/info');
    expect((await info.set('Authorization', `bearer ${body.access_token}`)).status).toBe(200);
    const refreshed = requestToken(app, shop, {
      grant_type: 'refresh_token',
      refresh_token: body.refresh_token,
    });
    expect((await refreshed).status).toBe(200);
  });

  test('gets no refresh token that it did not ask for', async () => {
    const started = await startDevice(app, shop);
    await answerDevice(app, 'bob', started);
    const { body } = await poll(app, shop, started).expect(200);
    expect(body).not.toHaveProperty('refresh_token');
    expect(body).not.toHaveProperty('id_token');
  });

  test('needs no secret', async () => {
    const started = await startDevice(app, screen);
    await answerDevice(app, 'bob', started);
    expect((await poll(app, screen, started)).status).toBe(200);
  });

  test('that reuses its code loses all its tokens, since the code has leaked', async () => {
    const started = await startDevice(app, shop, { scope: 'user:name offline_access' });
    await answerDevice(app, 'bob', started);
    await poll(app, shop, started).expect(200);
    expect(statusAndError(await poll(app, shop, started))).toEqual([400, 'invalid_grant']);
    await expectNothing();
  });

  // promise: device-once
  test('gets tokens at most once for many requests at the same time', async () => {
    const started = await startDevice(app, shop);
    await answerDevice(app, 'bob', started);
    const responses = await Promise.all(Array.from({ length: 4 }, () => poll(app, shop, started)));
    expect(responses.filter(({ status }) => status === 200).length).toBeLessThanOrEqual(1);
    expect(await countOf(app, 'access_tokens', 'shop')).toBe(0);
  });

  test('gets nothing once the user withdraws access, changes the password or ends that session', async () => {
    const withdraw = () =>
      request(app.web)
        .delete('/api/users/bob/authorizations/shop')
        .set('Authorization', `token ${bob.token}`)
        .expect(204);
    const { db } = app.database;
    const endings = [
      withdraw,
      () => inTransaction(db, (trx) => revokeGrantsOfUser(trx, 'bob')),
      async () => {
        const [row] = await rows();
        await inTransaction(db, (trx) => revokeGrantsOfSession(trx, row?.session_id ?? ''));
      },
    ];
    for (const end of endings) {
      const started = await startDevice(app, shop);
      await answerDevice(app, 'bob', started);
      await end();
      expect(statusAndError(await poll(app, shop, started))).toEqual([400, 'invalid_grant']);
      await expectNothing();
    }
  });
});

describe('a device gets nothing', () => {
  // promise: device-polling
  test('before its user answered; polling is no failure of a client without secret', async () => {
    const started = await startDevice(app, screen);
    for (let polls = 0; polls < 62; polls += 1) {
      expect(statusAndError(await poll(app, screen, started))).toEqual([400, 'authorization_pending']);
      app.clock.advance(5);
    }
    await expectNothing(screen);
    await answerDevice(app, 'bob', started);
    expect((await poll(app, screen, started)).status).toBe(200);
  });

  // promise: device-polling
  test('sooner by polling more often: its interval grows by five seconds each time', async () => {
    const started = await startDevice(app, shop);
    const errorAfter = async (seconds: number) => {
      app.clock.advance(seconds);
      return (await poll(app, shop, started)).body.error;
    };
    expect(await errorAfter(0)).toBe('authorization_pending');
    expect(await errorAfter(5)).toBe('authorization_pending');
    expect(await errorAfter(4)).toBe('authorization_pending');
    expect(await errorAfter(3)).toBe('slow_down');
    expect(await errorAfter(5)).toBe('slow_down');
    expect((await rows())[0]?.interval_seconds).toBe(15);
    expect(await errorAfter(14)).toBe('authorization_pending');
    for (let polls = 0; polls < 20; polls += 1) await errorAfter(0);
    expect((await rows())[0]?.interval_seconds).toBe(60);
    await expectNothing();
  });

  // promise: device-polling
  test('when the user refused', async () => {
    const started = await startDevice(app, shop);
    await answerDevice(app, 'bob', started, 'cancel');
    expect(statusAndError(await poll(app, shop, started))).toEqual([400, 'access_denied']);
    expect((await rows())[0]).toMatchObject({ decision: 'denied', username: null });
    await expectNothing();
  });

  // promise: device-polling
  test('after fifteen minutes, also when the user agreed in time', async () => {
    const [waiting, agreed] = [await startDevice(app, shop), await startDevice(app, shop)];
    await answerDevice(app, 'bob', agreed);
    app.clock.advance(901);
    for (const started of [waiting, agreed])
      expect(statusAndError(await poll(app, shop, started))).toEqual([400, 'expired_token']);
    await expectNothing();
  });

  // promise: device-once
  test('with the code of another device, client or key, or without authentication', async () => {
    const started = await startDevice(app, shop);
    await answerDevice(app, 'bob', started);
    const other = await newKey(app, 'other', { allowsDeviceGrant: true });
    const attempts: [Promise<Response>, string][] = [
      [poll(app, shop, { device_code: 'x'.repeat(43) }), 'invalid_grant'],
      [poll(app, shop, { device_code: started.user_code }), 'invalid_grant'],
      [poll(app, shop, { device_code: '' }), 'invalid_request'],
      [poll(app, other, started), 'invalid_grant'],
      [poll(app, otherKey, started), 'invalid_grant'],
      [poll(app, closed, started), 'invalid_grant'],
      [poll(app, screen, started), 'invalid_grant'],
      [poll(app, { id: 'shop', secret: 'wrong' }, started), 'invalid_client'],
      [poll(app, { id: 'shop' }, started), 'invalid_request'],
    ];
    for (const [call, error] of attempts) expect((await call).body.error).toBe(error);
    await expectNothing();
    expect((await poll(app, shop, started)).status).toBe(200);
  });

  test('once its key no longer allows it', async () => {
    const key = await newKey(app, 'other', { allowsDeviceGrant: true });
    const started = await startDevice(app, key);
    await answerDevice(app, 'bob', started);
    const { db } = app.database;
    await db
      .updateTable('organization_api_keys')
      .set({ allows_device_grant: false })
      .where('globalid', '=', 'other')
      .execute();
    expect(statusAndError(await poll(app, key, started))).toEqual([400, 'invalid_grant']);
    await expectNothing({ id: 'other' });
  });
});

test('an owner allows it for an API key, and it is off unless asked for', async () => {
  await newOrganization(app.database.db, 'club', { owner: 'bob' });
  const call = (method: 'get' | 'post' | 'put', path: string) =>
    request(app.web)
      [method](`/api/organizations/club/apikeys${path}`)
      .set('Authorization', `token ${bob.token}`);
  await call('post', '').send({ label: 'plain' }).expect(201);
  const { body: plain } = await call('get', '/plain').expect(200);
  expect(plain).not.toHaveProperty('deviceCodeGrantType');
  expect(statusAndError(await requestDeviceCode(app, { id: 'club', secret: plain.secret }))).toEqual([
    400,
    'unauthorized_client',
  ]);
  await call('put', '/plain').send({ label: 'plain', deviceCodeGrantType: true }).expect(200);
  expect((await requestDeviceCode(app, { id: 'club', secret: plain.secret })).status).toBe(200);
  await call('put', '/plain').send({ label: 'plain' }).expect(200);
  expect((await call('get', '/plain')).body.deviceCodeGrantType).toBe(true);
});

test('the cleanup deletes device authorizations ten minutes after their end', async () => {
  await startDevice(app, shop);
  app.clock.advance(1_499);
  await cleanUp(app.database, app.clock.now());
  expect(await rows()).toHaveLength(1);
  app.clock.advance(2);
  await cleanUp(app.database, app.clock.now());
  expect(await rows()).toEqual([]);
});

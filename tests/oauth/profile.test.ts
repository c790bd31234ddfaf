import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import {
  callback,
  challenge,
  countOf,
  newCode,
  newKey,
  redeem,
  share,
  tokenPath,
  verifier,
} from './code-flow.ts';
import { type JwtParameters, jwtFor, requestJwt } from './exchange.ts';

/** What `IYO_PROFILE=strict` switches off, on the data of a server with the compatible profile. */

let compatible: TestApp;
let strict: TestApp;
let alice: TestUser;
let shop: TestClient;

beforeAll(async () => {
  compatible = await openTestApp();
  strict = await openTestApp({ IYO_PROFILE: 'strict' }, compatible);
  alice = await newUser(compatible, { username: 'alice' });
  await newOrganization(compatible.database.db, 'shop', { owner: 'alice' });
  shop = await newKey(compatible, 'shop');
  await share(compatible, { username: 'alice', client: 'shop' });
});
afterAll(async () => {
  await strict.close();
  await compatible.close();
});

const keysOf =
  (app: TestApp) =>
  (label = '') =>
    request(app.web)
      .get(`/api/organizations/shop/apikeys/${label}`)
      .set('Authorization', `token ${alice.token}`);

function newKeyByApi(app: TestApp, key: object) {
  return request(app.web)
    .post('/api/organizations/shop/apikeys')
    .set('Authorization', `token ${alice.token}`)
    .send({ callbackURL: callback, ...key });
}

const authorize = (app: TestApp, more: Readonly<Record<string, string>>) =>
  request(app.web)
    .get('/v1/oauth/authorize')
    .query({ client_id: 'shop', response_type: 'code', redirect_uri: callback, ...more });

const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };

describe('the strict profile', () => {
  test('shows secrets once', async () => {
    expect((await newKeyByApi(compatible, { label: 'read again' }).expect(201)).body.secret).toHaveLength(52);
    expect((await newKeyByApi(strict, { label: 'once' }).expect(201)).body.secret).toHaveLength(52);
    expect((await keysOf(strict)('once').expect(200)).body.secret).toBe('');
    expect((await keysOf(compatible)('read%20again').expect(200)).body.secret).toHaveLength(52);
  });

  // promise: secrets-in-query
  test('takes neither secrets nor access tokens from the query', async () => {
    const { applicationId: client_id, secret: client_secret } = alice.apiKey;
    const query = new URLSearchParams({ grant_type: 'client_credentials', client_id, client_secret });
    expect((await request(compatible.web).post(`${tokenPath}?${query}`)).status).toBe(200);
    const refused = await request(strict.web).post(`${tokenPath}?${query}`);
    expect([refused.status, refused.body.error]).toEqual([400, 'invalid_request']);
    const path = `/api/users/alice/info?access_token=${alice.token}`;
    expect((await request(compatible.web).get(path)).status).toBe(200);
    const response = await request(strict.web).get(path);
    expect([response.status, response.body.error]).toEqual([400, 'invalid_request']);
  });

  // promise: redirect-match, asvs-10.4.1
  test('compares redirect URIs exactly, whatever the key says', async () => {
    const below = `${callback}/below`;
    expect((await authorize(compatible, { redirect_uri: below, ...pkce })).status).toBe(302);
    expect((await authorize(strict, { redirect_uri: below, ...pkce })).status).toBe(400);
    expect((await authorize(strict, pkce)).status).toBe(302);
    const code = await newCode(compatible, 'alice', 'shop', { redirectUri: below, codeChallenge: challenge });
    const parameters = { redirect_uri: below, code_verifier: verifier };
    const refused = await redeem(strict, shop, code, parameters);
    expect([refused.status, refused.body.error]).toEqual([400, 'invalid_grant']);
    expect(await countOf(compatible, 'authorization_grants', 'shop')).toBe(0);
    await redeem(compatible, shop, code, parameters).expect(200);
  });

  // promise: pkce, asvs-10.4.6
  test('requires PKCE of every client', async () => {
    const refused = await authorize(strict, {});
    expect(new URL(String(refused.headers.location)).searchParams.get('error')).toBe('invalid_request');
    const code = await newCode(compatible, 'alice', 'shop');
    const before = await countOf(compatible, 'access_tokens', 'shop');
    const response = await redeem(strict, shop, code);
    expect([response.status, response.body.error]).toEqual([400, 'invalid_grant']);
    expect(await countOf(compatible, 'access_tokens', 'shop')).toBe(before);
    await redeem(compatible, shop, code).expect(200);
  });

  test('shows the owner that every key compares exactly and requires PKCE', async () => {
    await newKeyByApi(compatible, { label: 'plain' }).expect(201);
    const shown = { exactCallbackURL: true, pkceRequired: true };
    expect((await keysOf(strict)('plain')).body).toMatchObject(shown);
    const { body } = await keysOf(compatible)('plain');
    for (const name of Object.keys(shown)) expect(body).not.toHaveProperty(name);
  });

  // promise: jwt-admin, asvs-9.2.3, asvs-10.3.1
  test('keeps a JWT to its audience: at the API, and in what is made from it', async () => {
    const jwt = await jwtFor(compatible, alice.token, { aud: 'drones,cars', scope: 'user:admin' });
    const call = (app: TestApp, token: string) =>
      request(app.web).get('/api/users/alice/info').set('Authorization', `bearer ${token}`);
    expect((await call(compatible, jwt)).status).toBe(200);
    expect((await call(strict, jwt)).status).toBe(401);
    const derived = await jwtFor(strict, jwt, { scope: 'user:name' });
    expect(decodeJwt(derived).aud).toEqual(['drones', 'cars']);
    expect((await call(strict, derived)).status).toBe(401);
    expect(decodeJwt(await jwtFor(strict, jwt, { aud: 'cars' })).aud).toEqual(['cars']);
    for (const aud of ['planes', testUrl, 'cars,planes']) {
      const refused = await requestJwt(strict, `bearer ${jwt}`, { aud });
      expect([refused.status, refused.body.error]).toEqual([400, 'invalid_target']);
    }
    expect(decodeJwt(await jwtFor(compatible, jwt, { aud: 'planes' })).aud).toEqual(['planes']);
  });

  test('can be relaxed in one setting', async () => {
    const lenient = await openTestApp({ IYO_PROFILE: 'strict', IYO_PKCE: 'key' }, compatible);
    try {
      const response = await authorize(lenient, {});
      expect(String(response.headers.location)).not.toContain('error=');
      expect((await authorize(lenient, { redirect_uri: `${callback}/below` })).status).toBe(400);
    } finally {
      await lenient.close();
    }
  });
});

describe('full power over an account', () => {
  // promise: jwt-admin
  test.each<JwtParameters>([{ aud: 'drones' }, { aud: 'drones,cars', validity: '60' }])(
    'is not in a JWT that was asked for with %j and without scope',
    async (parameters) => {
      expect(decodeJwt(await jwtFor(compatible, alice.token, parameters)).scope).toEqual([]);
      const whole = await jwtFor(compatible, alice.token);
      expect(decodeJwt(whole).scope).toEqual(['user:admin']);
      expect(decodeJwt(await jwtFor(compatible, whole, parameters)).scope).toEqual([]);
    },
  );

  test('is there when it is requested by name', async () => {
    const jwt = await jwtFor(compatible, alice.token, { aud: 'drones', scope: 'user:admin' });
    expect(decodeJwt(jwt).scope).toEqual(['user:admin']);
  });
});

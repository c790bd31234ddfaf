import { hash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { signClaims } from '../support/jwts.ts';
import { newOrganization } from '../support/organizations.ts';
import { addSigningKey } from '../support/signing-keys.ts';
import { sealing, type TestClient } from './clients.ts';
import { newCode, newKey, redeem, requestToken, share } from './code-flow.ts';
import { jwtFor, requestJwtRefresh } from './exchange.ts';

/** RS256 (RFC 7518, section 3.3), which an API key may choose for ID tokens only. */

let app: TestApp;
let owner: TestUser;
let shop: TestClient;

beforeAll(async () => {
  app = await openTestApp();
  owner = await newUser(app, { username: 'owner' });
  await newUser(app, { username: 'alice' });
  await newOrganization(app.database.db, 'shop', { owner: 'owner' });
  await share(app, { username: 'alice', client: 'shop', scopes: ['user:name'] });
});
afterAll(() => app.close());

const settings = { label: 'app', callbackURL: 'https://shop.example/', tokenSigningAlgorithm: 'RS256' };
const createKey = () =>
  request(app.web)
    .post('/api/organizations/shop/apikeys')
    .set('Authorization', `token ${owner.token}`)
    .send(settings);
const metadata = async () => (await request(app.web).get('/.well-known/openid-configuration')).body;
const published = async () => (await request(app.web).get('/v1/oauth/jwks')).body.keys;
const algorithmOf = (jwt: string) => decodeProtectedHeader(jwt).alg;

test('without a key it cannot be chosen, and the metadata does not name it', async () => {
  expect((await createKey()).status).toBe(400);
  expect((await metadata()).id_token_signing_alg_values_supported).toEqual(['ES384']);
});

describe('with a key for it', () => {
  beforeAll(async () => {
    await addSigningKey(app.database.db, sealing, app.clock.now(), 'RS256');
    app.clock.advance(61);
    const { body } = await createKey().expect(201);
    expect(body.tokenSigningAlgorithm).toBe('RS256');
    shop = { id: 'shop', secret: body.secret };
  });

  async function tokens(client: TestClient): Promise<Record<string, string>> {
    const scopes = { scopes: ['openid', 'user:name'], style: 'space' } as const;
    const code = await newCode(app, 'alice', 'shop', { scopes, wantsOffline: true });
    return (await redeem(app, client, code).expect(200)).body;
  }

  test('the metadata names it, and its public half is published, nothing else of it', async () => {
    expect((await metadata()).id_token_signing_alg_values_supported).toEqual(['ES384', 'RS256']);
    const [key] = (await published()).filter(({ kty }: { kty: string }) => kty === 'RSA');
    expect(Object.keys(key).sort()).toEqual(['alg', 'e', 'kid', 'kty', 'n', 'use']);
    expect(key).toMatchObject({ alg: 'RS256', use: 'sig' });
    expect(Buffer.from(key.n, 'base64url')).toHaveLength(384);
  });

  test('it signs the ID tokens of clients that choose it, also refreshed ones', async () => {
    const { access_token = '', id_token = '', refresh_token = '' } = await tokens(shop);
    const keys = createLocalJWKSet({ keys: await published() });
    const { payload, protectedHeader } = await jwtVerify(id_token, keys, {
      algorithms: ['RS256'],
      issuer: testUrl,
      audience: 'shop',
      currentDate: app.clock.now(),
    });
    expect(protectedHeader.alg).toBe('RS256');
    const digest = hash('sha256', access_token, 'buffer');
    expect(payload).toMatchObject({ sub: 'alice', at_hash: digest.subarray(0, 16).toString('base64url') });
    const again = await requestToken(app, shop, { grant_type: 'refresh_token', refresh_token });
    expect(algorithmOf(again.body.id_token)).toBe('RS256');
    expect(algorithmOf((await tokens(await newKey(app, 'shop'))).id_token ?? '')).toBe('ES384');
  });

  test('JWTs stay with ES384, however they are issued', async () => {
    const { access_token = '' } = await tokens(shop);
    const jwt = await jwtFor(app, access_token, { scope: 'user:name,offline_access' });
    const code = await newCode(app, 'alice', 'shop');
    const direct = await redeem(app, shop, code, { response_type: 'id_token' }).expect(200);
    const all = [jwt, await jwtFor(app, jwt), (await requestJwtRefresh(app, jwt)).text, direct.text];
    expect(all.map(algorithmOf)).toEqual(Array(4).fill('ES384'));
  });

  test('a JWT that it signed is not an access token; an ID token is a hint', async () => {
    const { access_token = '', id_token = '' } = await tokens(shop);
    const claims = decodeJwt(await jwtFor(app, access_token));
    for (const [algorithm, status] of [
      ['ES384', 200],
      ['RS256', 401],
    ] as const) {
      const jwt = await signClaims(app, claims, algorithm);
      const call = request(app.web).get('/api/users/alice/info').set('Authorization', `bearer ${jwt}`);
      expect((await call).status).toBe(status);
      expect((await request(app.web).get('/v1/oauth/jwt').set('Authorization', `bearer ${jwt}`)).status).toBe(
        status,
      );
    }
    const leave = new URLSearchParams({
      id_token_hint: id_token,
      post_logout_redirect_uri: 'https://shop.example/bye',
    });
    const response = await request(app.web).get(`/v1/oauth/logout?${leave}`);
    expect([response.status, response.headers.location]).toEqual([303, 'https://shop.example/bye']);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { signClaims } from '../support/jwts.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { newCode, newKey, redeem, share } from './code-flow.ts';
import { jwtFor, requestJwt } from './exchange.ts';

/** The settings for issuer and audiences of tokens: `IYO_FOREIGN_AUDIENCES`, `IYO_ID_TOKEN_ISSUER`. */

let usual: TestApp;
let strict: TestApp;
let alice: TestUser;
let shop: TestClient;

beforeAll(async () => {
  usual = await openTestApp();
  strict = await openTestApp({ IYO_FOREIGN_AUDIENCES: 'refuse', IYO_ID_TOKEN_ISSUER: 'itsyouonline' }, usual);
  alice = await newUser(usual, { username: 'alice' });
  await newOrganization(usual.database.db, 'shop');
  shop = await newKey(usual, 'shop');
  await share(usual, { username: 'alice', client: 'shop', scopes: ['user:name'] });
});
afterAll(async () => {
  await strict.close();
  await usual.close();
});

const call = async (app: TestApp, jwt: string): Promise<[number, string | undefined]> => {
  const response = await request(app.web).get('/api/users/alice/info').set('Authorization', `bearer ${jwt}`);
  return [response.status, response.body.error];
};

describe('a JWT that was made for someone', () => {
  test.each([
    ['no one in particular', ''],
    ['this server by its public URL', testUrl],
    ['this server by the issuer of its tokens', 'itsyouonline'],
    ['others and this server', `drones,${testUrl}`],
  ])('for %s opens the API of a strict server', async (_whom, aud) => {
    const jwt = await jwtFor(usual, alice.token, { aud, scope: 'user:admin' });
    expect(await call(strict, jwt)).toEqual([200, undefined]);
  });

  test.each(['drones', `${testUrl}/`, 'ITSYOUONLINE', 'drones,planes'])(
    'for %s opens only that of a server that does not check it',
    async (aud) => {
      const jwt = await jwtFor(usual, alice.token, { aud, scope: 'user:admin' });
      expect(await call(usual, jwt)).toEqual([200, undefined]);
      expect(await call(strict, jwt)).toEqual([401, 'invalid_token']);
    },
  );

  test('may name its audience as one text (RFC 7519, section 4.1.3)', async () => {
    const claims = decodeJwt(await jwtFor(usual, alice.token));
    for (const [aud, status] of [
      [testUrl, 200],
      ['drones', 401],
      [7, 401],
    ] as const)
      expect((await call(strict, await signClaims(usual, { ...claims, aud })))[0]).toBe(status);
  });

  test('for others can be exchanged for the same audience, and a token without audience for any', async () => {
    const jwt = await jwtFor(strict, alice.token, { aud: 'drones' });
    expect(decodeJwt(await jwtFor(strict, jwt)).aud).toEqual(['drones']);
    expect((await requestJwt(strict, `bearer ${jwt}`, { aud: 'planes' })).status).toBe(400);
    expect(decodeJwt(await jwtFor(usual, jwt, { aud: 'planes' })).aud).toEqual(['planes']);
    expect(await call(strict, alice.token)).toEqual([200, undefined]);
  });
});

describe('an ID token', () => {
  const openid = { scopes: { scopes: ['openid'], style: 'space' } } as const;
  const idToken = async (app: TestApp): Promise<string> =>
    (await redeem(app, shop, await newCode(usual, 'alice', 'shop', openid)).expect(200)).body.id_token;

  test('names the public URL, or what the setting says', async () => {
    expect(decodeJwt(await idToken(usual)).iss).toBe(testUrl);
    expect(decodeJwt(await idToken(strict)).iss).toBe('itsyouonline');
  });

  // promise: id-token-separate
  test('is no access token although it names the same issuer, and a hint to its own server alone', async () => {
    const id_token_hint = await idToken(strict);
    expect(await call(strict, id_token_hint)).toEqual([401, 'invalid_token']);
    const exchange = request(strict.web).get('/v1/oauth/jwt').set('Authorization', `bearer ${id_token_hint}`);
    expect((await exchange).status).toBe(401);
    const leave = new URLSearchParams({
      id_token_hint,
      post_logout_redirect_uri: 'https://shop.example/callback',
    });
    expect((await request(strict.web).get(`/v1/oauth/logout?${leave}`)).status).toBe(303);
    expect((await request(usual.web).get(`/v1/oauth/logout?${leave}`)).status).toBe(200);
  });
});

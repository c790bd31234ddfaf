import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, customFetch, decodeJwt, decodeProtectedHeader, jwtVerify } from 'jose';
import request, { type Test } from 'supertest';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { signClaims } from '../support/jwts.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { countOf, newCode, newKey, redeem, requestToken, share } from './code-flow.ts';
import { newDpopKey } from './dpop-proofs.ts';
import { jwtFor, requestJwt, secondsOf } from './exchange.ts';

let app: TestApp;
let strict: TestApp;
let shop: TestClient;
let opaqueKey: TestClient;

beforeAll(async () => {
  app = await openTestApp();
  strict = await openTestApp({ IYO_FOREIGN_AUDIENCES: 'refuse' }, app);
  await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop', { hasJwtAccessTokens: true, allowsClientCredentials: true });
  opaqueKey = await newKey(app, 'shop');
});
afterAll(async () => {
  await strict.close();
  await app.close();
});
beforeEach(() => share(app, { username: 'bob', client: 'shop', scopes: ['user:name'], labels }));

const labels = [{ kind: 'emailaddresses', requested: 'my work', real: 'main' }] as const;
const scopes = { scopes: ['openid', 'user:name'], style: 'space' as const };

const newTokens = async (content = {}): Promise<Record<string, string>> => {
  const code = await newCode(app, 'bob', 'shop', { scopes, wantsOffline: true, ...content });
  return (await redeem(app, shop, code).expect(200)).body;
};

const newToken = async (content = {}): Promise<string> => (await newTokens(content)).access_token ?? '';

const own = async (parameters: Readonly<Record<string, string>> = {}): Promise<string> =>
  (await requestToken(app, shop, { grant_type: 'client_credentials', ...parameters }).expect(200)).body
    .access_token;

const call = (token: string, path = '/api/users/bob/info', server = app): Test =>
  request(server.web).get(path).set('Authorization', `Bearer ${token}`);

const introspect = async (token: string): Promise<Record<string, unknown>> =>
  (await request(app.web).post('/v1/oauth/introspect').auth('shop', shop.secret).type('form').send({ token }))
    .body;

async function revoke(token: string): Promise<void> {
  const form = { client_id: 'shop', client_secret: shop.secret, token };
  await request(app.web).post('/v1/oauth/revoke').type('form').send(form).expect(200);
}

describe('access tokens by RFC 9068', () => {
  // promise: at-jwt
  test('have its type and claims, and are stored nowhere', async () => {
    const token = await newToken();
    expect(decodeProtectedHeader(token)).toMatchObject({ typ: 'at+jwt', alg: 'ES384' });
    expect(decodeJwt(token)).toEqual({
      iss: testUrl,
      sub: 'bob',
      aud: [testUrl],
      client_id: 'shop',
      iat: secondsOf(app),
      exp: secondsOf(app) + 86_400,
      jti: expect.any(String),
      scope: 'openid user:name',
      auth_time: expect.any(Number),
      amr: ['pwd', 'otp'],
    });
    expect(await countOf(app, 'access_tokens', 'shop')).toBe(0);
  });

  // promise: at-jwt-verified
  test('are verified with the published keys by a library, as the standard has it', async () => {
    const fetch = async () => {
      const { body } = await request(app.web).get('/v1/oauth/jwks');
      return new Response(JSON.stringify(body), { headers: { 'Content-Type': 'application/json' } });
    };
    const keys = createRemoteJWKSet(new URL('/v1/oauth/jwks', testUrl), { [customFetch]: fetch });
    const checks = { issuer: testUrl, audience: testUrl, typ: 'at+jwt', currentDate: app.clock.now() };
    const { payload } = await jwtVerify(await newToken(), keys, checks);
    expect(payload.sub).toBe('bob');
  });

  // promise: at-jwt-verified
  test('open the API and userinfo, also where audiences count', async () => {
    const token = await newToken();
    for (const server of [app, strict]) await call(token, undefined, server).expect(200);
    const { body } = await call(token, '/v1/oauth/userinfo').expect(200);
    expect(body).toMatchObject({ sub: 'bob', 'user:name': expect.any(String) });
  });

  test('open the API with the scopes of OpenID Connect too, as opaque tokens do', async () => {
    const token = await newToken({ scopes: { scopes: ['openid', 'profile'], style: 'space' } });
    expect(decodeJwt(token).scope).toBe('openid profile');
    const { body } = await call(token).expect(200);
    expect(body).toMatchObject({
      username: 'bob',
      firstname: expect.stringMatching(/./),
      emailaddresses: [],
    });
  });

  test('userinfo answers them with one statement', async () => {
    const token = await newToken();
    const send = () => call(token, '/v1/oauth/userinfo').expect(200);
    expect(await app.database.countStatements(send)).toBe(1);
  });

  test('come with each refresh, and beside an ID token that is for them', async () => {
    const { refresh_token = '' } = await newTokens();
    const parameters = { grant_type: 'refresh_token', refresh_token };
    const { body } = await requestToken(app, shop, parameters).expect(200);
    expect(decodeProtectedHeader(body.access_token).typ).toBe('at+jwt');
    expect(decodeJwt(body.id_token).at_hash).toEqual(expect.any(String));
    await call(body.access_token).expect(200);
  });

  test('speak for an organization itself, in one exchange with the database', async () => {
    let token = '';
    const count = await app.database.countStatements(async () => {
      token = await own();
    });
    expect(count).toBe(1);
    expect(decodeJwt(token)).toMatchObject({ sub: 'shop', client_id: 'shop', scope: 'organization:owner' });
    await call(token, '/api/organizations/shop').expect(200);
    expect(await countOf(app, 'access_tokens', 'shop')).toBe(0);
  });

  // promise: at-jwt-audience
  test('have the requested resource as audience', async () => {
    expect(decodeJwt(await own({ resource: 'https://drones.example/' })).aud).toEqual([
      'https://drones.example/',
    ]);
    const token = await newToken({ resources: ['https://drones.example/'] });
    await call(token, undefined, strict).expect(401);
  });

  // promise: at-jwt
  test('name scopes with blanks one by one', async () => {
    const token = await newToken({ scopes: { scopes: ['user:name', 'user:email:my work'], style: 'comma' } });
    expect(decodeJwt(token).scopes).toEqual(['user:name', 'user:email:my work']);
    expect((await introspect(token)).scopes).toEqual(['user:name', 'user:email:my work']);
  });

  test('are bound to a key by DPoP', async () => {
    const key = await newDpopKey();
    const redemption = redeem(app, shop, await newCode(app, 'bob', 'shop', { scopes }));
    const { body } = await redemption.set('DPoP', await key.prove(app)).expect(200);
    expect(decodeJwt(body.access_token).cnf).toEqual({ jkt: key.jkt });
    for (const path of ['/api/users/bob/info', '/v1/oauth/userinfo']) {
      await call(body.access_token, path).expect(401);
      const proof = await key.prove(app, { method: 'GET', path, token: body.access_token });
      const proven = request(app.web).get(path).set('Authorization', `DPoP ${body.access_token}`);
      await proven.set('DPoP', proof).expect(200);
    }
  });

  test('are introspected, and exchanged for narrower JWTs', async () => {
    const token = await newToken();
    expect(await introspect(token)).toMatchObject({ active: true, iss: testUrl, scope: 'openid user:name' });
    const narrower = await jwtFor(app, token, { scope: 'user:name', aud: 'drones' });
    expect(decodeJwt(narrower)).toMatchObject({ iss: 'itsyouonline', scope: ['user:name'], aud: ['drones'] });
  });

  test('are the choice of a key: others of the same client stay opaque', async () => {
    const { body } = await redeem(app, opaqueKey, await newCode(app, 'bob', 'shop')).expect(200);
    expect(body.access_token).toMatch(/^[\w-]{28}$/);
  });
});

/** The API, userinfo and an exchange refuse the token. */
async function expectDead(token: string): Promise<void> {
  for (const path of ['/api/users/bob/info', '/v1/oauth/userinfo']) await call(token, path).expect(401);
  await requestJwt(app, `bearer ${token}`).expect(401);
  expect(await introspect(token)).toEqual({ active: false });
}

describe('access tokens as JWTs become invalid', () => {
  // promise: at-jwt-end
  test('when they are revoked, with what was made from them; others stay', async () => {
    const [token, other] = [await newToken(), await newToken()];
    const narrower = await jwtFor(app, token);
    await revoke(token);
    await expectDead(token);
    await call(narrower).expect(401);
    await call(other).expect(200);
  });

  // promise: at-jwt-end
  test('with their grant, when its refresh token is revoked', async () => {
    const { access_token = '', refresh_token = '' } = await newTokens();
    await revoke(refresh_token);
    await expectDead(access_token);
  });

  test('when the user withdraws the authorization, when the key goes, and with time', async () => {
    const token = await newToken();
    await app.database.db.deleteFrom('user_authorizations').execute();
    await expectDead(token);
    const brief = await newKey(app, 'shop', { hasJwtAccessTokens: true, allowsClientCredentials: true });
    const { body } = await requestToken(app, brief, { grant_type: 'client_credentials' }).expect(200);
    await app.database.db.deleteFrom('organization_api_keys').where('label', '=', 'key 4').execute();
    const machine = await own();
    app.clock.advance(86_400);
    for (const each of [body.access_token, machine]) await call(each, '/api/organizations/shop').expect(401);
  });
});

describe('access tokens as JWTs and other JWTs', () => {
  // promise: at-jwt-separate
  test('are not accepted in place of each other: ID tokens', async () => {
    const { access_token = '', id_token = '' } = await newTokens();
    await expectDead(id_token);
    const query = new URLSearchParams({
      id_token_hint: access_token,
      post_logout_redirect_uri: 'https://x.example/',
    });
    const { headers } = await request(app.web).get(`/v1/oauth/logout?${query}`);
    expect(headers.location ?? '').not.toContain('x.example');
  });

  test('are distinguished by type, issuer and scope', async () => {
    const claims = decodeJwt(await newToken());
    await expectDead(await signClaims(app, claims));
    await expectDead(await signClaims(app, { ...claims, iss: 'itsyouonline', typ: 'at+jwt' }));
    const usual = await jwtFor(app, await newToken());
    await call(usual, '/v1/oauth/userinfo').expect(401);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { decodeJwt, decodeProtectedHeader, type JWTPayload } from 'jose';
import request, { type Test } from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { storeOrganizationClient, storeUserClient, type TestClient } from './clients.ts';
import { countOf, newCode, newKey, redeem, share } from './code-flow.ts';
import { requestJwtRefresh } from './exchange.ts';

let app: TestApp;
let alice: TestClient;
let shop: TestClient;

beforeAll(async () => {
  app = await openTestApp();
  alice = await storeUserClient(app, 'alice');
  shop = await storeOrganizationClient(app, 'petshop', { owner: 'alice' });
  await storeOrganizationClient(app, 'petshop.finance');
  await storeOrganizationClient(app, 'elsewhere');
});
afterAll(() => app.close());

const send = (client: TestClient, more: Readonly<Record<string, string>> = {}): Test =>
  request(app.web)
    .post('/v1/oauth/access_token')
    .type('form')
    .send({
      grant_type: 'client_credentials',
      response_type: 'id_token',
      client_id: client.id,
      client_secret: client.secret,
      ...more,
    });

async function jwtOf(client: TestClient, more?: Readonly<Record<string, string>>): Promise<string> {
  const { status, body } = await send(client, more).accept('application/json');
  expect(status).toBe(200);
  return body.access_token;
}

const claimsOf = async (client: TestClient, more?: Readonly<Record<string, string>>): Promise<JWTPayload> =>
  decodeJwt(await jwtOf(client, more));

const nowSeconds = (): number => Math.floor(app.clock.now().getTime() / 1000);

describe('a JWT straight from the token endpoint (response_type=id_token)', () => {
  test('is the whole body unless JSON is asked for', async () => {
    const { status, headers, body } = await send(alice).responseType('arraybuffer');
    expect(status).toBe(200);
    expect(headers).toMatchObject({ 'content-type': 'application/jwt', 'cache-control': 'no-store' });
    expect(Buffer.from(body).toString()).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
  });

  test("a user's has the claims that old clients read", async () => {
    const jwt = await jwtOf(alice);
    expect(decodeProtectedHeader(jwt)).toEqual({
      alg: 'ES384',
      typ: 'JWT',
      kid: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(decodeJwt(jwt)).toEqual({
      username: 'alice',
      scope: ['user:admin'],
      azp: alice.id,
      iss: 'itsyouonline',
      exp: nowSeconds() + 86_400,
      jti: expect.any(String),
      sub: 'alice',
    });
  });

  test("an organization's names the organization and no user", async () => {
    const claims = await claimsOf(shop);
    expect(claims).toMatchObject({ globalid: 'petshop', azp: 'petshop', scope: ['organization:owner'] });
    expect(claims).not.toHaveProperty('username');
  });

  test('scope narrows it, in the order asked for', async () => {
    expect((await claimsOf(alice, { scope: 'user:name,user:email:main' })).scope).toEqual([
      'user:name',
      'user:email:main',
    ]);
  });

  test('a scope beyond the grant is refused', async () => {
    const { status, body } = await send(shop, { scope: 'user:name' });
    expect([status, body.error]).toEqual([400, 'invalid_scope']);
  });

  test('a membership is included only while it exists', async () => {
    const scope = 'user:memberof:petshop.finance,user:memberof:elsewhere,user:memberof:nowhere';
    expect((await claimsOf(alice, { scope })).scope).toEqual(['user:memberof:petshop.finance']);
  });

  test('aud is a list of what was asked for, and absent otherwise', async () => {
    expect((await claimsOf(alice, { aud: ' drones, ,cars' })).aud).toEqual(['drones', 'cars']);
    expect(await claimsOf(alice)).not.toHaveProperty('aud');
  });

  test.each([
    ['60', 60],
    ['86401', 86_400],
    ['0', 86_400],
    ['-5', 86_400],
    ['soon', 86_400],
  ])('validity=%s gives %d seconds', async (validity, seconds) => {
    expect((await claimsOf(alice, { validity })).exp).toBe(nowSeconds() + seconds);
  });

  test('no opaque token is stored for it', async () => {
    const count = async () =>
      (await app.database.db.selectFrom('access_tokens').select('token_hash').execute()).length;
    const before = await count();
    await jwtOf(alice);
    expect(await count()).toBe(before);
  });
});

describe('a JWT straight for a code', () => {
  const scopes = { scopes: ['user:name', 'user:github'], style: 'comma' as const };
  let client: TestClient;

  beforeAll(async () => {
    client = await newKey(app, 'petshop');
    await share(app, { username: 'alice', client: 'petshop', scopes: scopes.scopes });
  });

  const redeemFor = async (code: string, more: Readonly<Record<string, string>>): Promise<request.Response> =>
    redeem(app, client, code, { response_type: 'id_token', ...more });

  test('follows the same parameters, and can be refreshed', async () => {
    const code = await newCode(app, 'alice', 'petshop', { scopes });
    const more = { scope: 'user:name,offline_access', aud: 'cars', validity: '60', store_info: 'true' };
    const { status, text } = await redeemFor(code, more);
    expect(status).toBe(200);
    expect(decodeJwt(text)).toMatchObject({
      username: 'alice',
      azp: 'petshop',
      scope: ['user:name', '[user:name]:Test User'],
      aud: ['cars'],
      exp: nowSeconds() + 60,
      refresh_token: expect.stringMatching(/^[\w-]{28}$/),
    });
    await requestJwtRefresh(app, text).expect(200);
  });

  test('uses the code up; a request beyond the grant does not', async () => {
    const code = await newCode(app, 'alice', 'petshop', { scopes });
    const beyond = await redeemFor(code, { scope: 'user:admin' });
    expect([beyond.status, beyond.body.error]).toEqual([400, 'invalid_scope']);
    const { status, text } = await redeemFor(code, { scope: 'user:github' });
    expect([status, decodeJwt(text).scope]).toEqual([200, ['user:github']]);
    expect((await redeemFor(code, {})).body.error).toBe('invalid_grant');
    await requestJwtRefresh(app, text).expect(401);
    expect(await countOf(app, 'authorization_grants', 'petshop')).toBe(1);
  });
});

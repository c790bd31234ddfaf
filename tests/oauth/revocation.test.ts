import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request, { type Test } from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { signClaims } from '../support/jwts.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { countOf, newCode, newKey, redeem, requestToken, share } from './code-flow.ts';
import { jwtFor, refreshed, requestJwtRefresh } from './exchange.ts';

let app: TestApp;
let bob: TestUser;
let shop: TestClient;
let rival: TestClient;
let opaque: string;
let refreshToken: string;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'shop');
  await newOrganization(app.database.db, 'rival');
  shop = await newKey(app, 'shop');
  rival = await newKey(app, 'rival');
});
afterAll(() => app.close());

beforeEach(async () => {
  await share(app, { username: 'bob', client: 'shop' });
  const code = await newCode(app, 'bob', 'shop', { wantsOffline: true });
  const { body } = await redeem(app, shop, code).expect(200);
  ({ access_token: opaque, refresh_token: refreshToken } = body);
});

const send = (client: TestClient | { readonly id: string }, token: string, more: object = {}): Test =>
  request(app.web)
    .post('/v1/oauth/revoke')
    .type('form')
    .send({
      client_id: client.id,
      ...('secret' in client && { client_secret: client.secret }),
      token,
      ...more,
    });

async function revoke(token: string, client = shop): Promise<void> {
  const { status, text, headers } = await send(client, token);
  expect([status, JSON.parse(text)]).toEqual([200, {}]);
  expect(headers).toMatchObject({
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'content-type': 'application/json; charset=utf-8',
  });
}

const info = async (token: string): Promise<number> =>
  (await request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${token}`)).status;

const useRefreshToken = (): Test =>
  requestToken(app, shop, { grant_type: 'refresh_token', refresh_token: refreshToken });

describe('revoking (RFC 7009)', () => {
  // promise: revoke
  test('an access token ends it and what was derived from it, and nothing else', async () => {
    const jwt = await jwtFor(app, opaque);
    await revoke(opaque);
    expect([await info(opaque), await info(jwt)]).toEqual([401, 401]);
    await useRefreshToken().expect(200);
  });

  // promise: revoke
  test('a refresh token ends the grant: access tokens, refresh tokens and JWTs', async () => {
    const jwt = await jwtFor(app, opaque);
    const tree = await jwtFor(app, opaque, { scope: 'offline_access' });
    await revoke(refreshToken);
    expect([await info(opaque), await info(jwt), await info(tree)]).toEqual([401, 401, 401]);
    await requestJwtRefresh(app, tree).expect(401);
    expect((await useRefreshToken()).body.error).toBe('invalid_grant');
    for (const table of ['access_tokens', 'refresh_tokens', 'authorization_grants'] as const)
      expect(await countOf(app, table, 'shop')).toBe(0);
  });

  // promise: revoke
  test('a used refresh token also ends the grant', async () => {
    const { body } = await useRefreshToken().expect(200);
    await revoke(refreshToken);
    expect(await info(body.access_token)).toBe(401);
  });

  test('a JWT ends it at once, its siblings stay; it is remembered until it would have expired', async () => {
    const [jwt, sibling] = [await jwtFor(app, opaque), await jwtFor(app, opaque)];
    expect(await info(jwt)).toBe(200);
    await revoke(jwt);
    expect([await info(jwt), await info(sibling), await info(opaque)]).toEqual([401, 200, 200]);
    const response = await request(app.web).get('/v1/oauth/jwt').set('Authorization', `bearer ${jwt}`);
    expect(response.status).toBe(401);
    const { jti = '', exp = 0 } = decodeJwt(jwt);
    const row = app.database.db.selectFrom('revoked_jwts').selectAll().where('jti', '=', jti);
    expect((await row.executeTakeFirst())?.expires_at).toEqual(new Date(exp * 1000));
    await revoke(jwt);
  });

  test('a JWT with refresh token ends all that was made with that, before and after', async () => {
    const tree = await jwtFor(app, opaque, { scope: 'offline_access' });
    const made = [
      await refreshed(app, tree),
      await jwtFor(app, tree),
      await jwtFor(app, tree, { scope: 'offline_access' }),
    ];
    const [later = '', , branch = ''] = made;
    await revoke(tree);
    for (const jwt of [tree, ...made]) expect(await info(jwt)).toBe(401);
    for (const jwt of [tree, later, branch]) await requestJwtRefresh(app, jwt).expect(401);
    expect(await info(opaque)).toBe(200);
  });

  test('a branch does not affect the tree above it', async () => {
    const tree = await jwtFor(app, opaque, { scope: 'offline_access' });
    const branch = await jwtFor(app, tree, { scope: 'offline_access' });
    await revoke(branch);
    expect([await info(tree), await info(branch)]).toEqual([200, 401]);
    await refreshed(app, tree);
  });

  test('an expired JWT still ends its refresh token, and so does that one alone', async () => {
    for (const pick of [(jwt: string) => jwt, (jwt: string) => String(decodeJwt(jwt).refresh_token)]) {
      const tree = await jwtFor(app, opaque, { scope: 'offline_access', validity: '60' });
      app.clock.advance(61);
      await revoke(pick(tree));
      await requestJwtRefresh(app, tree).expect(401);
    }
  });

  test("an API key's own tokens is allowed to its user", async () => {
    const client = { id: bob.apiKey.applicationId, secret: bob.apiKey.secret };
    const { body } = await requestToken(app, client, { grant_type: 'client_credentials' }).expect(200);
    const jwt = await jwtFor(app, body.access_token);
    await revoke(jwt, client);
    await revoke(body.access_token, client);
    expect([await info(jwt), await info(body.access_token)]).toEqual([401, 401]);
  });
});

describe('revoking gets the same response and changes nothing', () => {
  // promise: revocation
  test.each(['unknown', 'a.b.c', '\u{1f600}', 'x'.repeat(5000)])(
    'for an unknown token: %#',
    async (token) => {
      await revoke(token);
      expect(await info(opaque)).toBe(200);
    },
  );

  // promise: revocation
  test('for a token revoked before, and for an ID token', async () => {
    const idToken = await signClaims(app, { sub: 'bob', aud: 'shop', jti: `x.${randomUUID()}` });
    await revoke(idToken);
    await revoke(opaque);
    await revoke(opaque);
    expect(
      await app.database.db.selectFrom('revoked_jwts').where('jti', 'like', 'x.%').selectAll().execute(),
    ).toEqual([]);
  });

  test('whatever the hint says', async () => {
    await send(shop, opaque, { token_type_hint: 'refresh_token' }).expect(200);
    expect(await info(opaque)).toBe(401);
    await send(shop, refreshToken, { token_type_hint: 'nonsense' }).expect(200);
    await useRefreshToken().expect(400);
  });
});

describe('revoking is refused', () => {
  // promise: revocation
  test("for another client's token of any kind, which stays", async () => {
    const jwt = await jwtFor(app, opaque);
    const tree = await jwtFor(app, opaque, { scope: 'offline_access' });
    for (const token of [opaque, refreshToken, jwt, tree, String(decodeJwt(tree).refresh_token)]) {
      const { status, body } = await send(rival, token);
      expect([status, body.error]).toEqual([400, 'invalid_request']);
    }
    expect([await info(opaque), await info(jwt)]).toEqual([200, 200]);
    await refreshed(app, tree);
    await useRefreshToken().expect(200);
  });

  test('for a client that does not authenticate', async () => {
    const wrong = await send({ id: 'shop', secret: 'wrong' }, opaque);
    expect([wrong.status, wrong.body.error]).toEqual([400, 'invalid_client']);
    const basic = await request(app.web)
      .post('/v1/oauth/revoke')
      .auth('shop', 'wrong')
      .type('form')
      .send({ token: opaque });
    expect([basic.status, basic.headers['www-authenticate']]).toEqual([401, 'Basic realm="itsyouonline"']);
    await send({ id: 'shop' }, opaque).expect(400);
    expect(await info(opaque)).toBe(200);
  });

  test('without a token, and by other methods', async () => {
    const missing = await send(shop, '');
    expect([missing.status, missing.body.error]).toEqual([400, 'invalid_request']);
    const get = await request(app.web).get('/v1/oauth/revoke').query({ token: opaque });
    expect([get.status, get.headers.allow]).toEqual([405, 'POST, OPTIONS']);
    await request(app.web).options('/v1/oauth/revoke').expect(200);
  });
});

test('no token reaches the log', async () => {
  const tree = await jwtFor(app, opaque, { scope: 'offline_access' });
  await refreshed(app, tree);
  await request(app.web).get('/v1/oauth/jwt').query({ access_token: opaque }).expect(401);
  await request(app.web)
    .post('/v1/oauth/revoke')
    .query({ token: refreshToken, client_id: 'shop', client_secret: shop.secret });
  const lines = app.logLines.join('\n');
  for (const secret of [opaque, refreshToken, tree, String(decodeJwt(tree).refresh_token), shop.secret])
    expect(lines).not.toContain(secret);
});

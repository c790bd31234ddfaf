import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import type { TestClient } from '../oauth/clients.ts';
import { newCode, newKey, redeem, share } from '../oauth/code-flow.ts';
import { jwtFor, refreshed, requestJwt, requestJwtRefresh } from '../oauth/exchange.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';

/** Tokens derived from a token end with it; others of the same consent remain. */

let app: TestApp;
let bob: TestUser;
let shop: TestClient;
let opaque: string;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop');
});
afterAll(() => app.close());

const newToken = async (): Promise<string> =>
  (await redeem(app, shop, await newCode(app, 'bob', 'shop')).expect(200)).body.access_token;

beforeEach(async () => {
  await share(app, { username: 'bob', client: 'shop' });
  opaque = await newToken();
});

const info = async (token: string): Promise<number> =>
  (await request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${token}`)).status;

async function revoke(token: string): Promise<void> {
  const form = { client_id: shop.id, client_secret: shop.secret, token };
  await request(app.web).post('/v1/oauth/revoke').type('form').send(form).expect(200);
}

async function expectDead(jwts: readonly string[]): Promise<void> {
  for (const jwt of jwts) {
    expect(await info(jwt)).toBe(401);
    await requestJwt(app, `bearer ${jwt}`).expect(401);
    const parameters = { client_id: shop.id, client_secret: shop.secret, token: jwt };
    const { body } = await request(app.web)
      .post('/v1/oauth/introspect')
      .type('form')
      .send(parameters)
      .expect(200);
    expect(body).toEqual({ active: false });
  }
}

const storedRefreshTokens = async (): Promise<number> =>
  (await app.database.db.selectFrom('refresh_tokens').select('token_hash').execute()).length;

describe('revoking an opaque token', () => {
  // promise: lineage
  test('ends the JWTs made from it and from those', async () => {
    const jwt = await jwtFor(app, opaque);
    const narrower = await jwtFor(app, jwt, { scope: 'user:name' });
    const other = await jwtFor(app, await newToken());
    expect([await info(jwt), await info(narrower), await info(other)]).toEqual([200, 200, 200]);
    await revoke(opaque);
    await expectDead([jwt, narrower]);
    expect(await info(other)).toBe(200);
  });

  // promise: lineage
  test('ends the refresh tokens made from it, with all descendants', async () => {
    const lasting = await jwtFor(app, opaque, { scope: 'offline_access' });
    const branch = await jwtFor(app, lasting, { scope: 'offline_access' });
    const leaf = await jwtFor(app, branch);
    expect(await storedRefreshTokens()).toBe(2);
    await revoke(opaque);
    await expectDead([lasting, branch, leaf]);
    await requestJwtRefresh(app, branch).expect(401);
    expect(await storedRefreshTokens()).toBe(0);
  });

  test('is not implied by its expiry: what was made from it may last longer', async () => {
    const lasting = await jwtFor(app, opaque, { scope: 'offline_access' });
    app.clock.advance(86_401);
    await app.database.db.deleteFrom('access_tokens').execute();
    expect(await info(await refreshed(app, lasting))).toBe(200);
  });

  test('while JWTs with refresh tokens are made from it: none works afterwards', async () => {
    const makers = Array.from({ length: 16 }, () =>
      requestJwt(app, `bearer ${opaque}`, { scope: 'offline_access' }),
    );
    const [, ...responses] = await Promise.all([revoke(opaque), ...makers]);
    for (const { status } of responses) expect([200, 401]).toContain(status);
    await expectDead(responses.filter(({ status }) => status === 200).map(({ text }) => text));
    expect(await storedRefreshTokens()).toBe(0);
  });
});

describe('revoking a JWT', () => {
  // promise: lineage
  test('ends what was derived from it, through any number of steps, and not its siblings', async () => {
    const parent = await jwtFor(app, opaque);
    const chain = [parent];
    for (let step = 0; step < 4; step += 1) chain.push(await jwtFor(app, chain.at(-1) ?? ''));
    const sibling = await jwtFor(app, opaque);
    const [, child = ''] = chain;
    await revoke(child);
    await expectDead(chain.slice(1));
    expect([await info(parent), await info(sibling)]).toEqual([200, 200]);
    await revoke(parent);
    await expectDead(chain);
    expect(await info(sibling)).toBe(200);
  });

  test('ends JWTs without refresh token that were derived from one that had it', async () => {
    const lasting = await jwtFor(app, opaque, { scope: 'offline_access' });
    const derived = await jwtFor(app, lasting);
    await revoke(lasting);
    await expectDead([lasting, derived]);
    expect(await info(opaque)).toBe(200);
  });
});

test('a JWT is derived at most twenty times', async () => {
  let jwt = await jwtFor(app, opaque);
  for (let step = 1; step < 20; step += 1) jwt = await jwtFor(app, jwt);
  expect(await info(jwt)).toBe(200);
  expect(String(decodeJwt(jwt).jti).length).toBeLessThan(850);
  await requestJwt(app, `bearer ${jwt}`).expect(401);
});

// promise: lineage
test('a call with a derived JWT takes as many statements as one with an original JWT', async () => {
  const { applicationId: client_id, secret: client_secret } = bob.apiKey;
  const form = { grant_type: 'client_credentials', response_type: 'id_token', client_id, client_secret };
  const call = request(app.web).post('/v1/oauth/access_token').type('form').accept('application/json');
  const first: string = (await call.send(form).expect(200)).body.access_token;
  const made = await jwtFor(app, await tokenOf(app, client_id, client_secret));
  const calls = [first, made, await jwtFor(app, made, { scope: 'user:admin' })];
  expect(calls.map((jwt) => String(decodeJwt(jwt).jti).split('.').length)).toEqual([2, 3, 4]);
  const counts: number[] = [];
  for (const jwt of calls) counts.push(await app.database.countStatements(() => info(jwt)));
  expect(counts).toEqual([counts[0], counts[0], counts[0]]);
});

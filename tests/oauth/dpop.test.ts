import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt, SignJWT } from 'jose';
import request, { type Test } from 'supertest';
import { cleanUp } from '../../src/jobs/cleanup.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import { challenge, newCode, newKey, redeem, requestToken, share, tokenPath, verifier } from './code-flow.ts';
import { type DpopKey, newDpopKey, type ProofChange } from './dpop-proofs.ts';
import { secondsOf } from './exchange.ts';

let app: TestApp;
let strict: TestApp;
let shop: TestClient;
let key: DpopKey;
let other: DpopKey;
const phone = { id: 'phone' };

beforeAll(async () => {
  app = await openTestApp();
  strict = await openTestApp({ IYO_DPOP_NONCE: 'required' }, app);
  await newUser(app, { username: 'bob' });
  for (const globalid of ['shop', 'phone']) await newOrganization(app.database.db, globalid);
  shop = await newKey(app, 'shop', { allowsClientCredentials: true });
  await newKey(app, 'phone', { isPublic: true });
  [key, other] = [await newDpopKey(), await newDpopKey('EdDSA')];
});
afterAll(async () => {
  await strict.close();
  await app.close();
});

beforeEach(async () => {
  for (const client of ['shop', 'phone']) await share(app, { username: 'bob', client });
  for (const table of ['authorization_codes', 'dpop_proofs'] as const)
    await app.database.db.deleteFrom(table).execute();
});

const offline = { wantsOffline: true, codeChallenge: challenge };

const shopCode = (content = {}) => newCode(app, 'bob', 'shop', content);
const withProof = (response: Test, proof: string): Test => response.set('DPoP', proof);

async function phoneTokens(): Promise<{ access_token: string; refresh_token: string; token_type: string }> {
  const code = await newCode(app, 'bob', 'phone', offline);
  const call = redeem(app, phone, code, { code_verifier: verifier });
  return (await withProof(call, await key.prove(app)).expect(200)).body;
}

const refresh = (client: TestClient | { id: string }, token: string): Test =>
  requestToken(app, client, { grant_type: 'refresh_token', refresh_token: token });

/** The keys to which a client's stored tokens are bound, and whether each refresh token was used. */
async function bindings(client: string): Promise<{ access: unknown[]; refresh: unknown[] }> {
  const { db } = app.database;
  const access = await db
    .selectFrom('access_tokens')
    .select('dpop_jkt')
    .where('client_id', '=', client)
    .execute();
  const refreshTokens = await db
    .selectFrom('refresh_tokens')
    .select(['dpop_jkt', 'rotated_at'])
    .where('client_id', '=', client)
    .orderBy('created_at')
    .orderBy('rotated_at')
    .execute();
  return {
    access: access.map((row) => row.dpop_jkt),
    refresh: refreshTokens.map((row) => [row.dpop_jkt, row.rotated_at !== null]),
  };
}

const proofs = async (): Promise<number> =>
  (await app.database.db.selectFrom('dpop_proofs').select('proof_hash').execute()).length;

/** Refused: the code is still unused, no token was issued and no proof stored. */
async function expectRefused(response: Test, error: string): Promise<Record<string, string>> {
  const { status, body, headers } = await response;
  expect([status, body.error]).toEqual([400, error]);
  const used = await app.database.db.selectFrom('authorization_codes').select('used_at').execute();
  expect(used).toEqual(used.map(() => ({ used_at: null })));
  expect(await bindings('shop')).toEqual({ access: [], refresh: [] });
  expect(await proofs()).toBe(0);
  return headers;
}

describe('a token request with a DPoP proof (RFC 9449, section 5)', () => {
  // promise: dpop, dpop-binding
  test('binds the access token to the key, but not the refresh token of a client with a secret', async () => {
    const response = await withProof(
      redeem(app, shop, await shopCode(offline), { code_verifier: verifier }),
      await key.prove(app),
    );
    expect([response.status, response.body.token_type]).toEqual([200, 'DPoP']);
    expect(response.headers['dpop-nonce']).toMatch(/^[\w-]{43}$/);
    expect(response.headers['access-control-expose-headers']).toContain('DPoP-Nonce');
    expect(await bindings('shop')).toEqual({ access: [key.jkt], refresh: [[null, false]] });
    expect(await proofs()).toBe(1);
  });

  test('lets a client with a secret change its key at a refresh, or do without one', async () => {
    const { body } = await withProof(
      redeem(app, shop, await shopCode(offline), { code_verifier: verifier }),
      await key.prove(app),
    );
    const next = await withProof(refresh(shop, body.refresh_token), await other.prove(app)).expect(200);
    expect(next.body.token_type).toBe('DPoP');
    const last = await refresh(shop, next.body.refresh_token).expect(200);
    expect(last.body.token_type).toBe('bearer');
    expect(new Set((await bindings('shop')).access)).toEqual(new Set([key.jkt, other.jkt, null]));
  });

  // promise: dpop-binding
  test('binds the refresh token of a public client too, and each one after it', async () => {
    const { refresh_token: first } = await phoneTokens();
    expect(await bindings('phone')).toEqual({ access: [key.jkt], refresh: [[key.jkt, false]] });
    const next = await withProof(refresh(phone, first), await key.prove(app)).expect(200);
    expect(next.body.token_type).toBe('DPoP');
    expect(await bindings('phone')).toEqual({
      access: [key.jkt, key.jkt],
      refresh: expect.arrayContaining([
        [key.jkt, true],
        [key.jkt, false],
      ]),
    });
  });

  test('gets a client a token of its own that is bound, opaque or a JWT', async () => {
    const parameters = { grant_type: 'client_credentials' };
    const { body } = await withProof(requestToken(app, shop, parameters), await key.prove(app)).expect(200);
    expect(body).toMatchObject({ token_type: 'DPoP', scope: 'organization:owner' });
    expect((await bindings('shop')).access).toEqual([key.jkt]);
    const direct = { ...parameters, response_type: 'id_token' };
    const { body: jwt } = await withProof(requestToken(app, shop, direct), await key.prove(app))
      .set('Accept', 'application/json')
      .expect(200);
    expect(decodeJwt(jwt.access_token).cnf).toEqual({ jkt: key.jkt });
  });

  test('gives a code as a JWT that names the key', async () => {
    const call = redeem(app, shop, await shopCode(), { response_type: 'id_token' });
    const { body: jwt } = await withProof(call, await key.prove(app))
      .set('Accept', 'application/json')
      .expect(200);
    expect(decodeJwt(jwt.access_token).cnf).toEqual({ jkt: key.jkt });
  });

  test.each(['ES384', 'ES512', 'Ed25519', 'PS256', 'RS256'])('may be signed by %s', async (algorithm) => {
    const one = await newDpopKey(algorithm);
    await withProof(redeem(app, shop, await shopCode()), await one.prove(app)).expect(200);
    expect((await bindings('shop')).access).toEqual([one.jkt]);
  });

  test('may spell the address differently, and have an old time with a nonce of this server', async () => {
    const htu = `HTTP://IYO.test:80${tokenPath}?a=b#c`;
    await withProof(redeem(app, shop, await shopCode()), await key.prove(app, { claims: { htu } })).expect(
      200,
    );
    const { headers } = await withProof(requestToken(app, shop, {}), await key.prove(app));
    const claims = { nonce: headers['dpop-nonce'], iat: 1 };
    await withProof(redeem(app, shop, await shopCode()), await key.prove(app, { claims })).expect(200);
  });

  // promise: dpop
  test('without one nothing changes', async () => {
    const { body, headers } = await redeem(app, shop, await shopCode()).expect(200);
    expect(body.token_type).toBe('bearer');
    expect(headers).not.toHaveProperty('dpop-nonce');
    expect(await bindings('shop')).toEqual({ access: [null], refresh: [] });
    expect(await proofs()).toBe(0);
  });

  test('is announced in the metadata document', async () => {
    const { body } = await request(app.web).get('/.well-known/oauth-authorization-server');
    expect(body.dpop_signing_alg_values_supported).toEqual(
      expect.arrayContaining(['ES256', 'EdDSA', 'RS256']),
    );
    expect(body.dpop_signing_alg_values_supported).not.toContain('HS256');
  });
});

const point = { kty: 'EC', x: 'AA', y: 'AA' };

describe('a proof is refused', () => {
  // promise: dpop-proof
  test.each<[string, (change: { privateJwk: object }) => ProofChange]>([
    ['of another type', () => ({ header: { typ: 'JWT' } })],
    ['with the private key in it', ({ privateJwk }) => ({ header: { jwk: privateJwk } })],
    ['without a key', () => ({ header: { jwk: undefined } })],
    ['with a point that is on no curve', () => ({ header: { jwk: { ...point, crv: 'P-256' } } })],
    ['with a key of another curve', () => ({ header: { jwk: { ...point, crv: 'P-384' } } })],
    ['with a key of an unknown curve', () => ({ header: { jwk: { ...point, crv: 'P-9' } } })],
    ['with a key of another algorithm', () => ({ header: { jwk: { kty: 'OKP', crv: 'X25519', x: 'AA' } } })],
    ['for another method', () => ({ claims: { htm: 'GET' } })],
    ['for another address', () => ({ claims: { htu: `${testUrl}/v1/oauth/userinfo` } })],
    ['for another server', () => ({ claims: { htu: `https://evil.example${tokenPath}` } })],
    ['without an address', () => ({ claims: { htu: undefined } })],
    ['without an id', () => ({ claims: { jti: undefined } })],
    ['with an empty id', () => ({ claims: { jti: '' } })],
    ['without a time', () => ({ claims: { iat: undefined } })],
    ['that is too old', () => ({ claims: { iat: secondsOf(app) - 301 } })],
    ['from the future', () => ({ claims: { iat: secondsOf(app) + 61 } })],
  ])('%s', async (_what, change) => {
    const proof = await key.prove(app, change(key));
    const headers = await expectRefused(
      withProof(redeem(app, shop, await shopCode()), proof),
      'invalid_dpop_proof',
    );
    expect(headers['dpop-nonce']).toMatch(/^[\w-]{43}$/);
  });

  // promise: dpop-proof
  test('by a shared secret, without a signature, by another key than the one in it, twice, or no JWT at all', async () => {
    const good = await key.prove(app);
    const [header = '', payload = '', signature = ''] = good.split('.');
    const none = Buffer.from(JSON.stringify({ alg: 'none', typ: 'dpop+jwt' })).toString('base64url');
    const shared = await new SignJWT(decodeJwt(good))
      .setProtectedHeader({ alg: 'HS256', typ: 'dpop+jwt', jwk: { kty: 'oct' } })
      .sign(Buffer.from('secret'));
    const foreign = (await key.prove(app)).split('.')[2];
    const texts = [shared, `${none}.${payload}.`, `${header}.${payload}.${foreign}`, `${good}, ${good}`, 'x'];
    for (const text of [
      ...texts,
      `${header}.${payload}`,
      `${good}x`,
      `${header}..${signature}`,
      'a'.repeat(9000),
    ])
      await expectRefused(withProof(redeem(app, shop, await shopCode()), text), 'invalid_dpop_proof');
  });

  // promise: dpop-replay
  test('that was used before, by the same key only', async () => {
    const proof = await key.prove(app, { claims: { jti: 'one' } });
    await withProof(redeem(app, shop, await shopCode()), proof).expect(200);
    const code = await shopCode();
    const again = await withProof(redeem(app, shop, code), proof);
    expect([again.status, again.body.error]).toEqual([400, 'invalid_dpop_proof']);
    const own = await other.prove(app, { claims: { jti: 'one' } });
    await withProof(redeem(app, shop, code), own).expect(200);
    const { access } = await bindings('shop');
    expect(access.sort()).toEqual([key.jkt, other.jkt].sort());
  });

  // promise: dpop-replay
  test('of many equal ones at once, all but one', async () => {
    const proof = await key.prove(app);
    const codes = await Promise.all(Array.from({ length: 6 }, () => shopCode()));
    const responses = await Promise.all(codes.map((code) => withProof(redeem(app, shop, code), proof)));
    expect(responses.map((response) => response.status).sort()).toEqual([200, 400, 400, 400, 400, 400]);
    expect((await bindings('shop')).access).toEqual([key.jkt]);
  });

  // promise: dpop-nonce
  test('with a foreign or outdated nonce', async () => {
    const { headers } = await withProof(requestToken(app, shop, {}), await key.prove(app));
    const nonce = headers['dpop-nonce'];
    for (const claims of [{ nonce: 'x' }, { nonce: 1 }, { nonce: '' }])
      await expectRefused(
        withProof(redeem(app, shop, await shopCode()), await key.prove(app, { claims })),
        'use_dpop_nonce',
      );
    app.clock.advance(900);
    const late = await key.prove(app, { claims: { nonce } });
    const refused = await expectRefused(
      withProof(redeem(app, shop, await shopCode()), late),
      'use_dpop_nonce',
    );
    const claims = { nonce: refused['dpop-nonce'] ?? '' };
    await withProof(redeem(app, shop, await shopCode()), await key.prove(app, { claims })).expect(200);
  });

  // promise: dpop-nonce
  test('without a nonce where the settings require one', async () => {
    const code = await shopCode();
    const first = await expectRefused(
      withProof(redeem(strict, shop, code), await key.prove(app)),
      'use_dpop_nonce',
    );
    const claims = { nonce: first['dpop-nonce'] ?? '' };
    await withProof(redeem(strict, shop, code), await key.prove(app, { claims })).expect(200);
    await redeem(strict, shop, await shopCode()).expect(200);
  });
});

test('proofs are kept as long as they could be replayed, and then deleted', async () => {
  await withProof(redeem(app, shop, await shopCode()), await key.prove(app)).expect(200);
  const later = (seconds: number) => new Date(app.clock.now().getTime() + seconds * 1000);
  await cleanUp(app.database, later(900));
  expect(await proofs()).toBe(1);
  await cleanUp(app.database, later(901));
  expect(await proofs()).toBe(0);
});

describe('a refresh token that is bound to a key', () => {
  // promise: dpop-binding
  test('is refused without a proof and by another key, and stays usable', async () => {
    const { refresh_token: token } = await phoneTokens();
    const before = await bindings('phone');
    const attempts = [refresh(phone, token), withProof(refresh(phone, token), await other.prove(app))];
    for (const attempt of attempts) {
      const { status, body } = await attempt;
      expect([status, body.error]).toEqual([400, 'invalid_grant']);
    }
    expect(await bindings('phone')).toEqual(before);
    await withProof(refresh(phone, token), await key.prove(app)).expect(200);
  });
});

describe('a code that is bound to a key (RFC 9449, section 10)', () => {
  test('is redeemed by that key', async () => {
    const code = await shopCode({ jkt: key.jkt });
    await withProof(redeem(app, shop, code), await key.prove(app)).expect(200);
  });

  // promise: dpop-code
  test('is refused without a proof, and by another key', async () => {
    const code = await shopCode({ jkt: key.jkt });
    await expectRefused(redeem(app, shop, code), 'invalid_grant');
    await expectRefused(withProof(redeem(app, shop, code), await other.prove(app)), 'invalid_grant');
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { createRemoteJWKSet, decodeProtectedHeader, errors, type JWTVerifyOptions, jwtVerify } from 'jose';
import request from 'supertest';
import { systemActor } from '../../src/base/actor.ts';
import { generateSigningKey } from '../../src/crypto/signing-keys.ts';
import { introduceSigningKey } from '../../src/tokens/key-rotation.ts';
import { sealing } from '../oauth/clients.ts';
import { challenge, verifier } from '../oauth/code-flow.ts';
import { authorizeUrl } from '../support/authorize.ts';
import { openShopSite, type ShopSite, shopCallback } from './shop.ts';

const day = 86_400;
/** Every server has loaded a new key within this time. */
const minute = 60;

let site: ShopSite;

beforeAll(async () => {
  site = await openShopSite();
});
afterAll(() => site.close());

const keySet = (options = {}) => createRemoteJWKSet(new URL(`${site.url}/v1/oauth/jwks`), options);

/** Options that use the clock of the server. */
const checks = (more: JWTVerifyOptions): JWTVerifyOptions => ({
  algorithms: ['ES384'],
  currentDate: site.app.clock.now(),
  ...more,
});
const ofAccess = (): JWTVerifyOptions => checks({ issuer: 'itsyouonline', audience: 'drones' });

/** A JWT of Alice for another audience, issued to her own API key. */
async function newJwt(): Promise<string> {
  const { applicationId, secret } = site.alice.apiKey;
  const credentials = { grant_type: 'client_credentials', client_id: applicationId, client_secret: secret };
  const { text } = await request(site.url)
    .post('/v1/oauth/access_token')
    .type('form')
    .send({ ...credentials, response_type: 'id_token', scope: 'user:name', aud: 'drones' })
    .expect(200);
  return text;
}

async function newIdToken(): Promise<string> {
  const pkce = { code_challenge: challenge, code_challenge_method: 'S256' };
  const parameters = { redirect_uri: shopCallback, scope: 'openid user:name', nonce: 'n-1', ...pkce };
  const callback = await site.visitor.goTo(`${site.url}${authorizeUrl(parameters)}`);
  const { body } = await request(site.url)
    .post('/v1/oauth/access_token')
    .type('form')
    .send({ client_id: 'shop', client_secret: site.secret, redirect_uri: shopCallback })
    .send({ code: callback.searchParams.get('code'), code_verifier: verifier })
    .expect(200);
  return body.id_token;
}

const kidOf = (jwt: string) => decodeProtectedHeader(jwt).kid;

async function rotate(): Promise<void> {
  const key = await generateSigningKey(sealing);
  await introduceSigningKey(site.app.database.db, systemActor(site.app.clock.now()), key);
}

describe('jose 6', () => {
  // promise: id-token-kid
  test('verifies an ID token with the published keys', async () => {
    const options = checks({ issuer: site.url, audience: 'shop', typ: 'JWT', requiredClaims: ['nonce'] });
    const { payload } = await jwtVerify(await newIdToken(), keySet(), options);
    expect(payload).toMatchObject({ sub: 'alice', nonce: 'n-1', 'user:name': 'Alice Liddell' });
  });

  test('verifies a JWT for a third party with the published keys', async () => {
    const { payload } = await jwtVerify(await newJwt(), keySet(), ofAccess());
    expect(payload).toMatchObject({ username: 'alice', scope: ['user:name'], aud: ['drones'] });
  });

  test('refuses one for someone else, of another issuer, expired, or changed', async () => {
    const [jwt, keys] = [await newJwt(), keySet()];
    for (const other of [{ audience: 'ships' }, { issuer: 'other' }]) {
      await expect(jwtVerify(jwt, keys, { ...ofAccess(), ...other })).rejects.toBeInstanceOf(
        errors.JWTClaimValidationFailed,
      );
    }
    const later = new Date(site.app.clock.now().getTime() + (day + 1) * 1000);
    await expect(jwtVerify(jwt, keys, { ...ofAccess(), currentDate: later })).rejects.toBeInstanceOf(
      errors.JWTExpired,
    );
    const [header, , signature] = jwt.split('.');
    const [, payload] = (await newIdToken()).split('.');
    await expect(jwtVerify(`${header}.${payload}.${signature}`, keys)).rejects.toBeInstanceOf(
      errors.JWSSignatureVerificationFailed,
    );
  });

  // promise: oidcc-server-rotate-keys
  test('works through a key rotation: one key set verifies tokens signed by either key', async () => {
    await rotate();
    site.app.clock.advance(minute);
    const keys = keySet();
    const before = await newJwt();
    await jwtVerify(before, keys, ofAccess());
    site.app.clock.advance(day - minute - 1);
    await jwtVerify(before, keys, ofAccess());
    site.app.clock.advance(2);
    const after = await newJwt();
    expect(kidOf(after)).not.toBe(kidOf(before));
    // Fetched before the new key had signed anything, and not again.
    expect((await jwtVerify(after, keys, ofAccess())).protectedHeader.kid).toBe(kidOf(after));
  });

  // promise: oidcc-server-rotate-keys
  test('with keys from before a rotation fetches the new one by its id', async () => {
    const keys = keySet({ cooldownDuration: 0 });
    await jwtVerify(await newJwt(), keys, ofAccess());
    await rotate();
    site.app.clock.advance(day + 1);
    const after = await newJwt();
    expect(keys.jwks()?.keys.map(({ kid }) => kid)).not.toContain(kidOf(after));
    await jwtVerify(after, keys, ofAccess());
  });
});

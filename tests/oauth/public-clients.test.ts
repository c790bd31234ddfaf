import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import type { TestClient } from './clients.ts';
import {
  callback,
  challenge,
  newCode,
  newKey,
  redeem,
  requestToken,
  share,
  tokenPath,
  verifier,
} from './code-flow.ts';

const nativeCallback = 'http://127.0.0.1/callback';

let app: TestApp;
let confidential: TestClient;
let native: TestClient;
const shop = { id: 'shop' };

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'alice' });
  for (const globalid of ['shop', 'closed']) await newOrganization(app.database.db, globalid);
  confidential = await newKey(app, 'shop');
  native = await newKey(app, 'shop', { isPublic: true, callbackUrl: nativeCallback });
  await newKey(app, 'shop', { isPublic: true, callbackUrl: 'com.shop.app:/callback' });
  await newKey(app, 'closed');
  await share(app, { username: 'alice', client: 'shop' });
});
afterAll(() => app.close());

const redirectUri = 'http://127.0.0.1:51234/callback';
const code = (content: Parameters<typeof newCode>[3] = {}) =>
  newCode(app, 'alice', 'shop', { redirectUri, codeChallenge: challenge, ...content });
const redeemHere = (text: string, more: Readonly<Record<string, string>> = {}) =>
  redeem(app, shop, text, { redirect_uri: redirectUri, code_verifier: verifier, ...more });

async function expectRefused(response: ReturnType<typeof redeem>, error: string): Promise<void> {
  const { status, body } = await response;
  expect([status, body.error]).toEqual([400, error]);
}

describe('a public client (RFC 6749, section 2.1)', () => {
  test('redeems a code with PKCE and no secret; its key is the one with the matching callback', async () => {
    const { body } = await redeemHere(await code()).expect(200);
    expect(body.scope).toBe('user:name');
    const grants = await app.database.db
      .selectFrom('authorization_grants as g')
      .innerJoin('organization_api_keys as k', 'k.key_id', 'g.organization_key_id')
      .select('k.callback_url')
      .execute();
    expect(grants).toEqual([{ callback_url: nativeCallback }]);
  });

  // promise: token-parameters
  test('may authenticate by HTTP Basic with an empty password; one with a secret may not', async () => {
    const form = { grant_type: 'authorization_code', redirect_uri: redirectUri, code_verifier: verifier };
    const basic = (id: string, sent: object) =>
      request(app.web).post(tokenPath).auth(id, '').type('form').send(sent);
    const { body } = await basic('shop', { ...form, code: await code() }).expect(200);
    expect(body.scope).toBe('user:name');
    const refused = await basic('closed', { ...form, code: 'x' });
    expect([refused.status, refused.body.error]).toEqual([401, 'invalid_client']);
    expect(refused.headers['www-authenticate']).toMatch(/^Basic/);
  });

  // promise: pkce
  test('redeems nothing without PKCE', async () => {
    await expectRefused(redeemHere(await code({ codeChallenge: undefined })), 'invalid_grant');
    await expectRefused(
      redeemHere(await code({ codeChallenge: undefined }), { code_verifier: '' }),
      'invalid_grant',
    );
    await expectRefused(redeemHere(await code(), { code_verifier: '' }), 'invalid_grant');
  });

  test('redeems nothing that belongs to a key with a secret', async () => {
    const text = await code({ redirectUri: callback });
    await expectRefused(redeemHere(text, { redirect_uri: callback }), 'invalid_grant');
    await redeem(app, confidential, text, { code_verifier: verifier }).expect(200);
  });

  // promise: client-credentials
  test('gets no token for the organization', async () => {
    await expectRefused(requestToken(app, shop, { grant_type: 'client_credentials' }), 'unauthorized_client');
  });

  test('cannot use the secret that its key has in the tables', async () => {
    await expectRefused(redeem(app, native, await code(), { redirect_uri: redirectUri }), 'invalid_client');
  });

  test.each(['closed', 'nobody'])('%s, without such a key, needs a secret', async (id) => {
    await expectRefused(redeem(app, { id }, await code()), 'invalid_request');
  });

  // promise: asvs-10.4.5
  test('rotates its refresh tokens, but not those of a key with a secret', async () => {
    const own = (await redeemHere(await code({ wantsOffline: true })).expect(200)).body;
    const refresh = (token: string) =>
      requestToken(app, shop, { grant_type: 'refresh_token', refresh_token: token });
    const next = (await refresh(own.refresh_token).expect(200)).body;
    expect(next.refresh_token).not.toBe(own.refresh_token);
    const text = await newCode(app, 'alice', 'shop', { wantsOffline: true });
    const foreign = (await redeem(app, confidential, text).expect(200)).body;
    await expectRefused(refresh(foreign.refresh_token), 'invalid_grant');
  });

  test('that keeps failing has to wait, per network', async () => {
    for (let tries = 0; tries < 60; tries += 1) await redeemHere('x');
    expect((await redeemHere('x')).status).toBe(429);
    await redeem(app, confidential, 'x').expect(429);
  });
});

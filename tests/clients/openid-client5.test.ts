import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AuthorizationParameters, type Client, generators, Issuer } from 'openid-client5';
import { sealing } from '../oauth/clients.ts';
import { newKey } from '../oauth/code-flow.ts';
import { addSigningKey } from '../support/signing-keys.ts';
import { openShopSite, type ShopSite, shopCallback } from './shop.ts';

let site: ShopSite;
let issuer: Issuer;
let shop: Client;

beforeAll(async () => {
  site = await openShopSite();
  await addSigningKey(site.app.database.db, sealing, site.app.clock.now(), 'RS256');
  issuer = await Issuer.discover(site.url);
  shop = newClient(site.secret);
});
afterAll(() => site.close());

/** Version 5 expects RS256 unless configured otherwise. */
function newClient(secret: string): Client {
  return new issuer.Client({
    client_id: 'shop',
    client_secret: secret,
    redirect_uris: [shopCallback],
    response_types: ['code'],
    id_token_signed_response_alg: 'ES384',
  });
}

/** Sends a user to sign in. @returns what the library is called with afterwards */
async function visit(
  scope: string,
  decision: 'allow' | 'cancel' = 'allow',
  more: AuthorizationParameters = {},
) {
  const checks = {
    code_verifier: generators.codeVerifier(),
    state: generators.state(),
    nonce: generators.nonce(),
  };
  const address = shop.authorizationUrl({
    scope,
    state: checks.state,
    nonce: checks.nonce,
    code_challenge: generators.codeChallenge(checks.code_verifier),
    code_challenge_method: 'S256',
    ...more,
  });
  const parameters = shop.callbackParams((await site.visitor.goTo(address, decision)).href);
  return { redeem: () => shop.callback(shopCallback, parameters, { ...checks, response_type: 'code' }) };
}

describe('openid-client 5', () => {
  // promise: oidcc-userinfo-post-body
  test('signs a user in and identifies the user', async () => {
    const { redeem } = await visit('openid profile');
    const tokens = await redeem();
    expect(tokens.claims()).toMatchObject({ iss: site.url, sub: 'alice', aud: 'shop' });
    expect(tokens.expired()).toBe(false);
    expect(await shop.userinfo(tokens)).toMatchObject({ sub: 'alice', name: 'Alice Liddell' });
    expect(await shop.userinfo(tokens, { method: 'POST', via: 'body' })).toMatchObject({ sub: 'alice' });
  });

  test('needs no setting where the API key wants ID tokens by RS256', async () => {
    const callbackUrl = shopCallback;
    const { secret } = await newKey(site.app, 'shop', { callbackUrl, algorithm: 'RS256' });
    const previous = shop;
    shop = new issuer.Client({ client_id: 'shop', client_secret: secret, redirect_uris: [shopCallback] });
    const { redeem } = await visit('openid profile');
    expect((await redeem()).claims().sub).toBe('alice');
    shop = previous;
  });

  test('refreshes, introspects and revokes', async () => {
    const { redeem } = await visit('openid user:name offline_access');
    const tokens = await redeem();
    const next = await shop.refresh(tokens);
    expect(next.claims().sub).toBe('alice');
    expect(await shop.introspect(next.access_token ?? '')).toMatchObject({ active: true, username: 'alice' });
    await shop.revoke(next.refresh_token ?? '', 'refresh_token');
    expect(await shop.introspect(next.access_token ?? '')).toEqual({ active: false });
    await expect(shop.refresh(next)).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  test('gets a token for the organization itself and calls the API with it', async () => {
    const { secret } = await newKey(site.app, 'shop', { allowsClientCredentials: true });
    const own = newClient(secret);
    const tokens = await own.grant({ grant_type: 'client_credentials' });
    const { body } = await own.requestResource(`${site.url}/api/organizations/shop`, tokens);
    expect(JSON.parse(String(body))).toMatchObject({ globalid: 'shop' });
  });
});

describe('openid-client 5 throws, with the code of the protocol', () => {
  test('when the user refuses', async () => {
    const { redeem } = await visit('openid user:github', 'cancel');
    await expect(redeem()).rejects.toMatchObject({ name: 'OPError', error: 'access_denied' });
  });

  test('with prompt=none when the user must be asked', async () => {
    const { redeem } = await visit('openid user:github', 'allow', { prompt: 'none' });
    await expect(redeem()).rejects.toMatchObject({ error: 'consent_required' });
  });

  test('for a wrong secret', async () => {
    const failed = newClient('wrong').grant({ grant_type: 'client_credentials' });
    await expect(failed).rejects.toMatchObject({
      error: 'invalid_client',
      error_description: 'Unknown client, or wrong client secret.',
    });
  });

  test('for a code that has expired', async () => {
    const { redeem } = await visit('openid');
    site.app.clock.advance(11);
    await expect(redeem()).rejects.toMatchObject({ error: 'invalid_grant' });
    site.app.clock.advance(-11);
  });

  test('for a revoked token', async () => {
    await expect(shop.userinfo('unknown')).rejects.toMatchObject({ error: 'invalid_token' });
  });
});

import { generateCodeVerifier, OAuth2Client, type OAuth2Token } from '@badgateway/oauth2-client';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openShopSite, type ShopSite, shopCallback } from './shop.ts';

let site: ShopSite;
let shop: OAuth2Client;

beforeAll(async () => {
  site = await openShopSite();
  shop = new OAuth2Client({ server: `${site.url}/`, clientId: 'shop', clientSecret: site.secret });
});
afterAll(() => site.close());

async function signIn(): Promise<OAuth2Token> {
  const parameters = { redirectUri: shopCallback, state: 'xyz', codeVerifier: await generateCodeVerifier() };
  const scope = ['openid', 'profile', 'email', 'offline_access'];
  const address = await shop.authorizationCode.getAuthorizeUri({ ...parameters, scope });
  const back = await site.visitor.goTo(address);
  return shop.authorizationCode.getTokenFromCodeRedirect(back, parameters);
}

describe('@badgateway/oauth2-client', () => {
  // promise: clients
  test('discovers the endpoints, signs in, and identifies the user by userinfo', async () => {
    const { accessToken } = await signIn();
    const headers = { Authorization: `Bearer ${accessToken}` };
    const response = await fetch(`${site.url}/v1/oauth/userinfo`, { headers });
    expect(await response.json()).toMatchObject({ sub: 'alice', email: 'alice@wonderland.example' });
  });

  // promise: clients
  test('refreshes, introspects and revokes', async () => {
    const next = await shop.refreshToken(await signIn());
    expect(await shop.introspect(next)).toMatchObject({ active: true, scope: 'openid profile email' });
    await shop.revoke(next, 'refresh_token');
    await expect(shop.refreshToken(next)).rejects.toMatchObject({ oauth2Code: 'invalid_grant' });
  });
});

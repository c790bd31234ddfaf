import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type AccessToken, AuthorizationCode } from 'simple-oauth2';
import { challenge, verifier } from '../oauth/code-flow.ts';
import { underTest } from './profile.ts';
import { openShopSite, type ShopSite, shopCallback } from './shop.ts';

let site: ShopSite;
let shop: AuthorizationCode;

beforeAll(async () => {
  site = await openShopSite();
  shop = newClient(site.secret);
});
afterAll(() => site.close());

/** As in its manual, with other addresses. */
function newClient(secret: string): AuthorizationCode {
  const auth = {
    tokenHost: site.url,
    tokenPath: '/v1/oauth/access_token',
    revokePath: '/v1/oauth/revoke',
    authorizePath: '/v1/oauth/authorize',
  };
  return new AuthorizationCode({ client: { id: 'shop', secret }, auth });
}

/** The library does not generate PKCE parameters, but sends those it is given. */
const { sent, shown } =
  underTest.profile === 'strict'
    ? {
        sent: { code_challenge: challenge, code_challenge_method: 'S256' },
        shown: { code_verifier: verifier },
      }
    : { sent: {}, shown: {} };

async function signIn(client = shop): Promise<AccessToken> {
  const scope = 'openid profile email offline_access';
  const address = client.authorizeURL({ redirect_uri: shopCallback, scope, state: 'xyz', ...sent });
  const { searchParams } = await site.visitor.goTo(address);
  expect(searchParams.get('state')).toBe('xyz');
  return client.getToken({ code: searchParams.get('code') ?? '', redirect_uri: shopCallback, ...shown });
}

describe('simple-oauth2', () => {
  test('signs in, and identifies the user by userinfo', async () => {
    const { token } = await signIn();
    expect(token).toMatchObject({ token_type: 'bearer', scope: 'openid profile email' });
    const headers = { Authorization: `Bearer ${token.access_token}` };
    const response = await fetch(`${site.url}/v1/oauth/userinfo`, { headers });
    expect(await response.json()).toMatchObject({ sub: 'alice', name: 'Alice Liddell' });
  });

  // promise: clients
  test('refreshes, also twice at once, and revokes: it parses every response as JSON', async () => {
    const signedIn = await signIn();
    const [one, two] = await Promise.all([signedIn.refresh(), signedIn.refresh()]);
    expect(one.token.refresh_token).toBe(two.token.refresh_token);
    const next = await two.refresh();
    await next.revokeAll();
    await expect(next.refresh()).rejects.toMatchObject({ data: { payload: { error: 'invalid_grant' } } });
  });

  test('throws for a wrong secret', async () => {
    const refused = { data: { payload: { error: 'invalid_client' } } };
    await expect(signIn(newClient('wrong'))).rejects.toMatchObject(refused);
  });
});

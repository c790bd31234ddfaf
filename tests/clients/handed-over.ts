import { expect, test } from '@jest/globals';
import type { Visitor } from './person.ts';
import type { ShopSite } from './shop.ts';

/** Tokens handed over to the application by a library that neither refreshes nor signs out. */
export interface HandedOver {
  readonly site: ShopSite;
  /** Of the client `forum`. */
  readonly secret: string;
  /** A post-logout redirect URI of the client. */
  readonly back: string;
  signIn(visitor: Visitor): Promise<{ readonly refreshToken: string; readonly idToken: string }>;
}

/** Tests that the application can refresh and sign out with those tokens. */
export function testHandedOverTokens(opened: () => HandedOver): void {
  // promise: clients
  test('hands over a refresh token that the application can use', async () => {
    const { refreshToken } = await opened().signIn(opened().site.visitor);
    const { status, body } = await refresh(opened(), refreshToken);
    expect([status, body.refresh_token === refreshToken]).toEqual([200, false]);
    expect((await refresh(opened(), body.refresh_token)).status).toBe(200);
    expect((await refresh(opened(), 'x')).status).toBe(400);
  });

  // promise: clients
  test('hands over an ID token by which the application signs the user out, and no one else', async () => {
    const { site, back, signIn } = opened();
    const bob = site.openBob();
    const [{ idToken: ofAlice }, { idToken }] = [await signIn(site.visitor), await signIn(bob)];
    expect((await signOut(bob, ofAlice, back)).status).toBe(200);
    expect((await bob.agent.get('/account')).status).toBe(200);
    const response = await signOut(bob, idToken, back);
    expect([response.status, response.headers.location]).toEqual([303, back]);
    expect((await bob.agent.get('/account')).headers.location).toMatch(/^\/login/);
    expect((await site.visitor.agent.get('/account')).status).toBe(200);
  });
}

async function refresh({ site, secret }: HandedOver, refreshToken: string) {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const body = new URLSearchParams({ ...form, client_id: 'forum', client_secret: secret });
  const response = await fetch(`${site.url}/v1/oauth/access_token`, { method: 'POST', body });
  return { status: response.status, body: await response.json() };
}

/** Sends the user's browser to sign out. */
function signOut(visitor: Visitor, idToken: string, back: string) {
  const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: back });
  return visitor.agent.get(`/v1/oauth/logout?${query}`);
}

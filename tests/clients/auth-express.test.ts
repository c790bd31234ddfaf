import { ExpressAuth, type ExpressAuthConfig } from '@auth/express';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express from 'express';
import { newClient } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { openUserAgent, type UserAgent } from '../support/user-agent.ts';
import { openShopSite, type ShopSite } from './shop.ts';

let site: ShopSite;
let listening: Listening;
let secret: string;

beforeAll(async () => {
  site = await openShopSite();
  listening = await listen();
  secret = await newClient(site.app, 'forum', { callbackUrl: `${listening.url}/auth/callback/iyo` });
});
afterAll(async () => {
  await listening.close();
  await site.close();
});

/** As in its manual; `account` is what the provider returned, kept in the session for the application. */
function openForum(provider: object = {}): UserAgent {
  const web = express();
  const iyo = {
    id: 'iyo',
    name: 'IYO',
    type: 'oidc',
    issuer: site.url,
    clientId: 'forum',
    clientSecret: secret,
    ...provider,
  } as const;
  const callbacks: ExpressAuthConfig['callbacks'] = {
    jwt: ({ token, account }) => (account ? { ...token, account } : token),
    session: ({ session, token }) => ({ ...session, account: token.account }),
  };
  const words = 'a long, randomly-generated string stored in env';
  web.use('/auth', ExpressAuth({ providers: [iyo], secret: words, trustHost: true, callbacks }));
  listening.serve(web);
  return openUserAgent({ web: listening.url });
}

async function signIn(forum: UserAgent): Promise<{ user: object; account: Record<string, string> }> {
  const { csrfToken } = (await forum.get('/auth/csrf')).body;
  const leaving = await forum.postForm('/auth/signin/iyo', { csrfToken });
  const { pathname, search } = await site.visitor.goTo(String(leaving.headers.location));
  await forum.get(`${pathname}${search}`);
  return (await forum.get('/auth/session')).body;
}

const user = { name: 'Alice Liddell', email: 'alice@wonderland.example' };

describe('@auth/express', () => {
  // promise: clients
  test('signs in, has name and address from the ID token alone, and signs out', async () => {
    const forum = openForum();
    expect((await signIn(forum)).user).toMatchObject(user);
    const { csrfToken } = (await forum.get('/auth/csrf')).body;
    await forum.postForm('/auth/signout', { csrfToken });
    expect((await forum.get('/auth/session')).body).toBeNull();
  });

  // promise: clients
  test('requests userinfo when configured to', async () => {
    expect((await signIn(openForum({ idToken: false }))).user).toMatchObject(user);
  });

  // promise: clients
  test('keeps the tokens with which its application refreshes and signs out here', async () => {
    const scope = 'openid profile email offline_access';
    const { account } = await signIn(openForum({ authorization: { params: { scope } } }));
    const { refresh_token = '', id_token = '' } = account;
    const form = { grant_type: 'refresh_token', client_id: 'forum', client_secret: secret, refresh_token };
    const body = new URLSearchParams(form);
    const refreshed = await fetch(`${site.url}/v1/oauth/access_token`, { method: 'POST', body });
    expect(await refreshed.json()).toMatchObject({ scope: 'openid profile email', token_type: 'bearer' });
    const post_logout_redirect_uri = `${listening.url}/auth/callback/iyo`;
    const query = new URLSearchParams({ id_token_hint: id_token, post_logout_redirect_uri });
    const left = await site.visitor.agent.get(`/v1/oauth/logout?${query}`);
    expect(left.headers.location).toBe(post_logout_redirect_uri);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import oidc from 'express-openid-connect';
import { sealing } from '../oauth/clients.ts';
import { newKey } from '../oauth/code-flow.ts';
import { type Listening, listen } from '../support/listening.ts';
import { addSigningKey } from '../support/signing-keys.ts';
import { openUserAgent, type UserAgent } from '../support/user-agent.ts';
import { openShopSite, type ShopSite } from './shop.ts';

let site: ShopSite;
let listening: Listening;

beforeAll(async () => {
  site = await openShopSite();
  await addSigningKey(site.app.database.db, sealing, site.app.clock.now(), 'RS256');
  listening = await listen();
  const key = await newKey(site.app, 'shop', {
    callbackUrl: `${listening.url}/callback`,
    algorithm: 'RS256',
    postLogoutRedirectUris: [listening.url],
  });
  listening.serve(newForum(key.secret));
});
afterAll(async () => {
  await listening.close();
  await site.close();
});

/** By default it requests an ID token only, and expects RS256, which the API key is set to. */
function newForum(clientSecret: string): Express {
  const web = express();
  const settings = {
    issuerBaseURL: site.url,
    baseURL: listening.url,
    clientID: 'shop',
    clientSecret,
    secret: 'a long, randomly-generated string stored in env',
    authRequired: false,
    idpLogout: true,
    authorizationParams: { response_type: 'code', scope: 'openid profile email offline_access' },
  };
  web.use(oidc.auth(settings));
  web.get('/', (request, response) => void response.json({ user: request.oidc.user ?? null }));
  web.get('/refresh', async (request, response) => {
    const { access_token } = (await request.oidc.accessToken?.refresh()) ?? {};
    const profile = await request.oidc.fetchUserInfo();
    response.json({ access_token, profile });
  });
  return web;
}

async function signIn(forum: UserAgent): Promise<void> {
  const address = String((await forum.get('/login')).headers.location);
  const { pathname, search } = await site.visitor.goTo(address);
  await forum.get(`${pathname}${search}`);
}

describe('express-openid-connect', () => {
  // promise: clients
  test('signs in; the ID token has name and address', async () => {
    const forum = openUserAgent({ web: listening.url });
    await signIn(forum);
    const user = { sub: 'alice', name: 'Alice Liddell', email: 'alice@wonderland.example' };
    expect((await forum.get('/')).body.user).toMatchObject(user);
  });

  // promise: clients
  test('refreshes and fetches userinfo', async () => {
    const forum = openUserAgent({ web: listening.url });
    await signIn(forum);
    expect((await forum.get('/refresh')).body).toMatchObject({
      access_token: expect.stringMatching(/^[\w-]{28}$/),
      profile: { sub: 'alice', name: 'Alice Liddell' },
    });
  });

  // promise: clients
  test('signs out at the application and here, and the browser comes back', async () => {
    const forum = openUserAgent({ web: listening.url });
    await signIn(forum);
    const { pathname, search } = new URL(String((await forum.get('/logout')).headers.location));
    const response = await site.visitor.agent.get(`${pathname}${search}`);
    expect(response.headers.location).toBe(listening.url);
    expect((await forum.get('/')).body.user).toBeNull();
  });
});

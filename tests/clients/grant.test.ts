import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express, type RequestHandler } from 'express';
import type { GrantConfig } from 'grant';
import { newClient } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { memorySessions } from './memory-sessions.ts';
import type { Visitor } from './person.ts';
import { openShopSite, type ShopSite } from './shop.ts';

/** Its declarations are those of an ES module, which it is not. */
const grant: { express(config: GrantConfig): RequestHandler } = createRequire(import.meta.url)('grant');

let site: ShopSite;
let listening: Listening;
let secret: string;

beforeAll(async () => {
  site = await openShopSite();
  listening = await listen();
  const callbackUrl = `${listening.url}/connect/iyo/callback`;
  secret = await newClient(site.app, 'forum', { callbackUrl });
  listening.serve(newForum());
});
afterAll(async () => {
  await listening.close();
  await site.close();
});

function newForum(): Express {
  const iyo = {
    key: 'forum',
    secret,
    oauth: 2,
    authorize_url: `${site.url}/v1/oauth/authorize`,
    access_url: `${site.url}/v1/oauth/access_token`,
    profile_url: `${site.url}/v1/oauth/userinfo`,
    scope: ['openid', 'profile', 'email', 'offline_access'],
    scope_delimiter: ' ',
    nonce: true,
    state: true,
    pkce: true,
    response: ['tokens', 'jwt', 'profile'],
    callback: '/hello',
  };
  const web = express();
  web.use(memorySessions());
  web.use(grant.express({ defaults: { origin: listening.url, transport: 'session' }, iyo }));
  web.get('/hello', (request, response) => {
    const { session } = request as unknown as { readonly session: { readonly grant: { response: object } } };
    response.json(session.grant.response);
  });
  return web;
}

/** @returns what the application is told */
async function signIn(visitor: Visitor) {
  const forum = openUserAgent({ web: listening.url });
  const { pathname, search } = await visitor.goTo(String((await forum.get('/connect/iyo')).headers.location));
  const { body } = await forum.follow(await forum.get(`${pathname}${search}`));
  return { ...body, refreshToken: body.refresh_token, idToken: body.id_token };
}

/** As its manual leaves it to the application: the library itself neither refreshes nor signs out. */
async function refresh(refreshToken: string) {
  const form = { grant_type: 'refresh_token', refresh_token: refreshToken };
  const body = new URLSearchParams({ ...form, client_id: 'forum', client_secret: secret });
  const answer = await fetch(`${site.url}/v1/oauth/access_token`, { method: 'POST', body });
  return { status: answer.status, body: await answer.json() };
}

/** Sends the browser of a user to sign out. */
function signOut(visitor: Visitor, idToken: string) {
  const back = `${listening.url}/connect/iyo/callback`;
  const query = new URLSearchParams({ id_token_hint: idToken, post_logout_redirect_uri: back });
  return visitor.agent.get(`/v1/oauth/logout?${query}`);
}

describe('grant', () => {
  test('signs in with state, nonce and PKCE, reads the ID token and fetches the profile', async () => {
    const forum = openUserAgent({ web: listening.url });
    const address = String((await forum.get('/connect/iyo')).headers.location);
    const { pathname, search } = await site.visitor.goTo(address);
    const { body } = await forum.follow(await forum.get(`${pathname}${search}`));
    expect(body).toMatchObject({
      access_token: expect.stringMatching(/^[\w-]{28}$/),
      jwt: { id_token: { payload: { sub: 'alice', name: 'Alice Liddell' } } },
      profile: { sub: 'alice', email: 'alice@wonderland.example' },
    });
  });

  test('hands over a refresh token that the application can use', async () => {
    const { refreshToken } = await signIn(site.visitor);
    const { status, body } = await refresh(refreshToken);
    expect([status, body.refresh_token === refreshToken]).toEqual([200, false]);
    expect((await refresh(body.refresh_token)).status).toBe(200);
    expect((await refresh('x')).status).toBe(400);
  });

  test('hands over an ID token by which the application signs the user out, and no one else', async () => {
    const bob = site.openBob();
    const [{ idToken: ofAlice }, { idToken }] = [await signIn(site.visitor), await signIn(bob)];
    expect((await signOut(bob, ofAlice)).status).toBe(200);
    expect((await bob.agent.get('/account')).status).toBe(200);
    const answer = await signOut(bob, idToken);
    expect([answer.status, answer.headers.location]).toEqual([303, `${listening.url}/connect/iyo/callback`]);
    expect((await bob.agent.get('/account')).headers.location).toMatch(/^\/login/);
    expect((await site.visitor.agent.get('/account')).status).toBe(200);
  });
});

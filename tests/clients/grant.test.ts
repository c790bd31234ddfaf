import { createRequire } from 'node:module';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express, type RequestHandler } from 'express';
import type { GrantConfig } from 'grant';
import { newClient } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { testHandedOverTokens } from './handed-over.ts';
import { memorySessions } from './memory-sessions.ts';
import type { Visitor } from './person.ts';
import { openShopSite, type ShopSite } from './shop.ts';

/** Its types declare an ES module, but it is a CommonJS one. */
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

/** @returns what the application receives */
async function signIn(visitor: Visitor) {
  const forum = openUserAgent({ web: listening.url });
  const { pathname, search } = await visitor.goTo(String((await forum.get('/connect/iyo')).headers.location));
  const { body } = await forum.follow(await forum.get(`${pathname}${search}`));
  return { ...body, refreshToken: body.refresh_token, idToken: body.id_token };
}

describe('grant', () => {
  // promise: clients
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

  testHandedOverTokens(() => ({ site, secret, signIn, back: `${listening.url}/connect/iyo/callback` }));
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import { Passport } from 'passport';
import OpenIDConnectStrategy from 'passport-openidconnect';
import { newClient } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { testHandedOverTokens } from './handed-over.ts';
import { memorySessions } from './memory-sessions.ts';
import type { Visitor } from './person.ts';
import { openShopSite, type ShopSite } from './shop.ts';

let site: ShopSite;
let listening: Listening;
let secret: string;

beforeAll(async () => {
  site = await openShopSite();
  listening = await listen();
  const callbackUrl = `${listening.url}/callback`;
  secret = await newClient(site.app, 'forum', { callbackUrl });
  listening.serve(newForum(secret, callbackUrl));
});
afterAll(async () => {
  await listening.close();
  await site.close();
});

/** As in its manual, with other addresses. */
function newForum(clientSecret: string, callbackURL: string): Express {
  const options = {
    issuer: site.url,
    authorizationURL: `${site.url}/v1/oauth/authorize`,
    tokenURL: `${site.url}/v1/oauth/access_token`,
    userInfoURL: `${site.url}/v1/oauth/userinfo`,
    clientID: 'forum',
    clientSecret,
    callbackURL,
    scope: ['profile', 'email', 'offline_access'],
  };
  const passport = new Passport();
  const strategy = new OpenIDConnectStrategy(
    options,
    (
      _issuer: string,
      profile: object,
      _context: object,
      idToken: string | object,
      _accessToken: string | object,
      refreshToken: string,
      done: OpenIDConnectStrategy.VerifyCallback,
    ) => done(null, { ...profile, idToken, refreshToken }),
  );
  passport.use('iyo', strategy);
  const authenticate = passport.authenticate('iyo', { session: false });
  const web = express();
  web.use(memorySessions());
  web.get('/login', authenticate);
  web.get('/callback', authenticate, (request, response) => void response.json(request.user));
  return web;
}

/** @returns what the application receives */
async function signIn(visitor: Visitor) {
  const forum = openUserAgent({ web: listening.url });
  const { pathname, search } = await visitor.goTo(String((await forum.get('/login')).headers.location));
  return (await forum.get(`${pathname}${search}`)).body;
}

describe('passport-openidconnect', () => {
  // promise: clients
  test('signs in and learns name and address without a further question', async () => {
    const forum = openUserAgent({ web: listening.url });
    const address = String((await forum.get('/login')).headers.location);
    const { pathname, search } = await site.visitor.goTo(address);
    const { status, body } = await forum.get(`${pathname}${search}`);
    expect([status, body]).toEqual([
      200,
      expect.objectContaining({
        id: 'alice',
        displayName: 'Alice Liddell',
        emails: [{ value: 'alice@wonderland.example' }],
      }),
    ]);
  });

  testHandedOverTokens(() => ({ site, secret, signIn, back: `${listening.url}/callback` }));

  test('refuses a response to a request of another browser', async () => {
    const forum = openUserAgent({ web: listening.url });
    const address = String((await forum.get('/login')).headers.location);
    const { pathname, search } = await site.visitor.goTo(address);
    const other = openUserAgent({ web: listening.url });
    expect((await other.get(`${pathname}${search}`)).status).toBe(403);
  });
});

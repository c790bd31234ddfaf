import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import { Passport } from 'passport';
import OAuth2Strategy from 'passport-oauth2';
import type { Response } from 'supertest';
import { newClient } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { newApiKey } from '../support/organizations.ts';
import { openUserAgent, type UserAgent } from '../support/user-agent.ts';
import { memorySessions } from './memory-sessions.ts';
import { underTest } from './profile.ts';
import { openShopSite, type ShopSite } from './shop.ts';

let site: ShopSite;
let listening: Listening;

beforeAll(async () => {
  site = await openShopSite();
  listening = await listen();
  const callback = `${listening.url}/callback`;
  const secret = await newClient(site.app, 'forum', { callbackUrl: `${callback}/right` });
  const other = { globalid: 'forum', label: 'other', callbackUrl: `${callback}/wrong` };
  await newApiKey(site.app.database.db, other);
  listening.serve(newForum({ right: secret, wrong: 'wrong' }));
});
afterAll(async () => {
  await listening.close();
  await site.close();
});

/** A typical forum. It offers a sign-in for each secret, under its name. */
function newForum(secrets: Readonly<Record<string, string>>): Express {
  const web = express();
  const passport = new Passport();
  web.use(memorySessions());
  for (const [name, clientSecret] of Object.entries(secrets)) {
    const callbackURL = `${listening.url}/callback/${name}`;
    passport.use(name, newStrategy({ clientSecret, callbackURL }));
    const authenticate = passport.authenticate(name, { session: false });
    web.get(`/login/${name}`, authenticate);
    web.get(`/callback/${name}`, authenticate, (request, response) => void response.json(request.user));
  }
  web.use(showFailure);
  return web;
}

const showFailure: express.ErrorRequestHandler = (error, _request, response, _next) => {
  const { name, message, code } = error as Error & { readonly code?: string };
  response.status(500).json({ name, message, code });
};

class Strategy extends OAuth2Strategy {
  /** The library puts the token into the query, unless configured to use the header, as a strict server requires. */
  override userProfile(accessToken: string, done: (error: unknown, profile?: unknown) => void): void {
    this._oauth2.useAuthorizationHeaderforGET(underTest.profile === 'strict');
    this._oauth2.get(`${site.url}/api/users/alice/info`, accessToken, (error, body) =>
      error ? done(error) : done(null, JSON.parse(String(body))),
    );
  }
}

function newStrategy(own: { readonly clientSecret: string; readonly callbackURL: string }): Strategy {
  const options = {
    authorizationURL: `${site.url}/v1/oauth/authorize`,
    tokenURL: `${site.url}/v1/oauth/access_token`,
    clientID: 'forum',
    scope: ['user:name', 'user:email', 'offline_access'],
    state: true,
    pkce: true,
    ...own,
  };
  const verify: OAuth2Strategy.VerifyFunction = (
    _access: string,
    refresh: string,
    results: object,
    profile: object,
    verified: OAuth2Strategy.VerifyCallback,
  ) => verified(null, { refresh, results, profile });
  return new Strategy(options, verify);
}

/** The address to which the forum sends the browser to sign in. */
async function leave(forum: UserAgent, name = 'right'): Promise<string> {
  return String((await forum.get(`/login/${name}`)).headers.location);
}

/** Signs a user in at the forum. */
async function enter(
  name: string,
  forum: UserAgent,
  decision: 'allow' | 'cancel' = 'allow',
): Promise<Response> {
  const { pathname, search } = await site.visitor.goTo(await leave(forum, name), decision);
  return forum.get(`${pathname}${search}`);
}

const newBrowser = () => openUserAgent({ web: listening.url });

describe('passport-oauth2', () => {
  test('tells the forum when the user refuses', async () => {
    const response = await enter('right', newBrowser(), 'cancel');
    expect([response.status, response.text]).toEqual([401, 'Unauthorized']);
  });

  test('signs a user in with state and PKCE, and fetches the profile', async () => {
    const { status, body } = await enter('right', newBrowser());
    expect([status, body]).toEqual([
      200,
      {
        refresh: expect.stringMatching(/^[\w-]{43}$/),
        results: expect.objectContaining({ scope: 'user:name user:email', info: { username: 'alice' } }),
        profile: expect.objectContaining({
          username: 'alice',
          firstname: 'Alice',
          emailaddresses: [{ label: 'main', emailaddress: 'alice@wonderland.example' }],
        }),
      },
    ]);
  });

  test('refuses a response to a request of someone else', async () => {
    const [forum, other] = [newBrowser(), newBrowser()];
    await leave(forum);
    const { pathname, search } = await site.visitor.goTo(await leave(other));
    expect((await forum.get(`${pathname}${search}`)).status).toBe(403);
  });

  test('throws for a wrong secret', async () => {
    const { body } = await enter('wrong', newBrowser());
    expect(body).toEqual({
      name: 'TokenError',
      code: 'invalid_client',
      message: 'Unknown client, or wrong client secret.',
    });
  });

  test('throws for a code that has expired', async () => {
    const forum = newBrowser();
    const { pathname, search } = await site.visitor.goTo(await leave(forum));
    site.app.clock.advance(11);
    const { body } = await forum.get(`${pathname}${search}`);
    expect(body).toMatchObject({ name: 'TokenError', code: 'invalid_grant' });
  });

  test('throws for a request that this server cannot answer', async () => {
    const address = new URL(await leave(newBrowser()));
    address.searchParams.set('response_type', 'token');
    const { searchParams } = await site.visitor.goTo(address);
    expect(searchParams.get('error')).toBe('unsupported_response_type');
  });
});

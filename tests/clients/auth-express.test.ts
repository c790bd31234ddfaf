import { ExpressAuth } from '@auth/express';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import express, { type Express } from 'express';
import { newClient } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { openUserAgent } from '../support/user-agent.ts';
import { openShopSite, type ShopSite } from './shop.ts';

let site: ShopSite;
let listening: Listening;

beforeAll(async () => {
  site = await openShopSite();
  listening = await listen();
  const callbackUrl = `${listening.url}/auth/callback/iyo`;
  listening.serve(newForum(await newClient(site.app, 'forum', { callbackUrl })));
});
afterAll(async () => {
  await listening.close();
  await site.close();
});

function newForum(clientSecret: string): Express {
  const web = express();
  const iyo = {
    id: 'iyo',
    name: 'IYO',
    type: 'oidc',
    issuer: site.url,
    clientId: 'forum',
    clientSecret,
  } as const;
  const secret = 'a long, randomly-generated string stored in env';
  web.use('/auth', ExpressAuth({ providers: [iyo], secret, trustHost: true }));
  return web;
}

describe('@auth/express', () => {
  test('signs in and knows name and address from the ID token alone, and signs out', async () => {
    const forum = openUserAgent({ web: listening.url });
    const { csrfToken } = (await forum.get('/auth/csrf')).body;
    const leaving = await forum.postForm('/auth/signin/iyo', { csrfToken });
    const { pathname, search } = await site.visitor.goTo(String(leaving.headers.location));
    await forum.get(`${pathname}${search}`);
    const user = { name: 'Alice Liddell', email: 'alice@wonderland.example' };
    expect((await forum.get('/auth/session')).body.user).toMatchObject(user);
    await forum.postForm('/auth/signout', { csrfToken });
    expect((await forum.get('/auth/session')).body).toBeNull();
  });
});

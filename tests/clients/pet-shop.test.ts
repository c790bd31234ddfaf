import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { newClient } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { openUserAgent, type UserAgent } from '../support/user-agent.ts';
import { openShopSite, type ShopSite } from './shop.ts';

/** The exports of the sample, which has no types. */
interface Sample {
  createShop(
    settings: Readonly<Record<'issuer' | 'clientId' | 'clientSecret' | 'url', string>>,
  ): (...exchange: Parameters<Parameters<Listening['serve']>[0]>) => void;
}

let site: ShopSite;
let listening: Listening;
let browser: UserAgent;

beforeAll(async () => {
  site = await openShopSite();
  listening = await listen();
  const { url } = listening;
  const clientSecret = await newClient(site.app, 'petshop', { callbackUrl: `${url}/callback` });
  const sample = '../../examples/pet-shop/shop.js';
  const { createShop } = (await import(sample)) as Sample;
  listening.serve(createShop({ issuer: site.url, clientId: 'petshop', clientSecret, url }));
});
afterAll(async () => {
  await listening.close();
  await site.close();
});
beforeEach(() => {
  browser = openUserAgent({ web: listening.url });
});

/** A customer signs in, or cancels. @returns the shop's last response */
async function signIn(decision: 'allow' | 'cancel'): Promise<Response> {
  const leave = await browser.get('/login');
  const { pathname, search } = await site.visitor.goTo(String(leave.headers.location), decision);
  return browser.follow(await browser.get(`${pathname}${search}`));
}

describe('the pet shop of the examples', () => {
  test('offers to sign in', async () => {
    expect((await browser.get('/')).text).toContain('<a href="/login">Sign in</a>');
  });

  test('accepts a refusal', async () => {
    const response = await signIn('cancel');
    expect([response.status, response.text]).toEqual([403, expect.stringContaining('access_denied')]);
    expect((await browser.get('/')).text).toContain('Sign in');
  });

  test('greets a customer by name and has the address for receipts', async () => {
    const { status, text } = await signIn('allow');
    expect(status).toBe(200);
    expect(text).toContain('Welcome, Alice Liddell');
    expect(text).toContain('Receipts go to alice@wonderland.example.');
  });

  test('refuses a callback for a request that it did not send', async () => {
    const response = await browser.get('/callback?code=stolen&state=x');
    expect([response.status, response.headers.location]).toEqual([302, '/']);
  });
});

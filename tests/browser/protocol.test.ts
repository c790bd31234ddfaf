import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import express from 'express';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import type { TestClient } from '../oauth/clients.ts';
import { newKey } from '../oauth/code-flow.ts';
import { poll, startDevice } from '../oauth/devices.ts';
import { authorizeUrl } from '../support/authorize.ts';
import { type Listening, listen } from '../support/listening.ts';
import { newOrganization } from '../support/organizations.ts';
import { launchChromium } from './chromium.ts';
import { focusOn, headingOf } from './journeys.ts';
import { type Account, newAccount } from './people.ts';
import { register } from './registering.ts';
import { enterAs } from './signed-in.ts';
import { openSite, type Site } from './site.ts';
import { enterPassword, signInByText } from './walks/signing-in.ts';
import { type Walker, walkerOn } from './walks/walk.ts';
import { watch } from './watch.ts';

/** Pages of the token service: devices, responses by form, registration requested by a client, refused requests. */

let browser: Browser;
let site: Site;
let shop: Listening;
let client: TestClient;
let context: BrowserContext;
let page: Page;
let walker: Walker;
let account: Account;
let problems: readonly string[];
beforeAll(async () => {
  browser = await launchChromium();
  site = await openSite();
  shop = await listen();
  shop.serve(newShop());
  await newOrganization(site.app.database.db, 'shop');
  client = await newKey(site.app, 'shop', { callbackUrl: `${shop.url}/callback`, allowsDeviceGrant: true });
});
afterAll(async () => {
  await browser.close();
  await shop.close();
  await site.close();
});

/** A client that shows the parameters it receives, and the method. */
function newShop() {
  const show: express.RequestHandler = ({ method, query, body, headers: { origin } }, response) => {
    const received = Object.keys({ ...query, ...body }).sort();
    response.send(
      `<!doctype html><html lang="en"><title>Shop</title><h1>${method} ${received}</h1>${origin ?? ''}`,
    );
  };
  return express().all('/callback', express.urlencoded({ extended: false }), show);
}

async function open(javaScriptEnabled = true): Promise<void> {
  context = await browser.newContext({ locale: 'en-GB', javaScriptEnabled });
  problems = watch(context, site.url, shop.url);
  page = await context.newPage();
  walker = walkerOn(site, page, async () => undefined);
  account = await newAccount(site);
}
afterEach(async () => {
  await context.close();
  expect(problems).toEqual([]);
});

const ask = (more: Readonly<Record<string, string>> = {}) =>
  authorizeUrl({ client_id: 'shop', redirect_uri: `${shop.url}/callback`, ...more });

async function signIn(): Promise<void> {
  await enterPassword(walker, account.email, account.password, true);
  await signInByText(walker);
}

describe.each([
  ['with scripts', true],
  ['without scripts', false],
])('%s', (_name, javaScriptEnabled) => {
  beforeEach(() => open(javaScriptEnabled));

  // promise: form-post
  test.each([
    ['Allow', 'POST code,iss,state'],
    ['Cancel', 'POST error,error_description,iss,state'],
  ])('the response %s is posted to the application, with its origin', async (decision, received) => {
    await walker.goTo(ask({ response_mode: 'form_post' }));
    await signIn();
    await walker.press(decision);
    if (!javaScriptEnabled) await walker.press('Continue');
    await page.waitForURL(`${shop.url}/callback`);
    expect(await headingOf(page)).toBe(received);
    expect(await page.textContent('body')).toContain(site.url);
  });

  // promise: device-user
  test('a device is approved by its code, through the sign-in', async () => {
    const device = await startDevice(site.app, client);
    await walker.goTo(`/device?user_code=${device.user_code}`);
    await signIn();
    await walker.press('Continue');
    expect((await poll(site.app, client, device)).body.error).toBe('authorization_pending');
    await walker.press('Allow');
    expect(await headingOf(page)).toBe('Your device is connected');
    site.app.clock.advance(5);
    expect((await poll(site.app, client, device)).body.info.username).toBe(account.username);
  });

  // promise: device-user
  test('a device is refused', async () => {
    const device = await startDevice(site.app, client);
    await walker.goTo('/device');
    await signIn();
    await walker.fill({ Code: device.user_code.toLowerCase().replace('-', ' ') });
    await walker.press('Continue');
    await walker.press('Cancel');
    expect(await headingOf(page)).toBe('The device is not connected');
    expect((await poll(site.app, client, device)).body.error).toBe('access_denied');
  });

  // promise: prompt-create
  test('prompt=create leads to a new account, and back into the application', async () => {
    await walker.goTo(ask({ prompt: 'create' }));
    expect(await headingOf(page)).toBe('Create an account');
    await register(walker, `created-${javaScriptEnabled}@company.com`);
    await walker.press('Continue');
    await walker.press('Allow');
    expect(await headingOf(page)).toBe('GET code,iss,state');
  });

  // promise: prompt-create
  test('prompt=create lets a user with an account sign in instead', async () => {
    await walker.goTo(ask({ prompt: 'create' }));
    await walker.press('I already have an account');
    await signIn();
    await walker.press('Allow');
    expect(await headingOf(page)).toBe('GET code,iss,state');
  });

  test('a refused request is not redirected, and its page has no link to the application', async () => {
    await walker.goTo(ask({ redirect_uri: `${shop.url}/elsewhere` }));
    expect(await headingOf(page)).toBe('You cannot sign in to this application');
    expect(new URL(page.url()).origin).toBe(site.url);
    const places = await page
      .locator('a[href], form[action]')
      .evaluateAll((elements) =>
        elements.map((element) => element.getAttribute('href') ?? element.getAttribute('action') ?? ''),
      );
    expect(places.filter((place) => !place.startsWith('/') && !place.startsWith('#'))).toEqual([]);
  });
});

// promise: device-user
test('a device is approved with the keyboard alone, after a typing mistake', async () => {
  await open();
  await enterAs(site, context, account.username);
  const { keyboard } = page;
  const device = await startDevice(site.app, client);
  await walker.goTo('/device');
  await focusOn(page, 'user_code');
  await keyboard.type('BCDF');
  await keyboard.press('Enter');
  await page.getByRole('alert').waitFor();
  await focusOn(page, 'problems');
  await keyboard.press('Tab');
  await keyboard.press('Enter');
  await focusOn(page, 'user_code');
  await keyboard.press('ControlOrMeta+A');
  await keyboard.type(device.user_code);
  await keyboard.press('Enter');
  await page.getByRole('button', { name: 'Allow' }).waitFor();
  const label = () => page.evaluate(() => document.activeElement?.textContent);
  for (let tabs = 0; tabs < 12 && (await label()) !== 'Allow'; tabs += 1) await keyboard.press('Tab');
  await keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Your device is connected' }).waitFor();
  expect((await poll(site.app, client, device)).status).toBe(200);
});

test.each([
  ['nl', 'Een apparaat koppelen', 'Je kunt je niet aanmelden bij deze toepassing'],
  ['ru', 'Подключение устройства', 'Войти в это приложение нельзя'],
])('the application may ask for the language of its pages: %s', async (language, device, refused) => {
  await open();
  await walker.goTo(ask({ redirect_uri: 'https://elsewhere.example/', ui_locales: language }));
  expect(await headingOf(page)).toBe(refused);
  await enterAs(site, context, account.username);
  await walker.goTo(`/device?lang=${language}`);
  expect(await headingOf(page)).toBe(device);
  expect(await page.locator('html').getAttribute('lang')).toBe(language);
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { violationsOn } from './accessibility.ts';
import { addDeviceForPasskeys } from './authenticator.ts';
import { launchChromium } from './chromium.ts';
import { newVisitor, openTown, type Town, type Visitor } from './journeys.ts';
import { newAccount } from './people.ts';
import { enterAs } from './signed-in.ts';

/** What scripts add to pages that work without them. */

let browser: Browser;
let town: Town;
let visitor: Visitor;
beforeAll(async () => {
  browser = await launchChromium();
  town = await openTown();
});
afterAll(async () => {
  await browser.close();
  await town.close();
});
beforeEach(async () => {
  visitor = await newVisitor(browser, town);
});

async function enter(): Promise<void> {
  const { username } = await newAccount(town.site);
  await enterAs(town.site, visitor.context, username);
}

test('what was typed survives another language, a password does not', async () => {
  const { page, goTo, fill, press } = visitor;
  await goTo('/register');
  await fill({ 'First name': 'Maria', 'Email address': 'maria@company.com', Password: 'quiet river' });
  await page.getByLabel('Language').selectOption('nl');
  await press('Apply');
  await page.locator('html[lang="nl"]').waitFor();
  expect(await page.locator('#firstname').inputValue()).toBe('Maria');
  expect(await page.locator('#email').inputValue()).toBe('maria@company.com');
  expect(await page.locator('#password').inputValue()).toBe('');
});

test('a time is told in the zone of the browser, with UTC as its title', async () => {
  await enter();
  await visitor.goTo('/account/sessions');
  const time = visitor.page.locator('time').first();
  expect(await time.getAttribute('title')).toMatch(/ UTC$/);
  expect(await time.textContent()).not.toContain('UTC');
});

test('a square is dragged over a picture, and moved by the keyboard', async () => {
  await enter();
  const { page, goTo, fill, press } = visitor;
  await goTo('/account/profile/upload');
  const buffer = await sharp({ create: { width: 400, height: 200, channels: 3, background: '#a00' } })
    .png()
    .toBuffer();
  await page
    .getByLabel('Picture', { exact: true })
    .setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer });
  const square = page.locator('[name=square]');
  const handle = page.getByRole('button', { name: /^Part to keep/ });
  await handle.waitFor();
  expect(await square.inputValue()).toBe('1 0.5 0.5');
  await page.getByLabel('Size of the part').fill('0.5');
  await handle.focus();
  for (let step = 0; step < 40; step += 1) await page.keyboard.press('ArrowLeft');
  expect(await square.inputValue()).toBe('0.5 0 0.5');
  const box = await handle.boundingBox();
  if (!box) throw new Error('the square is not shown');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + 1000, box.y + box.height / 2, { steps: 5 });
  await page.mouse.up();
  expect(await square.inputValue()).toMatch(/^0\.5 1 /);
  expect(await violationsOn(page)).toEqual([]);
  await fill({ Label: 'me' });
  await press('Save');
  await page.getByText('“me” has been saved.').waitFor();
  expect(visitor.problems).toEqual([]);
});

describe('links of the old portal', () => {
  test.each([
    ['/#/settings', '/account/security'],
    ['/#/notifications', '/account/notifications'],
    ['/#/authorizations', '/account/apps'],
    ['/#/profile', '/account/profile'],
    ['/#/home', '/account'],
    ['/#/organizations', '/organizations'],
  ])('%s leads to %s', async (old, path) => {
    await enter();
    const { page } = visitor;
    await page.goto(town.site.url + old);
    await page.waitForURL(town.site.url + path);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  test('lead past the sign-in when it is needed', async () => {
    const { page } = visitor;
    await page.goto(`${town.site.url}/#/settings`);
    await page.waitForURL(`${town.site.url}/login?endpoint=%2Faccount%2Fsecurity`);
  });
});

describe('a passkey that cannot be made', () => {
  const add = () => visitor.press('Add a passkey');

  test('because the device has one already: the page says so', async () => {
    await addDeviceForPasskeys(visitor.page);
    await enter();
    await visitor.goTo('/account/security/passkeys');
    await add();
    await visitor.page.getByText('has been added').waitFor();
    await add();
    await visitor.page.getByText('This device already has a passkey for your account.').waitFor();
  });

  test('because the session has ended: the page says so', async () => {
    await addDeviceForPasskeys(visitor.page);
    await enter();
    await visitor.goTo('/account/security/passkeys');
    await visitor.context.clearCookies();
    await add();
    await visitor.page.getByText('You were signed out').waitFor();
  });
});

import { beforeEach, describe, expect, test } from '@jest/globals';
import sharp from 'sharp';
import { press } from '../portal/account/pressing.ts';
import { authorizeUrl } from '../support/authorize.ts';
import { newApiKey, newOrganization } from '../support/organizations.ts';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import { violationsOn } from './accessibility.ts';
import type { Visitor } from './journeys.ts';
import { newAccount } from './people.ts';
import { openStage } from './stage.ts';
import { enterPassword } from './walks/signing-in.ts';

/** Enhancements by scripts on pages that work without them. */

const stage = openStage();
let visitor: Visitor;
beforeEach(async () => {
  visitor = await stage.newVisitor();
});

const enter = () => stage.enter(visitor);

/** @returns the name of the new organization */
async function enterAsOwner(): Promise<string> {
  const owner = await enter();
  const globalid = `of-${owner}`.replaceAll(/[^a-z0-9-]/g, '-');
  await newOrganization(stage.town.site.app.database.db, globalid, { owner });
  return globalid;
}

test('typed values survive a change of language, a password does not', async () => {
  const { page, goTo, fill, press } = visitor;
  await goTo('/register');
  await fill({ 'First name': 'Maria', 'Email address': 'maria@company.com', Password: 'quiet river' });
  await press('Nederlands');
  await page.locator('html[lang="nl"]').waitFor();
  expect(await page.locator('#firstname').inputValue()).toBe('Maria');
  expect(await page.locator('#email').inputValue()).toBe('maria@company.com');
  expect(await page.locator('#password').inputValue()).toBe('');
});

test('the Enter key in a box of the consent page neither decides nor sends a message', async () => {
  const { page, goTo } = visitor;
  await enter();
  const redirect_uri = `${stage.town.shopUrl}/callback`;
  await goTo(authorizeUrl({ client_id: 'pet-shop', redirect_uri, scope: 'user:name,user:address' }));
  const name = page.getByLabel('Your name');
  await name.uncheck();
  await name.press('Enter');
  await page.waitForURL('**/authorize?*kept=1*');
  expect(await page.locator('h1').textContent()).toBe('Share your data with pet-shop?');
  expect(await name.isChecked()).toBe(false);
});

describe('a time is shown in the zone of the browser, with UTC as its title', () => {
  const expectLocalTime = async () => {
    const time = visitor.page.locator('main time').first();
    await time.waitFor();
    expect(await time.getAttribute('title')).toMatch(/ UTC$/);
    expect(await time.textContent()).not.toContain('UTC');
  };

  test('on the pages of the account', async () => {
    await enter();
    await visitor.goTo('/account/sessions');
    await expectLocalTime();
  });

  test('on the page of signing in', async () => {
    const { username, password } = await newAccount(stage.town.site);
    const { app } = stage.town.site;
    const leaving = openUserAgent(app);
    await signInAs(app, leaving, username);
    await press(leaving, await leaving.get('/account/data'), { username: '' }, { username });
    await enterPassword(visitor, username, password);
    await visitor.page.getByText('is closed and will be deleted').waitFor();
    await expectLocalTime();
  });
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

describe('a code snippet of a client', () => {
  const snippetOf = () => visitor.page.locator('.copy.long');

  beforeEach(async () => {
    const globalid = await enterAsOwner();
    const { db } = stage.town.site.app.database;
    const callbackUrl = `https://${'a-long-name.'.repeat(17)}example/callback`;
    await newApiKey(db, { globalid, label: 'web', callbackUrl });
    await visitor.goTo(`/organizations/${globalid}/clients`);
    await visitor.press('web');
  });

  test.each(['curl', 'go'])('is copied as it is, and the page says so: %s', async (name) => {
    const { page, context } = visitor;
    await context.grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.goto(`${page.url()}?snippet=${name}`);
    const [block, status] = [snippetOf(), snippetOf().getByRole('status')];
    await block.getByRole('button', { name: /^Copy: / }).click();
    await status.getByText('Copied').waitFor();
    const copied = await page.evaluate(() => navigator.clipboard.readText());
    expect(copied).toBe(await block.locator('code').textContent());
    await block.locator('pre').evaluate((pre) => getSelection()?.selectAllChildren(pre));
    const selected = await page.evaluate(() => String(getSelection()));
    expect(selected.trimEnd()).toBe(copied.trimEnd());
  });

  test.each([1100, 360])('is read without scrolling sideways at %i pixels', async (width) => {
    const { page } = visitor;
    await page.setViewportSize({ width, height: 700 });
    const sizes = await snippetOf()
      .locator('pre')
      .evaluate(({ scrollWidth, clientWidth }) => ({ scrollWidth, clientWidth }));
    expect(sizes.scrollWidth).toBe(sizes.clientWidth);
    const [button, text] = [snippetOf().getByRole('button'), snippetOf().locator('pre')];
    expect((await button.boundingBox())?.y).toBeLessThan((await text.boundingBox())?.y ?? 0);
  });
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
    await page.goto(stage.town.site.url + old);
    await page.waitForURL(stage.town.site.url + path);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  test.each([
    ['', ''],
    ['/people', '/people'],
    ['/structure', '/structure'],
    ['/settings', '/settings'],
  ])('/#/organization/{name}%s leads to its page', async (tab, path) => {
    const globalid = await enterAsOwner();
    const { page } = visitor;
    await page.goto(`${stage.town.site.url}/#/organization/${globalid}${tab}`);
    await page.waitForURL(`${stage.town.site.url}/organizations/${globalid}${path}`);
    expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });

  test.each([
    ['/#/see', '/account/documents'],
    ['/#/see/organization/clinic', '/account/documents'],
    ['/#/organization/clinic/see', '/account/documents'],
    ['/#/see/report/clinic', '/account/documents/see/clinic/report'],
    ['/login#/resetpassword/token', '/login/resetpassword/token'],
    ['/login#/organizationinvite/code', '/login/invitation/code'],
  ])('%s leads to %s', async (old, path) => {
    await enter();
    await visitor.page.goto(stage.town.site.url + old);
    await visitor.page.waitForURL(stage.town.site.url + path);
  });

  test('lead through the sign-in when needed', async () => {
    const { page } = visitor;
    await page.goto(`${stage.town.site.url}/#/settings`);
    await page.waitForURL(`${stage.town.site.url}/login?endpoint=%2Faccount%2Fsecurity`);
  });
});

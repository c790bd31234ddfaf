import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { systemActor } from '../../src/base/actor.ts';
import { addOperator } from '../../src/operators/acts.ts';
import { violationsOn } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { headingOf } from './journeys.ts';
import { newestText } from './messages.ts';
import { type Account, addAuthenticator, newAccount } from './people.ts';
import { enterAs } from './signed-in.ts';
import { openSite, type Site } from './site.ts';
import { enterPassword } from './walks/signing-in.ts';
import { type Walker, walkerOn } from './walks/walk.ts';
import { watch } from './watch.ts';

/** An operator helps a user who has lost the second factor. */

let browser: Browser;
let site: Site;
beforeAll(async () => {
  browser = await launchChromium();
  site = await openSite();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const phoneSize = { width: 360, height: 740 };
const day = 86_400;

interface Helper extends Walker {
  readonly problems: readonly string[];
  close(): Promise<void>;
}

async function openBrowser(settings: { readonly isDark?: boolean; readonly hasScripts?: boolean }) {
  const context = await browser.newContext({
    locale: 'en-GB',
    colorScheme: settings.isDark ? 'dark' : 'light',
    javaScriptEnabled: settings.hasScripts ?? true,
    viewport: phoneSize,
  });
  const problems = watch(context, site.url);
  const page = await context.newPage();
  const walker = walkerOn(site, page, async () => undefined);
  return { ...walker, problems, close: () => context.close() } satisfies Helper;
}

async function openOperator(settings: { readonly isDark?: boolean; readonly hasScripts?: boolean }) {
  const { username } = await newAccount(site);
  await addOperator(site.app.database, systemActor(site.app.clock.now()), username);
  const helper = await openBrowser(settings);
  await enterAs(site, helper.page.context(), username);
  return helper;
}

/** A user who has lost both the authenticator and the phone. */
async function newLockedOutUser(): Promise<Account> {
  const account = await newAccount(site);
  await addAuthenticator(site, account.username);
  return account;
}

/** The page fits the screen and is accessible; the latter is checked if scripts run. */
async function checkPage(page: Page, hasScripts: boolean): Promise<void> {
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  expect([page.url(), width]).toEqual([page.url(), phoneSize.width]);
  if (hasScripts) expect(await violationsOn(page)).toEqual([]);
}

/** The user signs in with a new factor after the waiting time. */
async function comeBack({ username, password, phone }: Account): Promise<void> {
  const visitor = await openBrowser({});
  const { page, press, fill } = visitor;
  await enterPassword(visitor, username, password);
  await press('Lost your phone or passkey?');
  await press('Remove all second factors');
  await page.waitForURL('**/login/verify-phone');
  await fill({ 'Phone number': phone.replace('+32470', '+32475') });
  await press('Send code');
  await fill({ '6-digit code': newestText(site).code });
  await press('Sign in');
  expect(await headingOf(page)).toBe('Hello Ada Byron');
  expect(visitor.problems).toEqual([]);
  await visitor.close();
}

describe('an operator resets a lost factor', () => {
  // promise: operator-help
  test.each([
    ['with scripts, in light colours', { hasScripts: true, isDark: false }],
    ['with scripts, in dark colours', { hasScripts: true, isDark: true }],
    ['without scripts', { hasScripts: false, isDark: false }],
  ])('%s, on a screen of 360 pixels, and the user signs in again', async (_name, settings) => {
    const lockedOut = await newLockedOutUser();
    const operator = await openOperator(settings);
    const { page, goTo, press, fill } = operator;
    await goTo('/account');
    await page.locator('.user-menu summary').last().click();
    await press('Administration');
    await checkPage(page, settings.hasScripts);
    await goTo('/admin/users');
    await fill({ 'Beginning of a username, an email address or a phone number': lockedOut.email });
    await press('Search');
    await checkPage(page, settings.hasScripts);
    await press(lockedOut.username);
    await checkPage(page, settings.hasScripts);
    await press('Request the removal');
    expect(await headingOf(page)).toBe(`Remove all second factors of ${lockedOut.username}?`);
    await checkPage(page, settings.hasScripts);
    await press('Request the removal');
    await page
      .getByText(`The removal of the second factors of ${lockedOut.username} is requested.`, { exact: false })
      .waitFor();
    await checkPage(page, settings.hasScripts);
    expect(operator.problems).toEqual([]);
    await operator.close();
    expect(site.mailbox.mailsTo(lockedOut.email).at(-1)).toContain('An operator of this service');
    site.app.clock.advance(8 * day);
    await comeBack(lockedOut);
  });

  // promise: operator-help
  test('with the keyboard alone', async () => {
    const lockedOut = await newLockedOutUser();
    const operator = await openOperator({});
    const { page, goTo } = operator;
    const label = () => page.evaluate(() => document.activeElement?.textContent?.trim());
    const follow = async (text: string) => {
      for (let tabs = 0; tabs < 60 && (await label()) !== text; tabs += 1) await page.keyboard.press('Tab');
      expect(await label()).toBe(text);
      await page.keyboard.press('Enter');
      await page.waitForLoadState();
    };
    await goTo('/admin/users');
    for (let tabs = 0; tabs < 60; tabs += 1) {
      if ((await page.evaluate(() => document.activeElement?.id)) === 'q') break;
      await page.keyboard.press('Tab');
    }
    await page.keyboard.type(lockedOut.phone);
    await page.keyboard.press('Enter');
    await page.waitForURL('**/admin/users?q=*');
    await follow(lockedOut.username);
    await page.waitForURL(`**/admin/users/${lockedOut.username}`);
    await follow('Request the removal');
    await page.waitForURL('**/reset-factors');
    await follow('Request the removal');
    await page.waitForURL(`**/admin/users/${lockedOut.username}`);
    await page.getByText('Second factors can be removed from').waitFor();
    expect(operator.problems).toEqual([]);
    await operator.close();
  });

  // promise: factor-reset
  test('and the user who still has them cancels by the link of the mail', async () => {
    const lockedOut = await newLockedOutUser();
    const operator = await openOperator({});
    await operator.goTo(`/admin/users/${lockedOut.username}/reset-factors`);
    await operator.press('Request the removal');
    await operator.close();
    const visitor = await openBrowser({});
    await visitor.page.goto(site.mailbox.newestLink(lockedOut.email));
    await visitor.press('Cancel the request');
    expect(await headingOf(visitor.page)).toBe('The request is cancelled');
    const rows = site.app.database.db.selectFrom('factor_resets').selectAll();
    expect(await rows.where('username', '=', lockedOut.username).execute()).toEqual([]);
    await visitor.close();
  });
});

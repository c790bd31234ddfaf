import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { lookAt, takePicture } from './look.ts';
import { openSite, type Site } from './site.ts';
import { watch } from './watch.ts';

let site: Site;
let browser: Browser;
beforeAll(async () => {
  site = await openSite();
  browser = await launchChromium();
});
afterAll(async () => {
  await browser.close();
  await site.close();
});

const root = '/apidocumentation';

/** A page of the documentation. @returns what the browser had to complain about, at the end */
async function visit(
  path: string,
  look: (page: Page) => Promise<void>,
  options: { readonly javaScriptEnabled?: boolean; readonly locale?: string } = {},
): Promise<string[]> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const problems = watch(context, site.url);
  const page = await context.newPage();
  await page.goto(site.url + path);
  await look(page);
  await context.close();
  return problems;
}

describe('the API documentation', () => {
  test.each([
    ['start', root, 'en-GB'],
    ['tokens', `${root}/tokens`, 'nl'],
    ['first-call', `${root}/first-call`, 'en-GB'],
    ['endpoints', `${root}/endpoints`, 'ru'],
    ['errors', `${root}/errors`, 'ru'],
    ['limits', `${root}/limits`, 'nl'],
    ['group', `${root}/user-email-addresses`, 'en-GB'],
    ['large-group', `${root}/organization-members`, 'ru'],
    ['search', `${root}/search?q=label`, 'nl'],
    ['search-nothing', `${root}/search?q=nothing-like-this`, 'en-GB'],
    ['preferences', `/preferences?return_to=${root}`, 'ru'],
  ])('has no barrier, in light and dark colours and 320 pixels narrow: %s', async (name, path, locale) => {
    const found: string[] = [];
    const look = async (page: Page) => void found.push(...(await lookAt(page, `documentation-${name}`)));
    expect(await visit(path, look, { locale })).toEqual([]);
    expect(found).toEqual([]);
  });

  test.each([true, false])(
    'shows each example in one language at a time, by keyboard (scripts: %s)',
    async (scripts) => {
      const look = async (page: Page) => {
        const samples = page.locator('#getEmailAddresses .samples');
        await samples.locator('input').first().focus();
        expect(await samples.locator('pre:visible').count()).toBe(1);
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowRight');
        expect(await samples.locator('pre:visible').textContent()).toContain('requests.get(');
        const other = page.locator('#deleteEmailAddress .samples pre:visible');
        expect(await other.textContent()).toContain(scripts ? 'requests.delete(' : 'curl ');
      };
      expect(await visit(`${root}/user-email-addresses`, look, { javaScriptEnabled: scripts })).toEqual([]);
    },
  );

  test('finds operations while words are typed', async () => {
    const look = async (page: Page) => {
      await page.getByLabel('Search operations').fill('delete phone');
      await page.locator('#results a').first().waitFor();
      expect(await page.locator('#results a').allTextContents()).toEqual(['deleteUserPhonenumber']);
      await page.getByLabel('Search operations').fill('');
      await page.locator('#results').waitFor({ state: 'detached' });
    };
    expect(await visit(root, look)).toEqual([]);
  });

  test('leads from the addresses of old to where an operation is now', async () => {
    const look = (page: Page) => page.waitForURL(`${site.url}${root}/users#updatePassword`);
    expect(await visit(`${root}#updatePassword`, look)).toEqual([]);
  });

  test('has a console that sends requests, under the policy of all pages', async () => {
    const look = async (page: Page) => {
      await page.locator('.opblock-tag').first().waitFor();
      expect(await page.locator('.opblock-tag').count()).toBeGreaterThan(20);
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await takePicture(page, `documentation-console-${colorScheme}`);
      }
      await page.getByRole('button', { name: 'Allow changes' }).click();
      await page.waitForURL(/changes=allow/);
      await page.locator('.opblock-tag').first().waitFor();
    };
    expect(await visit(`${root}/console#/users/getUser`, look)).toEqual([]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from './chromium.ts';
import { narrow, widthProblems } from './pictures.ts';
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

/** Opens a page of the documentation. @returns the errors of the browser, once the test is over */
async function visit(
  path: string,
  look: (page: Page) => Promise<void>,
  options: { readonly javaScriptEnabled?: boolean } = {},
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
  test.each([true, false])(
    'shows each example in one language at a time, by keyboard (scripts: %s)',
    async (scripts) => {
      const look = async (page: Page) => {
        const samples = page.locator('#registerNewEmailAddress .samples');
        await samples.locator('input').first().focus();
        expect(await samples.locator('pre:visible').count()).toBe(1);
        await page.keyboard.press('ArrowRight');
        await page.keyboard.press('ArrowRight');
        expect(await samples.locator('pre:visible').textContent()).toContain('requests.post(');
        await page.goto(`${site.url}${root}/user-email-addresses/deleteEmailAddress`);
        const other = page.locator('#deleteEmailAddress .samples pre:visible');
        expect(await other.textContent()).toContain(scripts ? 'requests.delete(' : 'curl ');
      };
      const path = `${root}/user-email-addresses/registerNewEmailAddress`;
      expect(await visit(path, look, { javaScriptEnabled: scripts })).toEqual([]);
    },
  );

  test('finds operations as words are typed', async () => {
    const look = async (page: Page) => {
      await page.getByLabel('Search operations').fill('delete phone');
      await page.locator('#results a').first().waitFor();
      expect(await page.locator('#results a').allTextContents()).toEqual(['deleteUserPhonenumber']);
      await page.getByLabel('Search operations').fill('');
      await page.locator('#results').waitFor({ state: 'detached' });
    };
    expect(await visit(root, look)).toEqual([]);
  });

  test('redirects old addresses to the page of an operation', async () => {
    const look = (page: Page) => page.waitForURL(`${site.url}${root}/users/updatePassword`);
    expect(await visit(`${root}#updatePassword`, look)).toEqual([]);
  });

  test('has a console that sends requests, under the policy of all pages', async () => {
    const look = async (page: Page) => {
      await page.locator('.opblock-tag').first().waitFor();
      expect(await page.locator('.opblock-tag').count()).toBeGreaterThan(20);
      await page.getByRole('button', { name: 'Allow changes' }).click();
      await page.waitForURL(/changes=allow/);
      await page.locator('.opblock-tag').first().waitFor();
    };
    expect(await visit(`${root}/console#/users/getUser`, look)).toEqual([]);
  });

  test('has a console whose versions can be read', async () => {
    const look = async (page: Page) => {
      await page.locator('.info .title pre').first().waitFor();
      const coloursOf = (element: Element) => {
        const { color, backgroundColor } = getComputedStyle(element);
        return [color, backgroundColor, getComputedStyle(element.parentElement ?? element).backgroundColor];
      };
      for (const version of await page.locator('.info .title pre').all())
        expect(await version.evaluate(coloursOf)).toEqual([
          'rgb(255, 255, 255)',
          'rgba(0, 0, 0, 0)',
          'rgb(85, 96, 122)',
        ]);
    };
    expect(await visit(`${root}/console`, look)).toEqual([]);
  });

  test('has a console that fits a narrow screen, with an operation open', async () => {
    const look = async (page: Page) => {
      await page.setViewportSize(narrow);
      await page.locator('.opblock-tag', { hasText: 'userEmailAddresses' }).click();
      await page.locator('.opblock-summary').first().click();
      await page.getByRole('button', { name: 'Try it out' }).click();
      await page.getByRole('textbox').first().waitFor();
      expect(widthProblems(await page.evaluate(() => document.documentElement.scrollWidth))).toEqual([]);
    };
    expect(await visit(`${root}/console`, look)).toEqual([]);
  });
});

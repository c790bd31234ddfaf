import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { violationsOn } from './accessibility.ts';
import { launchChromium } from './chromium.ts';
import { openSite, type Site } from './site.ts';

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

describe('the API documentation', () => {
  test.each(['light', 'dark'] as const)('has no barrier, also in %s colours', async (colorScheme) => {
    const page = await browser.newPage({ colorScheme });
    await page.goto(`${site.url}/apidocumentation`);
    expect(await violationsOn(page)).toEqual([]);
    await page.close();
  });

  test('fits a narrow screen', async () => {
    const page = await browser.newPage({ viewport: { width: 320, height: 640 } });
    await page.goto(`${site.url}/apidocumentation`);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    await page.close();
  });

  test('has a console that sends requests, under the policy of all pages', async () => {
    const page = await browser.newPage();
    const problems: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && problems.push(message.text())));
    page.on('request', (request) => {
      if (!/^(data|blob):/.test(request.url()) && !request.url().startsWith(site.url))
        problems.push(request.url());
    });
    await page.goto(`${site.url}/apidocumentation/console`);
    await page.locator('.opblock-tag').first().waitFor();
    expect(await page.locator('.opblock-tag').count()).toBeGreaterThan(20);
    expect(problems).toEqual([]);
    await page.close();
  });
});

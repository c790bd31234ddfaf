import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { type FakeProvider, openFakeProvider } from '../support/fake-provider.ts';
import { launchChromium } from './chromium.ts';
import { lookAt } from './look.ts';
import { newAccount } from './people.ts';
import { openSite, type Site } from './site.ts';
import { enterPassword, signInByText } from './walks/signing-in.ts';
import { walkerOn } from './walks/walk.ts';
import { watch } from './watch.ts';

let browser: Browser;
let provider: FakeProvider;
let site: Site;
beforeAll(async () => {
  browser = await launchChromium();
  provider = await openFakeProvider();
  site = await openSite(provider.settings);
});
afterAll(async () => {
  await site.close();
  await provider.close();
  await browser.close();
});

test('people link accounts that they have elsewhere, see them and remove them', async () => {
  const face = { width: 460, height: 460, channels: 3, background: '#5a8' } as const;
  provider.pictureContent = await sharp({ create: face }).jpeg().toBuffer();
  const context = await browser.newContext({ locale: 'en-GB' });
  context.setDefaultTimeout(10_000);
  const problems = watch(context, site.url, provider.url);
  const page = await context.newPage();
  const look = async (name: string) => void problems.push(...(await lookAt(page, name)));
  const walker = walkerOn(site, page, look);
  const { goTo, press } = walker;
  const { username, password } = await newAccount(site);
  await goTo('/account/linked');
  await enterPassword(walker, username, password, true);
  await signInByText(walker);
  await look('linked-offered');
  await press('Link GitHub');
  await page.getByText('Mona Lisa').waitFor();
  await press('Link Facebook');
  await page.getByText('Mona Facebook').waitFor();
  await look('linked');
  const broken = () =>
    page
      .locator('img')
      .evaluateAll((images) => images.filter((image) => !(image as HTMLImageElement).naturalWidth));
  expect(await page.locator('img.portrait').count()).toBe(2);
  expect(await broken()).toEqual([]);
  await press('Unlink Facebook');
  await look('linked-remove');
  await press('Unlink');
  provider.overrides.set('/v25.0/me', (response) => void response.writeHead(500).end());
  await press('Link Facebook');
  await page.getByRole('heading', { name: 'The account could not be linked' }).waitFor();
  await look('linked-failed');
  await page.reload();
  await look('linked-stale');
  await goTo('/account/linked?again');
  await look('linked-again');
  await context.close();
  expect(problems).toEqual([]);
});

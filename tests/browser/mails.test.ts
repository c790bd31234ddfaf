import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import type { Language } from '../../src/i18n/catalogue.ts';
import { invitationMail } from '../../src/mail/invitation-mail.ts';
import { launchChromium } from './chromium.ts';
import { narrow, takePicture, widthProblems } from './pictures.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser.close());

test.each<Language>(['en', 'nl', 'ru'])(
  'a mail fits a narrow screen, whatever it names: %s',
  async (language) => {
    const page = await browser.newPage({ viewport: narrow });
    const link = `https://id.example/login/invitation/${'c'.repeat(100)}`;
    const names = { address: `${'a'.repeat(60)}@company.com`, organization: 'n'.repeat(150) };
    await page.setContent(invitationMail(language, { ...names, isOwner: true, link, lifetimeDays: 30 }).html);
    await takePicture(page, `mail-${language}`);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(widthProblems(width)).toEqual([]);
    await page.close();
  },
);

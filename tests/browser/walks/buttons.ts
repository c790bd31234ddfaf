import type { Page } from 'playwright-core';
import { newestText } from '../messages.ts';
import type { Walk } from './walk.ts';

/** Links in messages, each with a button that has to be pressed. */
export const confirmingByButton: Walk = async ({ site, page, goTo, press, fill, look }) => {
  const email = 'button@company.com';
  const password = 'the quiet river bends';
  await goTo('/register');
  await fill({ 'First name': 'Maria', 'Last name': 'Jansen', 'Email address': email });
  await fill({ 'Mobile phone number': '+32470556001', Password: password });
  await fill({ 'Repeat the password': password });
  await press('Continue');
  await asAnotherBrowser(page, async () => {
    await page.goto(newestText(site).link);
    await look('phone-link-asks');
    await press('Confirm');
    await look('phone-link-confirmed');
  });
  await goTo('/register/email');
  await look('register-3-not-sent');
  await press('Send email');
  await asAnotherBrowser(page, async () => {
    await page.goto(site.mailbox.newestLink(email));
    await look('email-link-asks');
    await press('Confirm');
    await page.getByText(`${email} is confirmed.`).waitFor();
  });
  await goTo('/register/email');
  await press('Create account');
  await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
};

/** Clears the cookies of the browser during `work`. */
async function asAnotherBrowser(page: Page, work: () => Promise<void>): Promise<void> {
  const context = page.context();
  const cookies = await context.cookies();
  await context.clearCookies();
  await work();
  await context.clearCookies();
  await context.addCookies(cookies);
}

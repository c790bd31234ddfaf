import { newestText } from '../messages.ts';
import type { Walk } from './walk.ts';

/** The links of messages where each shows a button before it does anything. */
export const confirmingByButton: Walk = async ({ site, page, goTo, press, fill, look }) => {
  const email = 'button@company.com';
  const password = 'the quiet river bends';
  await goTo('/register');
  await fill({ 'First name': 'Maria', 'Last name': 'Jansen', 'Email address': email });
  await fill({ 'Mobile phone number': '+32470556001', Password: password });
  await fill({ 'Repeat the password': password });
  await press('Continue');
  await page.goto(newestText(site).link);
  await look('phone-link-asks');
  await press('Confirm');
  await look('phone-link-confirmed');
  await press('Continue');
  await look('register-3-not-sent');
  await press('Send email');
  await page.goto(site.mailbox.newestLink(email));
  await look('email-link-asks');
  await press('Confirm');
  await page.getByText(`${email} is confirmed.`).waitFor();
  await press('Continue');
  await press('Create account');
  await page.getByRole('heading', { name: 'Your account is ready' }).waitFor();
};

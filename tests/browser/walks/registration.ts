import { anotherCode, newestText } from '../messages.ts';
import type { Walk } from './walk.ts';

/** The three steps, with the possible failures of each. */
export const registration: Walk = async ({ site, page, goTo, press, fill, look }) => {
  await page.clock.install();
  await goTo('/register?expired=1');
  await look('register-1-expired');
  await goTo('/register');
  await look('register-1');
  await fill({ 'First name': '<M>', 'Mobile phone number': '0470', 'Email address': 'maria' });
  await press('Continue');
  await look('register-1-errors');
  const email = 'maria.konstantinopolskaia-van-den-bossche@long-company-name.example.com';
  const password = 'the quiet river bends';
  await fill({ 'First name': 'Maria', 'Last name': 'Jansen', 'Email address': email });
  await fill({ 'Mobile phone number': '+32470555001', Password: password });
  await fill({ 'Repeat the password': password });
  await page.getByText('This password is very hard to guess.').waitFor();
  await look('register-1-strong');
  await press('Continue');
  await look('register-2');
  await fill({ '6-digit code': anotherCode(newestText(site).code) });
  await press('Continue');
  await look('register-2-wrong-code');
  await page.clock.runFor(31_000);
  await press('Send again');
  await look('register-2-sent-again');
  await fill({ '6-digit code': newestText(site).code });
  await press('Continue');
  await look('register-3');
  await page.goto(site.mailbox.newestLink(email));
  await look('register-email-confirmed');
  await press('Continue');
  await look('register-3-confirmed');
  await press('Create account');
  await look('register-done');
};

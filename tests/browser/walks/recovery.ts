import { newUser } from '../../support/factories.ts';
import { newAccount } from '../people.ts';
import { enterPassword } from './signing-in.ts';
import type { Walk } from './walk.ts';

/** A new password by mail, with the possible failures. */
export const recovery: Walk = async ({ site, page, goTo, press, fill, look }) => {
  const { username, email } = await newAccount(site);
  await goTo('/login/forgotpassword');
  await look('forgot-password');
  await press('Send link');
  await look('forgot-password-empty');
  await fill({ 'Username, email address or phone number': username });
  await press('Send link');
  await look('forgot-password-sent');
  const link = site.mailbox.newestLink(email);
  await page.goto(link);
  await look('reset-password');
  await fill({ 'New password': 'password', 'Repeat the password': 'passwort' });
  await press('Save password');
  await look('reset-password-errors');
  await fill({ 'New password': 'monkey!2019' });
  await page.getByText('This password can be guessed.').waitFor();
  await look('reset-password-guessable');
  await fill({ 'New password': 'the quiet river bends', 'Repeat the password': 'the quiet river bends' });
  await press('Save password');
  await look('reset-password-done');
  await page.goto(link);
  await look('reset-password-dead-link');
};

/** Confirming an address before signing in. */
export const validateEmail: Walk = async ({ site, goTo, press, fill, look }) => {
  const { username } = await newUser(site.app);
  await goTo('/login/validateemail');
  await look('validate-email');
  await fill({ 'Username or phone number': username });
  await press('Send emails');
  await look('validate-email-sent');
};

/** Recovery from a lost second factor, cancelled by the link in the mail. */
export const lostFactor: Walk = async (walker) => {
  const { site, page, goTo, press, look } = walker;
  const { username, password, email } = await newAccount(site);
  await enterPassword(walker, username, password);
  await goTo('/login/2fa/lost');
  await look('lost-factor');
  await press('Request removal');
  await look('lost-factor-waiting');
  await site.app.deliveries.settled();
  const link = site.mailbox.newestLink(email);
  await page.goto(link);
  await look('lost-factor-cancel');
  await press('Cancel the request');
  await look('lost-factor-kept');
  await page.goto(link);
  await look('lost-factor-dead-link');
};

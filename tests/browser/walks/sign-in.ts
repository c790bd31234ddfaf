import { newUser } from '../../support/factories.ts';
import { addPasskey } from '../../users/factors.ts';
import { anotherCode, newestText } from '../messages.ts';
import { addAuthenticator, addRecoveryCodes, newAccount } from '../people.ts';
import { chooseMethod, enterPassword as enter, signInByText } from './signing-in.ts';
import type { Walk } from './walk.ts';

/** Name and password, wrong and throttled. */
export const password: Walk = async (walker) => {
  const { site, goTo, look } = walker;
  await goTo('/');
  await look('start');
  await goTo('/login');
  await look('login');
  const { username } = await newAccount(site);
  await enter(walker, username, 'not the password');
  await look('login-wrong');
  for (let attempt = 0; attempt < 10; attempt += 1) await enter(walker, username, 'not the password');
  await look('login-throttled');
  await goTo('/login?expired=1');
  await look('login-expired');
};

/** Each second factor. */
export const secondFactor: Walk = async (walker) => {
  const { site, goTo, press, fill, look } = walker;
  const account = await newAccount(site);
  await addAuthenticator(site, account.username);
  const codes = await addRecoveryCodes(site, account.username);
  const choose = (method: string | RegExp) => chooseMethod(walker, method);
  await enter(walker, account.username, account.password);
  await look('second-factor');
  await choose('Use your authenticator app');
  await look('second-factor-app');
  await fill({ '6-digit code': '000000' });
  await press('Sign in');
  await look('second-factor-app-wrong');
  await goTo('/login/2fa/recovery');
  await look('second-factor-recovery');
  await fill({ 'Recovery code': 'AAAAA-AAAAA' });
  await press('Sign in');
  await look('second-factor-recovery-wrong');
  await goTo('/login/2fa');
  await choose(/^Send an SMS to/);
  await look('second-factor-text');
  await fill({ '6-digit code': anotherCode(newestText(site).code) });
  await press('Sign in');
  await look('second-factor-text-wrong');
  const lost = { sent_at: null, failed_at: site.app.clock.now() };
  const messages = site.app.database.db.updateTable('outbox_messages').set(lost);
  await messages.where('username', '=', account.username).execute();
  await goTo('/login/2fa/sms');
  await look('second-factor-text-lost');
  await goTo('/login/2fa?unsent=1');
  await look('second-factor-unsent');
  await choose('Use a recovery code');
  await fill({ 'Recovery code': codes[0] ?? '' });
  await press('Sign in');
  await look('second-factor-codes-left');
};

/** A passkey, which is offered first once it was used in this browser. */
export const passkeyChoice: Walk = async (walker) => {
  const { site, goTo, press, look } = walker;
  const account = await newAccount(site);
  await addRecoveryCodes(site, account.username);
  await addPasskey(site.app, account.username);
  await enter(walker, account.username, account.password);
  await press('Continue');
  await signInByText(walker);
  await goTo('/login/confirm?to=/account/security');
  await look('confirm-with-passkey');
  const devices = site.app.database.db.updateTable('trusted_devices').set({ last_method: 'passkey' });
  await devices.where('username', '=', account.username).execute();
  await goTo('/login?prompt=login');
  await enter(walker, account.username, account.password, true);
  await look('second-factor-passkey');
};

/** A sign-in started by another user. */
export const refusedByLink: Walk = async (walker) => {
  const { site, page, press, look } = walker;
  const account = await newAccount(site);
  await enter(walker, account.email, account.password);
  await page.goto(newestText(site).link);
  await press('No, stop the sign-in');
  await look('link-refused');
};

/** The link of an SMS, opened on another device. */
export const approvedElsewhere: Walk = async (walker) => {
  const { site, page, look } = walker;
  const account = await newAccount(site);
  await enter(walker, account.email, account.password);
  const phone = await page.context().browser()?.newContext({ locale: 'en-GB' });
  const other = await phone?.newPage();
  if (!phone || !other) throw new Error('no second device');
  await page.goto(newestText(site).link);
  await look('link-asks');
  await other.goto(newestText(site).link);
  await other.getByRole('button', { name: 'Yes, sign me in' }).click();
  await phone.close();
  await page.goto(new URL('/sc?k=gone&c=gone', site.url).href);
  await look('link-invalid');
  await page.goto(new URL('/login/2fa/sms', site.url).href);
};

/** An account without a confirmed factor. */
export const verifyPhone: Walk = async (walker) => {
  const { site, page, press, fill, look } = walker;
  const { username, password } = await newUser(site.app);
  await enter(walker, username, password);
  await look('verify-phone');
  await fill({ 'Phone number': 'my phone' });
  await press('Send code');
  await look('verify-phone-wrong');
  await fill({ 'Phone number': '+32470558001' });
  await press('Send code');
  await look('verify-phone-code');
  await page.goto(newestText(site).link);
  await look('verify-phone-link');
};

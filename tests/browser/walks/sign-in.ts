import { newUser } from '../../support/factories.ts';
import { anotherCode, newestText } from '../messages.ts';
import { addAuthenticator, addRecoveryCodes, newAccount } from '../people.ts';
import { enterPassword as enter } from './signing-in.ts';
import type { Walk } from './walk.ts';

/** Name and password, refused and throttled. */
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

/** Each way to prove the second factor. */
export const secondFactor: Walk = async (walker) => {
  const { site, page, goTo, press, fill, look } = walker;
  const account = await newAccount(site);
  await addAuthenticator(site, account.username);
  await addRecoveryCodes(site, account.username);
  await enter(walker, account.username, account.password);
  await look('second-factor');
  await press('Code of an authenticator app');
  await look('second-factor-app');
  await fill({ Code: '000000' });
  await press('Sign in');
  await look('second-factor-app-wrong');
  await goTo('/login/2fa/recovery');
  await look('second-factor-recovery');
  await fill({ 'One of your recovery codes': 'AAAAA-AAAAA' });
  await press('Sign in');
  await look('second-factor-recovery-wrong');
  await goTo('/login/2fa');
  await page.getByRole('button', { name: /^Text message to/ }).click();
  await look('second-factor-text');
  await fill({ Code: anotherCode(newestText(site).code) });
  await press('Sign in');
  await look('second-factor-text-wrong');
};

/** The link of a text message, opened on another device. */
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
  await other.getByRole('button', { name: 'Yes, sign me in there' }).click();
  await phone.close();
  await page.goto(new URL('/sc?k=gone&c=gone', site.url).href);
  await look('link-invalid');
  await page.goto(new URL('/login/2fa/sms', site.url).href);
};

/** An account by which nothing can be proved yet. */
export const verifyPhone: Walk = async (walker) => {
  const { site, press, fill, look } = walker;
  const { username, password } = await newUser(site.app);
  await enter(walker, username, password);
  await look('verify-phone');
  await fill({ 'Phone number': 'my phone' });
  await press('Send a code');
  await look('verify-phone-wrong');
};

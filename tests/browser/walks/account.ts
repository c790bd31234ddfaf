import { newUser } from '../../support/factories.ts';
import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { addPasskey } from '../../users/factors.ts';
import { addAuthenticator, newAccount } from '../people.ts';
import { enterAs } from '../signed-in.ts';
import { enterPassword, signInByText } from './signing-in.ts';
import type { Walk } from './walk.ts';

/** Pages of an account. */
export const account: Walk = async (walker) => {
  const { site, page, goTo, press, fill, look } = walker;
  const person = await newAccount(site);
  await signInAs(site.app, openUserAgent(site.app), person.username);
  await enterPassword(walker, person.username, person.password);
  await signInByText(walker);
  await goTo('/account');
  await look('overview');
  await goTo('/account/sessions');
  await look('sessions');
  await page.locator('main a[href*="what=session"]').click();
  await look('session-end');
  await goTo('/account/sessions/end?what=others');
  await look('sessions-end-others');
  await goTo('/account/sessions');
  await page.locator('main a[href*="what=device"]').click();
  await look('device-forget');
  await goTo('/account/security/passkeys');
  await look('passkeys');
  await goTo('/account/apps');
  await look('apps-none');
  await goTo('/account/notifications');
  await look('notifications-none');
  await goTo('/account/security');
  await look('security-new');
  await fill({ 'New password': 'Byron1815' });
  await page.getByText('This password is easy to guess.').waitFor();
  await look('security-weak-password');
  await goTo('/account/security/app');
  await look('authenticator-app');
  await goTo('/account/security/recovery');
  await look('recovery-codes');
  await goTo('/login/confirm?to=/account/sessions');
  await look('confirm-password');
  await goTo('/logout');
  await look('logout');
  await goTo('/account/preferences');
  await look('preferences');
  await press('Save');
  await look('preferences-saved');
};

/** Renaming and removing factors. */
export const factors: Walk = async ({ site, page, goTo, press, look }) => {
  const { username } = await newAccount(site);
  await addPasskey(site.app, username);
  await addAuthenticator(site, username);
  await enterAs(site, page.context(), username);
  await goTo('/account/security/passkeys');
  await look('passkeys-some');
  const passkey = page.locator('main a[href^="/account/security/passkeys/"]').first();
  const path = (await passkey.getAttribute('href'))?.replace(/\/remove$/, '') ?? '';
  await goTo(path);
  await look('passkey-rename');
  await goTo(`${path}/remove`);
  await look('passkey-remove');
  await goTo('/account/security/app');
  await look('authenticator-app-on');
  await goTo('/account/security/app/remove');
  await look('authenticator-app-remove');
  await press('Cancel');
};

/** A scheduled deletion of an account, cancelled by the link in the mail. */
export const deletion: Walk = async (walker) => {
  const { site, page, goTo, press, fill, look } = walker;
  const { username, email } = await newAccount(site);
  await enterAs(site, page.context(), username);
  await goTo('/account/data');
  await fill({ 'Enter your username to confirm': username });
  await press('Delete my account');
  await look('deletion-requested');
  await page.goto(site.mailbox.newestLink(email));
  await look('deletion-cancel');
  await press('Keep my account');
  await look('deletion-cancelled');
};

/** Signing in to an account without a phone number, which sets up an authenticator. */
export const newApp: Walk = async (walker) => {
  const { goTo, press, look, site } = walker;
  const { username, password } = await newUser(site.app);
  await enterPassword(walker, username, password);
  await goTo('/login/new-app');
  await look('new-app');
  await press('Set up');
  await look('new-app-code');
};

import { openUserAgent, signInAs } from '../../support/user-agent.ts';
import { newAccount } from '../people.ts';
import { enterPassword, signInByText } from './signing-in.ts';
import type { Walk } from './walk.ts';

/** What who is signed in sees of the own account. */
export const account: Walk = async (walker) => {
  const { site, page, goTo, fill, look } = walker;
  const person = await newAccount(site);
  await signInAs(site.app, openUserAgent(site.app), person.username);
  await enterPassword(walker, person.username, person.password);
  await signInByText(walker);
  await goTo('/');
  await look('start-signed-in');
  await goTo('/account/sessions');
  await look('sessions');
  await goTo('/account/security/passkeys');
  await look('passkeys');
  await goTo('/account/apps');
  await look('apps');
  await goTo('/account/notifications');
  await look('notifications');
  await goTo('/account/security');
  await look('security');
  await fill({ 'New password': 'Byron1815' });
  await page.getByText('This password is easy to guess.').waitFor();
  await look('security-weak-password');
  await goTo('/account/security/app');
  await look('authenticator-app');
  await goTo('/account/security/recovery');
  await look('recovery-codes');
  await goTo('/account/data');
  await look('data');
  await goTo('/login/confirm?to=/account/sessions');
  await look('confirm-password');
  await goTo('/logout');
  await look('logout');
};

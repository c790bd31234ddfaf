import { inTransaction } from '../../../src/db/pg-errors.ts';
import { insertValidatedPhoneNumber } from '../../../src/users/phone-numbers/queries.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { addPasskey } from '../../users/factors.ts';
import { anotherCode, newestText } from '../messages.ts';
import { addAuthenticator, addRecoveryCodes, newAccount } from '../people.ts';
import { enterAs } from '../signed-in.ts';
import type { Walk } from './walk.ts';

/** Forms submitted empty: the page, its button, and the name of the screenshot. */
const empty = [
  ['/account/apikeys/new', 'Create key', 'api-key-new-errors'],
  ['/account/security', 'Save password', 'security-errors'],
  ['/account/profile/name', 'Save', 'profile-name-errors'],
  ['/account/profile/upload', 'Save', 'profile-upload-errors'],
  ['/account/documents/registry/new', 'Save', 'registry-new-errors'],
  ['/new-organization', 'Create organization', 'organization-new-errors'],
] as const;

/** Refusals on the pages of an account: missing values, and acts that are not possible. */
export const refusedForms: Walk = async ({ site, page, goTo, press, fill, look }) => {
  const { username } = await newUser(site.app, { email: 'refused@company.com' });
  await newOrganization(site.app.database.db, 'only-mine', { owner: username });
  await enterAs(site, page.context(), username);
  for (const [path, button, name] of empty) {
    await goTo(path);
    if (path === '/account/profile/name') await fill({ 'First name': '', 'Last name': '' });
    await press(button);
    await look(name);
  }
  await goTo('/account/profile/email/main/remove');
  await press('Remove');
  await look('profile-remove-refused');
  await goTo('/account/data');
  await fill({ 'Enter your username to confirm': username });
  await press('Delete my account');
  await look('data-sole-owner');
};

/** Codes of an account: shown once, wrong, and expiring. */
export const codes: Walk = async ({ site, page, goTo, press, fill, look }) => {
  const { username } = await newAccount(site);
  await enterAs(site, page.context(), username);
  await goTo('/account/security/app');
  await press('Set up');
  await look('authenticator-app-code');
  await fill({ 'Code that the app shows now': '000000' });
  await press('Confirm');
  await look('authenticator-app-wrong');
  await goTo('/account/security/recovery');
  await press('Create ten codes');
  await look('recovery-codes-made');
  await goTo('/account/security/recovery');
  await look('recovery-codes-some');
  await goTo('/account/profile/add/phone');
  await fill({ Label: 'second', 'Phone number': '+32475000123' });
  await press('Save');
  await press('Send a code');
  await look('profile-confirm-code');
  await fill({ '6-digit code': anotherCode(newestText(site).code) });
  await press('Confirm');
  await look('profile-confirm-wrong');
};

/** Empty pages, and tasks that are done. */
export const nothingLeft: Walk = async ({ site, page, goTo, look }) => {
  const { app } = site;
  const { username } = await newAccount(site);
  const second = { label: 'second', number: '+32475000124' };
  await inTransaction(app.database.db, (trx) =>
    insertValidatedPhoneNumber(trx, username, second, app.clock.now()),
  );
  await addPasskey(app, username);
  await addAuthenticator(site, username);
  await addRecoveryCodes(site, username);
  await enterAs(site, page.context(), username);
  const pages = {
    'overview-complete': '/account',
    'activity-none': '/account/activity?show=organizations',
    'organizations-none': '/organizations',
    'sessions-only-this': '/account/sessions',
  };
  for (const [name, path] of Object.entries(pages)) {
    await goTo(path);
    await look(name);
  }
};

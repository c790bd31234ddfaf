import { hashToken } from '../../../src/crypto/tokens.ts';
import { invite } from '../../organizations/invitations/stored-invitation.ts';
import { newOrganization } from '../../support/organizations.ts';
import { newAccount } from '../people.ts';
import type { Walk } from './walk.ts';

/** Pages that explain why there is nothing to see. */
export const failures: Walk = async ({ goTo, fill, press, look }) => {
  for (const status of [400, 403, 404, 429, 500, 503]) {
    await goTo(`/error${status}`);
    await look(`error-${status}`);
  }
  await goTo('/login');
  for (let attempt = 0; attempt < 11; attempt += 1) {
    await fill({ 'Username, email address or phone number': 'nobody', Password: 'not the password' });
    await press('Sign in');
  }
  await look('sign-in-throttled');
  await goTo('/authorize?request=gone');
  await look('consent-unknown');
  await goTo('/v1/oauth/authorize?client_id=nobody&response_type=code');
  await look('authorize-refused');
};

/** The links of messages to addresses and numbers, which do nothing any more. */
export const deadLinks: Walk = async ({ goTo, press, look }) => {
  await goTo('/emailvalidation?k=gone&c=gone');
  await press('Confirm');
  await look('email-link-invalid');
  await goTo('/phonevalidation?k=gone&c=gone');
  await press('Confirm');
  await look('phone-link-invalid');
};

/** An invitation by mail, seen by a stranger and by a user. */
export const invitation: Walk = async ({ site, goTo, press, look }) => {
  await newAccount(site, { username: 'inviter' });
  await newOrganization(site.app.database.db, 'go-club', { owner: 'inviter' });
  const code = 'code-of-invitation';
  const code_expires_at = new Date(site.app.clock.now().getTime() + 86_400_000);
  const to = { email_address: 'new@home.org', invited_by: 'inviter', code_hash: hashToken(code) };
  await invite(site.app, { globalid: 'go-club', role: 'member', code_expires_at, ...to });
  await goTo(`/login/invitation/${code}`);
  await look('invitation');
  await press('Create an account');
  await look('register-1-invited');
  await goTo('/login/invitation/another');
  await look('invitation-gone');
};

/** What `api-documentation.test.ts` does not look at. */
export const apiConsole: Walk = async ({ page, goTo }) => {
  await goTo('/apidocumentation/console');
  await page.locator('.opblock-tag').first().waitFor();
};

/** Longer words than English has. */
export const otherLanguages: Walk = async ({ goTo, look }) => {
  for (const language of ['nl', 'ru']) {
    for (const path of ['/', '/login', '/register', '/login/forgotpassword', '/login/validateemail']) {
      await goTo(`${path}?lang=${language}`);
      await look(`${language}${path.replaceAll('/', '-')}`);
    }
  }
};

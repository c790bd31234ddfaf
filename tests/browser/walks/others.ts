import { hashToken } from '../../../src/crypto/tokens.ts';
import { invite } from '../../organizations/invitations/stored-invitation.ts';
import { newOrganization } from '../../support/organizations.ts';
import { newAccount } from '../people.ts';
import { takePicture } from '../pictures.ts';
import type { Walk } from './walk.ts';

/** Errors and empty pages. */
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

/** Expired or used links of messages. */
export const deadLinks: Walk = async ({ goTo, press, look }) => {
  await goTo('/emailvalidation?k=gone&c=gone');
  await press('Confirm');
  await look('email-link-invalid');
  await goTo('/phonevalidation?k=gone&c=gone');
  await press('Confirm');
  await look('phone-link-invalid');
};

/** An invitation by mail, opened by a stranger and by a user. */
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

const documentation = '/apidocumentation';

/** The API documentation with its console. */
export const apiDocumentation: Walk = async ({ page, goTo, look }) => {
  const pages = {
    start: documentation,
    tokens: `${documentation}/tokens`,
    'first-call': `${documentation}/first-call`,
    endpoints: `${documentation}/endpoints`,
    errors: `${documentation}/errors`,
    limits: `${documentation}/limits`,
    group: `${documentation}/user-email-addresses`,
    'large-group': `${documentation}/organization-members`,
    operation: `${documentation}/user-email-addresses/updateEmailAddress`,
    'large-operation': `${documentation}/users/getUser`,
    search: `${documentation}/search?q=label`,
    'search-nothing': `${documentation}/search?q=nothing-like-this`,
    preferences: `/preferences?return_to=${documentation}`,
  };
  for (const [name, path] of Object.entries(pages)) {
    await goTo(path);
    await look(`documentation-${name}`);
  }
  await goTo(`${documentation}/console#/users/getUser`);
  await page.locator('.opblock-tag').first().waitFor();
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    await takePicture(page, `documentation-console-${colorScheme}`);
  }
};

/** The operator's legal texts. */
export const legal: Walk = async ({ goTo, look }) => {
  for (const kind of ['terms', 'privacy', 'cookies']) {
    await goTo(`/${kind}`);
    await look(kind);
  }
};

/** The outbox of a developer. */
export const outbox: Walk = async ({ site, goTo, look }) => {
  await goTo('/dev/outbox');
  await look('outbox-empty');
  const link =
    'https://id.example/emailvalidation?k=6f1c2b9e&c=a-long-code-that-has-no-place-to-break-a-line';
  const [subject, text] = ['Confirm your email address', `Open this link:\n\n${link}\n\nIt works for a day.`];
  await site.outbox.mail.send({ to: ['ada@company.com'], subject, text, html: '' });
  await site.outbox.sms.send({ to: '+32470101001', text: '123456 is your code.' });
  await goTo('/dev/outbox');
  await look('outbox');
};

import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { accountOfSize } from '../../users/account-of-size.ts';

/** What the pages of an account cost that holds a lot: none may grow with what it holds. */

let app: TestApp;
let agent: UserAgent;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
  const { username } = (await accountOfSize(app, { entries: 60, organizations: 60 })).user;
  agent = openUserAgent(app);
  await signInAs(app, agent, username);
});
afterAll(() => app.close());

// promise: small-pages
test.each([
  '/account/profile',
  '/account/profile/email',
  '/account/apps',
  '/account/apps/shop',
  '/account/apps/shop/withdraw',
  '/account/security',
  '/account/sessions',
  '/account/apikeys',
  '/account/activity',
  '/account/notifications',
  '/account/documents',
  '/account/documents/see',
  '/account/documents/contracts',
  '/account/documents/registry',
])('%s takes 8 statements and 30 kB at most', async (path) => {
  const read = () => agent.get(path);
  const { status, text } = await read();
  expect([status, Buffer.byteLength(text) <= 30 * 1024 || Buffer.byteLength(text)]).toEqual([200, true]);
  expect(await app.database.countStatements(read)).toBeLessThanOrEqual(8);
});

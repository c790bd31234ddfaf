import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { Response } from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { authorizeUrl, newClient } from '../../support/authorize.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent, signInAs, type UserAgent } from '../../support/user-agent.ts';
import { accountOfSize } from '../../users/account-of-size.ts';

/** Pages of a large account: their cost does not depend on its size. */

let app: TestApp;
let agent: UserAgent;
let user: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
  await newClient(app, 'asking-shop');
  ({ user } = await accountOfSize(app, { entries: 60, organizations: 60 }));
  agent = openUserAgent(app);
  for (const each of Array.from({ length: 50 }, () => openUserAgent(app)))
    await signInAs(app, each, user.username);
  await signInAs(app, agent, user.username);
  await storeDevices(50);
});
afterAll(() => app.close());

async function storeDevices(count: number): Promise<void> {
  const now = app.clock.now();
  const rows = Array.from({ length: count }, (_, index) => ({
    secret_hash: Buffer.from(String(index).padEnd(32, '-')),
    device_id: randomUUID(),
    username: user.username,
    user_agent: 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    created_at: now,
    last_used_at: now,
    expires_at: new Date(now.getTime() + 86_400_000),
  }));
  await app.database.db.insertInto('trusted_devices').values(rows).execute();
}

async function expectSmall(read: () => Promise<Response>): Promise<void> {
  const { status, text } = await read();
  expect([status, Buffer.byteLength(text) <= 30 * 1024 || Buffer.byteLength(text)]).toEqual([200, true]);
  expect(await app.database.countStatements(read)).toBeLessThanOrEqual(8);
}

// promise: small-pages
test.each([
  '/account',
  '/organizations',
  '/account/profile',
  '/account/profile/email',
  '/account/apps',
  '/account/apps/shop',
  '/account/apps/shop/withdraw',
  '/account/security',
  '/account/sessions',
  '/account/sessions?page=2&devices=3',
  '/account/sessions/end?what=others',
  '/account/apikeys',
  '/account/activity',
  '/account/notifications',
  '/account/documents',
  '/account/documents/see',
  '/account/documents/contracts',
  '/account/documents/registry',
])('%s takes at most 8 statements and 30 kB', (path) => expectSmall(() => agent.get(path)));

test.each([
  ['/account/apps', 'Search applications', 'shop', '<strong>shop</strong>'],
  ['/account/documents/registry', 'Search entries', 'ENTRY-60', '<strong>entry-60</strong>'],
])('%s is searched when it is long', async (path, label, search, found) => {
  expect((await agent.get(path)).text).toContain(label);
  const { text } = await agent.get(`${path}?q=${search}`);
  expect(text).toContain(found);
  expect(text.split('class="row"').length - 1).toBe(1);
  expect((await agent.get(`${path}?q=%3Cb%3E`)).text).toContain('Nothing found for “&lt;b>”.');
  expect((await signedInAsNew()).text).not.toContain(label);

  async function signedInAsNew() {
    const other = openUserAgent(app);
    await signInAs(app, other, (await newUser(app)).username);
    return other.get(path);
  }
});

test.each(['/', '/login', '/register', '/login/forgotpassword'])(
  '%s takes 8 statements and 30 kB at most, for a stranger',
  (path) => expectSmall(() => openUserAgent(app).get(path)),
);

test('the choice of a second factor takes 8 statements and 30 kB at most', async () => {
  const stranger = openUserAgent(app);
  const { username: login, password } = user;
  await stranger.submit(await stranger.get('/login'), { login, password }, '/login');
  await expectSmall(() => stranger.get('/login/2fa'));
});

test('a consent takes 8 statements and 30 kB at most', async () => {
  const scope =
    'user:name user:email:main user:phone:main user:address:home user:bankaccount user:publickey:x';
  const response = await agent.get(authorizeUrl({ client_id: 'asking-shop', scope }));
  await expectSmall(() => agent.get(response.headers.location ?? ''));
});

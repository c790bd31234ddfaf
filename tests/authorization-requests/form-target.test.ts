import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { verifiedRedirectTarget } from '../../src/authorization-requests/form-target.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newApiKey, newOrganization } from '../support/organizations.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  const { db } = app.database;
  await newOrganization(db, 'shop');
  for (const [index, callbackUrl] of ['https://shop.example:8443/cb', 'com.example.shop:/cb'].entries()) {
    await newApiKey(db, { globalid: 'shop', label: `key ${index}`, callbackUrl });
  }
  const loopback = { callbackUrl: 'http://[::1]/cb', isPublic: true, requiresPkce: true };
  await newApiKey(db, { globalid: 'shop', label: 'native', ...loopback });
});
afterAll(() => app.close());

const target = (query: string) =>
  verifiedRedirectTarget(app.database.db, new URLSearchParams(query), { publicUrl: testUrl });

test.each([
  ['https://shop.example:8443/cb/x?y=1', 'https://shop.example:8443'],
  ['com.example.shop:/cb', 'com.example.shop:'],
  ['http://[::1]/cb', 'http:'],
  ['http://[::1]:9000/cb', 'http:'],
  ['https://evil.example/cb', undefined],
  ['https://shop.example:8443/cb; script-src *', undefined],
])('the forms of a sign-in for %s may lead to %s', async (uri, expected) => {
  expect(await target(`client_id=shop&redirect_uri=${encodeURIComponent(uri)}`)).toBe(expected);
});

test.each([
  'client_id=shop',
  'redirect_uri=https://shop.example:8443/cb',
  'client_id=nobody&redirect_uri=https://shop.example:8443/cb',
  'client_id=itsyouonline&redirect_uri=https://shop.example:8443/cb',
  'client_id=sh%00op&redirect_uri=https://shop.example:8443/cb',
  'client_id=shop&client_id=shop&redirect_uri=https://shop.example:8443/cb',
  'client_id=shop&redirect_uri=https://shop.example:8443/cb&redirect_uri=https://shop.example:8443/cb',
])('%s leads nowhere', async (query) => {
  expect(await target(query)).toBeUndefined();
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { type Route, routes } from '../../generated/routes.ts';
import { defaultBodyLimit } from '../../src/web/request.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';

let app: TestApp;
let owner: TestUser;
let shopToken: string;
let clientToken: string;

beforeAll(async () => {
  app = await openTestApp();
  owner = await newUser(app, { username: 'owner' });
  await newOrganization(app.database.db, 'petshop', { owner: 'owner' });
  shopToken = await organizationToken(app, 'petshop');
  const scopes = ['user:keystore', 'user:see'];
  clientToken = await newThirdPartyToken(app, { username: 'owner', client: 'petshop', scopes });
});
afterAll(() => app.close());

/** A token with access to the operation. */
function tokenFor({ scopes }: Route): string {
  if (scopes.includes('user:admin')) return owner.token;
  return scopes.some((scope) => scope.startsWith('organization:')) ? shopToken : clientToken;
}

function pathOf({ path }: Route): string {
  const values: Readonly<Record<string, string>> = { username: 'owner', globalid: 'petshop' };
  return `/api${path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? 'absent')}`;
}

const withBody = routes
  .filter((route) => route.body === 'json')
  .map((route): [string, Route] => [`${route.method.toUpperCase()} ${route.path}`, route]);

describe('a body above the limit of the operation', () => {
  test.each(withBody)('%s refuses it', async (_name, route) => {
    const limit = route.bodyLimit ?? defaultBodyLimit;
    const { status, body } = await request(app.web)
      [route.method](pathOf(route))
      .set('Authorization', `token ${tokenFor(route)}`)
      .type('json')
      .send(JSON.stringify('x'.repeat(limit)));
    expect([status, body.error]).toEqual([413, 'file_too_large']);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addPerson, linkOrganization, newOrganization } from '../support/organizations.ts';
import { shareMemberships } from '../support/third-party.ts';
import type { TestClient } from './clients.ts';
import { newCode, newKey, redeem, requestToken, share } from './code-flow.ts';
import { jwtFor, refreshed } from './exchange.ts';

/** A membership that has ended is in no token, not even in tokens issued before. */

let app: TestApp;
let bob: TestUser;
let owner: TestUser;
let shop: TestClient;
let number = 0;
let club = '';
const scope = () => `user:memberof:${club}`;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  owner = await newUser(app, { username: 'owner' });
  await newOrganization(app.database.db, 'shop');
  shop = await newKey(app, 'shop');
});
afterAll(() => app.close());

beforeEach(async () => {
  number += 1;
  const { db } = app.database;
  await newOrganization(db, `club${number}`, { owner: 'owner' });
  club = await newOrganization(db, `club${number}.chess`, { owner: 'owner' });
  await share(app, { username: 'bob', client: 'shop', scopes: ['user:name'] });
  await shareMemberships(app, 'bob', 'shop', [club]);
});

/** Whether it says that Bob is in the club. */
type Statement = () => Promise<boolean>;

const information =
  (token: string): Statement =>
  async () => {
    const call = request(app.web).get('/api/users/bob/info').set('Authorization', `bearer ${token}`);
    return (await call.expect(200)).body.organizations.includes(club);
  };

const introspection =
  (token: string): Statement =>
  async () => {
    const call = request(app.web).post('/v1/oauth/introspect').auth(shop.id, shop.secret).type('form');
    return (await call.send({ token }).expect(200)).body.scopes.includes(scope());
  };

const claim =
  (jwt: () => Promise<string>): Statement =>
  async () =>
    (decodeJwt(await jwt()).scope as string[]).includes(scope());

const newOfflineCode = () => newCode(app, 'bob', 'shop', { wantsOffline: true, scopes: requestedScopes() });
const requestedScopes = () => ({ scopes: ['user:name', scope()], style: 'comma' as const });

async function statements(): Promise<Readonly<Record<string, Statement>>> {
  const { body } = await redeem(app, shop, await newOfflineCode()).expect(200);
  const opaque = String(body.access_token);
  const jwt = await jwtFor(app, opaque);
  const tree = await jwtFor(app, opaque, { scope: `${requestedScopes().scopes.join()},offline_access` });
  const branch = await jwtFor(app, tree, { scope: `${requestedScopes().scopes.join()},offline_access` });
  const early = await newOfflineCode();
  let latest = String(body.refresh_token);
  return {
    'the information by the token': information(opaque),
    'the information by a JWT': information(jwt),
    'introspection of the token': introspection(opaque),
    'introspection of a JWT': introspection(jwt),
    'a new JWT': claim(() => jwtFor(app, opaque)),
    'a derived JWT': claim(() => jwtFor(app, jwt)),
    'a refreshed JWT': claim(() => refreshed(app, tree)),
    'a refreshed JWT of a branch': claim(() => refreshed(app, branch)),
    'a refreshed token': async () => {
      const more = { grant_type: 'refresh_token', refresh_token: latest };
      const response = await requestToken(app, shop, more).expect(200);
      latest = response.body.refresh_token;
      return response.body.scope.includes(scope());
    },
    'a token for a code': async () =>
      (await redeem(app, shop, early).expect(200)).body.scope.includes(scope()),
  };
}

async function truths(all: Readonly<Record<string, Statement>>): Promise<Record<string, boolean>> {
  const found: Record<string, boolean> = {};
  for (const [what, says] of Object.entries(all)) found[what] = await says();
  return found;
}

const as = (user: TestUser, method: 'delete', path: string) =>
  request(app.web)[method](`/api${path}`).set('Authorization', `token ${user.token}`);

const parent = () => club.split('.')[0] ?? '';
const db = () => app.database.db;

const endings: readonly (readonly [string, () => Promise<unknown>, () => Promise<unknown>])[] = [
  [
    'an owner takes a member out',
    () => addPerson(db(), club, 'bob', 'member'),
    () => as(owner, 'delete', `/organizations/${club}/members/bob`).expect(204),
  ],
  [
    'an owner takes another owner out',
    () => addPerson(db(), club, 'bob', 'owner'),
    () => as(owner, 'delete', `/organizations/${club}/owners/bob`).expect(204),
  ],
  // promise: refresh-shrinks
  [
    'the member leaves',
    () => addPerson(db(), club, 'bob', 'member'),
    () => as(bob, 'delete', `/users/bob/organizations/${club}/leave`).expect(204),
  ],
  [
    'it came from the organization above',
    () => addPerson(db(), parent(), 'bob', 'member'),
    () => as(owner, 'delete', `/organizations/${parent()}/members/bob`).expect(204),
  ],
  [
    'it came from an organization that was a member',
    async () => {
      const guild = await newOrganization(db(), `guild${number}`, { members: ['bob'] });
      await linkOrganization(db(), club, guild, 'orgmember');
    },
    () => as(owner, 'delete', `/organizations/${club}/orgmembers/guild${number}`).expect(204),
  ],
  [
    'the organization is deleted',
    () => addPerson(db(), club, 'bob', 'member'),
    () => as(owner, 'delete', `/organizations/${club}`).expect(204),
  ],
];

describe('tokens lose a membership when', () => {
  test.each(endings)('%s', async (_how, join, end) => {
    await join();
    const before = await statements();
    // A code works once, so the remaining one is redeemed after the end.
    const { 'a token for a code': late, ...others } = before;
    const all = (is: boolean) => Object.fromEntries(Object.keys(others).map((what) => [what, is]));
    expect(await truths(others)).toEqual(all(true));
    await end();
    expect(await truths(others)).toEqual(all(false));
    expect(await late?.()).toBe(false);
  });
});

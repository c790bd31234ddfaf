import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { callerWith } from '../users/caller.ts';

let app: TestApp;
let ann: TestUser;
let bob: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
  bob = await newUser(app, { username: 'bob' });
  await newOrganization(app.database.db, 'club', { owner: 'ann' });
  await newOrganization(app.database.db, 'guests', { owner: 'bob' });
});

afterAll(() => app.close());

beforeEach(async () => {
  app.clock.advance(61);
  await app.database.db.deleteFrom('audit_events').execute();
});

const as = (user: TestUser) => callerWith(app, user.token);

async function refusals() {
  const rows = await app.database.db
    .selectFrom('audit_events')
    .select(['username', 'globalid', 'actor', 'details'])
    .where('event', '=', 'call.refused')
    .orderBy('occurred_at')
    .orderBy('username')
    .orderBy(sql`details ->> 'operation'`)
    .execute();
  return rows.map(({ username, globalid, actor, details }) => [username, globalid, actor, details]);
}

// promise: refused-calls
test('a refused call is in the audit log of the calling account', async () => {
  await as(bob).delete('/organizations/club').expect(403);
  expect(await refusals()).toEqual([['bob', null, 'bob', { operation: 'deleteOrganization' }]]);
});

test('a refused call is in the audit log of the calling organization', async () => {
  const token = await organizationToken(app, 'guests');
  await app.database.db.deleteFrom('audit_events').execute();
  await callerWith(app, token).delete('/organizations/club').expect(403);
  expect(await refusals()).toEqual([[null, 'guests', 'guests', { operation: 'deleteOrganization' }]]);
});

test('a call that passes the access check and is refused by the act is in the audit log', async () => {
  await as(ann).get('/organizations/club/grants/bob').expect(403);
  expect(await refusals()).toEqual([['ann', null, 'ann', { operation: 'getUserGrants' }]]);
});

// promise: refused-calls
test('each caller and operation is recorded once a minute, however many calls arrive at once', async () => {
  const calls = ['delete', 'delete', 'get', 'get'] as const;
  await Promise.all(calls.map((method) => as(bob)[method]('/organizations/club').expect(403)));
  await as(ann).delete('/organizations/guests').expect(403);
  expect(await refusals()).toEqual([
    ['ann', null, 'ann', { operation: 'deleteOrganization' }],
    ['bob', null, 'bob', { operation: 'deleteOrganization' }],
    ['bob', null, 'bob', { operation: 'getOrganization' }],
  ]);
  app.clock.advance(60);
  await as(bob).delete('/organizations/club').expect(403);
  expect((await refusals()).length).toBe(4);
});

test('only the first in a minute takes a statement', async () => {
  const refuse = () =>
    app.database.countStatements(async () => as(bob).delete('/organizations/club').expect(403));
  const [first, second] = [await refuse(), await refuse()];
  expect(first - second).toBe(1);
});

test.each([
  ['a success', () => as(ann).get('/organizations/club'), 200],
  ['a call without a credential', () => callerWith(app).delete('/organizations/club'), 401],
  [
    'a call with a broken credential',
    () => callerWith(app, 'x'.repeat(40)).delete('/organizations/club'),
    401,
  ],
  ['a call about nothing', () => as(ann).delete('/organizations/club/dns/none.example'), 404],
])('%s is not recorded', async (_what, call, status) => {
  expect((await call()).status).toBe(status);
  expect(await refusals()).toEqual([]);
});

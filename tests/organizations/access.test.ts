import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request, { type Test } from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { linkOrganization, newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';

let app: TestApp;
const tokens = new Map<string, string>();

beforeAll(async () => {
  app = await openTestApp();
  const { db } = app.database;
  const people = [
    'owner',
    'member',
    'parentowner',
    'parentmember',
    'partnermember',
    'clubowner',
    'childowner',
  ];
  for (const username of [...people, 'stranger']) {
    tokens.set(username, (await newUser(app, { username })).token);
  }
  await newOrganization(db, 'top', { owner: 'parentowner', members: ['parentmember'] });
  await newOrganization(db, 'top.mid', { owner: 'owner', members: ['member'] });
  await newOrganization(db, 'top.mid.low', { owner: 'childowner' });
  await newOrganization(db, 'partner', { members: ['partnermember'] });
  await newOrganization(db, 'club', { owner: 'clubowner' });
  await newOrganization(db, 'top-mid', { owner: 'stranger' });
  await newOrganization(db, 'top.mi', { owner: 'stranger' });
  await linkOrganization(db, 'top.mid', 'partner', 'orgowner');
  await linkOrganization(db, 'top.mid', 'club', 'orgmember');
  for (const globalid of ['top', 'top.mid', 'top.mid.low', 'partner', 'top-mid', 'top.mi']) {
    tokens.set(globalid, await organizationToken(app, globalid));
  }
  tokens.set('third party', await newThirdPartyToken(app, { username: 'owner', client: 'top.mid' }));
  tokens.set(
    'greedy third party',
    await newThirdPartyToken(app, { username: 'owner', client: 'partner', scopes: greed }),
  );
});

const greed = ['user:admin', 'organization:owner', 'organization:member'];

afterAll(() => app.close());

function as(caller: string, call: Test): Test {
  const token = tokens.get(caller);
  if (token === undefined) throw new Error(`no one is called ${caller}`);
  return call.set('Authorization', `token ${token}`);
}

const forOwners = (globalid: string) => request(app.web).get(`/api/organizations/${globalid}/apikeys`);
const forMembers = (globalid: string) => request(app.web).get(`/api/organizations/${globalid}`);
const forAll = (globalid: string) => request(app.web).get(`/api/organizations/${globalid}/registry/color`);

describe('an organization opens itself', () => {
  const callers: readonly [caller: string, asOwner: number, asMember: number][] = [
    ['owner', 200, 200],
    ['member', 403, 200],
    ['parentowner', 200, 200],
    ['parentmember', 403, 200],
    ['partnermember', 200, 200],
    ['clubowner', 403, 200],
    ['childowner', 403, 403],
    ['stranger', 403, 403],
    ['third party', 403, 403],
    ['greedy third party', 403, 403],
    ['top.mid', 200, 200],
    ['top', 200, 200],
    ['top.mid.low', 403, 403],
    ['partner', 403, 403],
    ['top-mid', 403, 403],
    ['top.mi', 403, 403],
  ];

  test.each(callers)('to %s: %d for owners, %d for members', async (caller, asOwner, asMember) => {
    expect((await as(caller, forOwners('top.mid'))).status).toBe(asOwner);
    expect((await as(caller, forMembers('top.mid'))).status).toBe(asMember);
  });

  test('to no one without a credential', async () => {
    expect((await forOwners('top.mid')).body).toEqual({ error: 'unauthorized' });
    expect((await forMembers('top.mid')).status).toBe(401);
  });

  test('to everyone where the contract says so, with any credential', async () => {
    const entry = { Key: 'color', Value: 'green' };
    await as('owner', request(app.web).post('/api/organizations/top.mid/registry')).send(entry).expect(201);
    expect((await forAll('top.mid')).body).toEqual(entry);
    expect((await as('stranger', forAll('top.mid'))).status).toBe(200);
    expect((await forAll('top.mid').set('Authorization', 'token wrong')).status).toBe(200);
  });
});

describe('a refused caller changes nothing', () => {
  const write = (globalid: string) =>
    request(app.web).post(`/api/organizations/${globalid}/registry`).send({ Key: 'stolen', Value: 'yes' });
  const refused = [
    'member',
    'clubowner',
    'childowner',
    'stranger',
    'third party',
    'top.mid.low',
    'partner',
    'top-mid',
  ];

  test.each(refused)('%s', async (caller) => {
    const response = await as(caller, write('top.mid'));
    expect([response.status, response.body.error]).toEqual([403, 'insufficient_scope']);
    const { db } = app.database;
    const rows = await db
      .selectFrom('organization_registry_entries')
      .selectAll()
      .where('key', '=', 'stolen')
      .execute();
    expect(rows).toEqual([]);
  });

  test('the missing scope is reported before any error in the body', async () => {
    const call = request(app.web).post('/api/organizations/top.mid/registry').type('json').send('{');
    expect((await as('stranger', call)).status).toBe(403);
  });
});

describe('an organization that does not exist', () => {
  test('is not found by anyone with a credential', async () => {
    for (const caller of ['owner', 'third party', 'top']) {
      const response = await as(caller, forOwners('top.ghost'));
      expect([response.status, response.body]).toEqual([404, { error: 'organization_not_found' }]);
    }
  });

  test('is not distinguished from another without a credential', async () => {
    expect((await forOwners('top.ghost')).status).toBe(401);
  });

  test('is not found where no credential is needed', async () => {
    const response = await forAll('top.ghost');
    expect([response.status, response.body]).toEqual([404, { error: 'organization_not_found' }]);
  });
});

describe('the right ends', () => {
  test('with the membership, for tokens already issued', async () => {
    const { db } = app.database;
    await newUser(app, { username: 'passing' }).then((user) => tokens.set('passing', user.token));
    await newOrganization(db, 'shortlived', { owner: 'passing' });
    expect((await as('passing', forOwners('shortlived'))).status).toBe(200);
    await db.deleteFrom('organization_users').where('globalid', '=', 'shortlived').execute();
    expect((await as('passing', forOwners('shortlived'))).status).toBe(403);
  });

  test('with the link', async () => {
    const { db } = app.database;
    await newOrganization(db, 'linking');
    await linkOrganization(db, 'linking', 'partner', 'orgowner');
    expect((await as('partnermember', forOwners('linking'))).status).toBe(200);
    await db.deleteFrom('organization_links').where('globalid', '=', 'linking').execute();
    expect((await as('partnermember', forOwners('linking'))).status).toBe(403);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import {
  addPerson,
  linkOrganization,
  newOrganization,
  organizationToken,
  someTime,
} from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';
import { namesOfBob, newClub, openClubs, peopleOf, strangers } from './clubs.ts';

let app: TestApp;
let ann: TestUser;
let bob: TestUser;
let club: string;
let asOwner: ReturnType<typeof callsTo>;

beforeAll(async () => {
  ({ app, ann, bob } = await openClubs());
});
afterAll(() => app.close());
beforeEach(async () => {
  ({ club, asOwner } = await newClub(app, ann));
});

const join = (role: 'owner' | 'member', username = 'bob', globalid = club) =>
  addPerson(app.database.db, globalid, username, role);
const lists = (globalid = club) => peopleOf(app, globalid);

describe('getOrganizationUsers', () => {
  const users = async (call = asOwner) => (await call('get', '/users').expect(200)).body;

  async function require(...scopes: readonly string[]): Promise<void> {
    for (const scope of scopes) {
      await asOwner('post', '/requiredscopes', { scope, accessscopes: ['organization:owner'] }).expect(201);
    }
  }

  test('lists owners first, then by username, with what the contract calls the roles', async () => {
    for (const [username, role] of [
      ['zoe', 'member'],
      ['carl', 'member'],
      ['adam', 'owner'],
    ] as const) {
      await newUser(app, { username });
      await join(role, username);
    }
    await join('member');
    expect(await users()).toEqual({
      haseditpermissions: true,
      users: [
        { username: 'adam', role: 'organization:owner', missingscopes: [] },
        { username: 'ann', role: 'organization:owner', missingscopes: [] },
        { username: 'bob', role: 'organization:member', missingscopes: [] },
        { username: 'carl', role: 'organization:member', missingscopes: [] },
        { username: 'zoe', role: 'organization:member', missingscopes: [] },
      ],
    });
  });

  test('lists no one from above, from below or from linked organizations', async () => {
    const { db } = app.database;
    const below = await newOrganization(db, `${club}.below`, { owner: 'bob' });
    const guests = await newOrganization(db, `${club}-guests`, { owner: 'bob' });
    await linkOrganization(db, club, guests, 'orgowner', true);
    expect((await users()).users.map((user: { username: string }) => user.username)).toEqual(['ann']);
    expect((await users(callsTo(app, below, ann.token))).users).toEqual([
      { username: 'bob', role: 'organization:owner', missingscopes: [] },
    ]);
  });

  test('shows owners which required scopes each user does not share with the organization', async () => {
    await join('member');
    const required = ['user:name', 'user:email:work', 'user:phone', `user:memberof:${club}`, 'user:avatar'];
    await require(...required);
    await newThirdPartyToken(app, {
      username: 'bob',
      client: club,
      scopes: ['user:name'],
      labels: [
        { kind: 'emailaddresses', requested: 'home', real: 'main' },
        { kind: 'phonenumbers', requested: 'any', real: 'main' },
      ],
    });
    const missing = Object.fromEntries(
      (await users()).users.map((user: { username: string; missingscopes: string[] }) => [
        user.username,
        user.missingscopes,
      ]),
    );
    expect(missing).toEqual({
      ann: required,
      bob: ['user:email:work', `user:memberof:${club}`, 'user:avatar'],
    });
  });

  test('considers only what is shared with this organization', async () => {
    const other = await newOrganization(app.database.db, `${club}.other`);
    await require('user:name', 'user:phone:main:write');
    await newThirdPartyToken(app, { username: 'ann', client: other, scopes: ['user:name'] });
    expect((await users()).users[0].missingscopes).toEqual(['user:name', 'user:phone:main:write']);
    await newThirdPartyToken(app, {
      username: 'ann',
      client: club,
      scopes: ['user:name'],
      labels: [{ kind: 'phonenumbers', requested: 'main', real: 'main' }],
    });
    expect((await users()).users[0].missingscopes).toEqual(['user:phone:main:write']);
  });

  test('leaves out scopes that cannot be shared', async () => {
    await require('user:name:x', 'user:email');
    await newThirdPartyToken(app, { username: 'ann', client: club, scopes: ['user:name'] });
    expect((await users()).users[0].missingscopes).toEqual(['user:email']);
  });

  test('shows members neither what others share nor that they may change it', async () => {
    await join('member');
    await require('user:name');
    expect(await users(callsTo(app, club, bob.token))).toEqual({
      haseditpermissions: false,
      users: [
        { username: 'ann', role: 'organization:owner', missingscopes: [] },
        { username: 'bob', role: 'organization:member', missingscopes: [] },
      ],
    });
  });

  test("shows the organization's own token what it shows owners", async () => {
    await require('user:name');
    const own = callsTo(app, club, await organizationToken(app, club));
    expect(await users(own)).toEqual({
      haseditpermissions: true,
      users: [{ username: 'ann', role: 'organization:owner', missingscopes: ['user:name'] }],
    });
  });

  test('is closed to strangers', async () => {
    const outsiders = new Map(await newOutsiders(app, club, 'ann'));
    outsiders.delete('a member');
    await expectRefusals(outsiders, () => callsTo(app, club)('get', '/users'));
  });

  test('needs as many statements for 2000 users as for one', async () => {
    await require('user:name', 'user:email:work');
    const before = await app.database.countStatements(() => users());
    const names = Array.from({ length: 2000 }, (_, index) => `crowd${club}n${index}`);
    await storeCrowd(names);
    const { db } = app.database;
    const after = await app.database.countStatements(async () => {
      const { users: all } = await users();
      expect(all.length).toBe(2001);
      expect(all[1].missingscopes).toEqual(['user:email:work']);
    });
    expect([before, after]).toEqual([5, 5]);
    await db.deleteFrom('users').where('username', 'in', names).execute();
  });

  /** Users who are members of the club and share their name with it. */
  async function storeCrowd(names: readonly string[]): Promise<void> {
    const { db } = app.database;
    const reserved = names.map((name) => ({ name, kind: 'user' as const, reserved_at: someTime }));
    await db.insertInto('reserved_names').values(reserved).execute();
    const profile = { first_name: 'A', last_name: 'B', created_at: someTime };
    await db
      .insertInto('users')
      .values(names.map((username) => ({ username, ...profile })))
      .execute();
    const membership = { globalid: club, role: 'member', created_at: someTime } as const;
    await db
      .insertInto('organization_users')
      .values(names.map((username, index) => ({ ...membership, username, position: index + 2 })))
      .execute();
    const record = { granted_to: club, shares_name: true, created_at: someTime, updated_at: someTime };
    await db
      .insertInto('user_authorizations')
      .values(names.map((username) => ({ ...record, username, last_used_at: null })))
      .execute();
  }
});

describe('userIsMember', () => {
  const is = async (name: string) =>
    (await asOwner('get', `/users/ismember/${encodeURIComponent(name)}`).expect(200)).body;

  test.each(namesOfBob)('finds %s', async (name) => {
    expect(await is(name)).toEqual({ IsMember: false });
    await join('member');
    expect(await is(name)).toEqual({ IsMember: true });
  });

  test.each(strangers)('returns false for %j', async (name) => {
    await join('owner');
    expect(await is(name)).toEqual({ IsMember: false });
  });

  test('counts owners, and those who belong through an ancestor or a linked organization', async () => {
    expect(await is('ann')).toEqual({ IsMember: true });
    const { db } = app.database;
    const below = await newOrganization(db, `${club}.below`);
    const guests = await newOrganization(db, `${club}-guests`, { members: ['bob'] });
    await linkOrganization(db, club, guests, 'orgmember');
    asOwner = callsTo(app, below, ann.token);
    expect([await is('ann'), await is('bob')]).toEqual([{ IsMember: true }, { IsMember: true }]);
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await expectRefusals(outsiders, () => callsTo(app, club)('get', '/users/ismember/ann'));
  });
});

describe('updateOrganizationMemberShip', () => {
  const change = (username: string, role: string) => asOwner('put', '/members', { username, role });

  test.each(['owners', 'owner', 'organization:owner'])('makes a member an owner: %s', async (role) => {
    await join('member');
    const response = await change('bob', role).expect(200);
    expect(response.body).toMatchObject({ globalid: club, owners: ['ann', 'bob'], members: [] });
    expect(await lists()).toEqual({ owners: ['ann', 'bob'], members: [] });
  });

  test.each(['members', 'member', 'organization:member'])('makes an owner a member: %s', async (role) => {
    await join('owner');
    const response = await change('bob', role).expect(200);
    expect(response.body).toMatchObject({ owners: ['ann'], members: ['bob'] });
  });

  test.each(namesOfBob)('finds %s', async (name) => {
    await join('member');
    await change(name, 'owner').expect(200);
    expect(await lists()).toEqual({ owners: ['ann', 'bob'], members: [] });
  });

  test('moves a changed user to the end of the list, and no others', async () => {
    for (const username of ['dora', 'emil']) await newUser(app, { username });
    await join('member', 'bob');
    await join('member', 'dora');
    await join('owner', 'emil');
    await change('bob', 'member').expect(200);
    expect(await lists()).toEqual({ owners: ['ann', 'emil'], members: ['bob', 'dora'] });
    await change('ann', 'member').expect(200);
    asOwner = callsTo(app, club, await organizationToken(app, club));
    await change('bob', 'owner').expect(200);
    expect(await lists()).toEqual({ owners: ['emil', 'bob'], members: ['dora', 'ann'] });
  });

  test.each(['', 'Owner', 'orgowner', 'constructor', 'owners ', 'organization:owners'])(
    'knows no role %j',
    async (role) => {
      await join('member');
      const response = await change('bob', role);
      expect([response.status, response.body.error]).toEqual([400, 'invalid_role']);
      expect(await lists()).toEqual({ owners: ['ann'], members: ['bob'] });
    },
  );

  test.each(strangers)('does not find %j', async (name) => {
    await join('member');
    const response = await change(name, 'owner');
    expect([response.status, response.body]).toEqual([404, { error: 'user_not_member_of_organization' }]);
    expect(await lists()).toEqual({ owners: ['ann'], members: ['bob'] });
  });

  test('does not find indirect members', async () => {
    const below = await newOrganization(app.database.db, `${club}.below`);
    asOwner = callsTo(app, below, ann.token);
    const response = await change('ann', 'member');
    expect([response.status, response.body.error]).toEqual([404, 'user_not_member_of_organization']);
  });

  test.each([[{}], [{ username: 'bob' }], [{ role: 'owner' }], [{ username: 1, role: 'owner' }], [[]]])(
    'refuses the body %j',
    async (body) => {
      const response = await asOwner('put', '/members', body);
      expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    },
  );

  test('refuses to make the last owner of a root organization a member', async () => {
    await join('member');
    const response = await change('ann', 'member');
    expect([response.status, response.body]).toEqual([409, { error: 'last_owner' }]);
    expect(await lists()).toEqual({ owners: ['ann'], members: ['bob'] });
    await change('ann', 'owner').expect(200);
  });

  test('lets the last direct owner go when an owner organization stays, or below another organization', async () => {
    const { db } = app.database;
    const guests = await newOrganization(db, `${club}-guests`);
    await linkOrganization(db, club, guests, 'orgmember');
    await change('ann', 'member').expect(409);
    await db.updateTable('organization_links').set({ role: 'orgowner' }).execute();
    await change('ann', 'member').expect(200);
    const below = await newOrganization(db, `${club}.below`, { owner: 'bob' });
    asOwner = callsTo(app, below, bob.token);
    await change('bob', 'member').expect(200);
    expect(await lists(below)).toEqual({ owners: [], members: ['bob'] });
  });

  test('keeps one of two owners who demote each other at once', async () => {
    await join('owner');
    const asBob = callsTo(app, club, bob.token);
    const responses = await Promise.all([
      change('bob', 'member'),
      asBob('put', '/members', { username: 'ann', role: 'member' }),
    ]);
    // The second one may be refused as a former owner, or as the last one.
    expect(responses.map(({ status }) => status).sort()[0]).toBe(200);
    expect([403, 409]).toContain(responses.map(({ status }) => status).sort()[1]);
    expect((await lists()).owners.length).toBe(1);
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await join('member');
    const body = { username: 'bob', role: 'owner' };
    await expectRefusals(outsiders, () => callsTo(app, club)('put', '/members', body));
    expect((await lists()).owners).toEqual(['ann']);
  });
});

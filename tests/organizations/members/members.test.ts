import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import {
  addPerson,
  linkOrganization,
  newOrganization,
  organizationToken,
  someTime,
} from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { callerWith } from '../../users/caller.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let ann: TestUser;
let bob: TestUser;
let club: string;
let asOwner: ReturnType<typeof callsTo>;
let clubs = 0;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
  bob = await newUser(app, { username: 'bob', email: 'bob@home.org', phone: '+3212345678' });
});

afterAll(() => app.close());

/** A root organization owned by ann. */
beforeEach(async () => {
  clubs += 1;
  club = await newOrganization(app.database.db, `club${clubs}`, { owner: 'ann' });
  asOwner = callsTo(app, club, ann.token);
});

const join = (role: 'owner' | 'member', username = 'bob', globalid = club) =>
  addPerson(app.database.db, globalid, username, role);

/** The lists that the organization shows. */
async function lists(globalid = club): Promise<{ owners: string[]; members: string[] }> {
  const { db } = app.database;
  const rows = await db
    .selectFrom('organization_users')
    .select(['username', 'role'])
    .where('globalid', '=', globalid)
    .orderBy('position')
    .orderBy('username')
    .execute();
  const of = (role: string) => rows.filter((row) => row.role === role).map((row) => row.username);
  return { owners: of('owner'), members: of('member') };
}

/** All identifiers of bob. */
const namesOfBob = [
  'bob',
  ' Bob\u200b',
  'bob@home.org',
  'Bob@Home.ORG.',
  '+3212345678',
  '+32 12 34 56 78',
  '0032 (0)12/34 56 78',
];
const strangers = ['b ob', 'nobody', 'bob@home', 'bo@home.org', '+32123456', '+', '%', 'b_b', 'ann.bob'];

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
    const names = Array.from({ length: 2000 }, (_, index) => `crowd${clubs}n${index}`);
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

describe.each([
  ['removeOrganizationMember', 'member', '/members', 'user_not_member_of_organization'],
  ['removeOrganizationOwner', 'owner', '/owners', 'user_not_owner_of_organization'],
] as const)('%s', (_name, role, path, notFound) => {
  const otherRole = role === 'owner' ? 'member' : 'owner';
  const remove = (name: string, call = asOwner) => call('delete', `${path}/${encodeURIComponent(name)}`);
  const isListed = async (globalid = club) =>
    (await lists(globalid))[`${role}s`].some((name) => name === 'bob');

  test.each(namesOfBob)('removes %s', async (name) => {
    await join(role);
    const response = await remove(name);
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await isListed()).toBe(false);
  });

  test.each(strangers)('removes no user for %j', async (name) => {
    await join(role);
    const response = await remove(name);
    expect([response.status, response.body]).toEqual([404, { error: notFound }]);
    expect(await isListed()).toBe(true);
  });

  test('does not find a user of the other list', async () => {
    await join(otherRole);
    const response = await remove('bob');
    expect([response.status, response.body]).toEqual([404, { error: notFound }]);
    expect((await lists())[`${otherRole}s`]).toContain('bob');
  });

  // promise: removed-member
  describe('closes pending invitations to an address or number of the user', () => {
    const invite = (searchstring: string) => asOwner('post', '/members', { searchstring }).expect(201);

    test.each(['bob@home.org', '+3212345678'])('%s', async (contact) => {
      await join(role);
      await invite(contact);
      await remove('bob').expect(204);
      const me = callerWith(app, bob.token);
      const { invitations } = (await me.get('/users/bob/notifications').expect(200)).body;
      expect(invitations.filter((one: { organization: string }) => one.organization === club)).toEqual([]);
      await me.post(`/users/bob/organizations/${club}/roles/member`, {}).expect(404);
      expect(await isListed()).toBe(false);
      // If the invitation disappeared, an owner would learn whose address it is.
      const listed = await asOwner('get', '/invitations?status=pending').expect(200);
      expect(listed.body).toHaveLength(1);
      await invite(contact);
      await me.post(`/users/bob/organizations/${club}/roles/member`, {}).expect(201);
    });
  });

  test('ends what the user shared with the organization, and not with others', async () => {
    const other = await newOrganization(app.database.db, `${club}-other`);
    await join(role);
    for (const client of [club, other]) {
      await newThirdPartyToken(app, { username: 'bob', client, scopes: ['user:name'] });
    }
    await remove('bob').expect(204);
    const { db } = app.database;
    for (const table of ['user_authorizations', 'access_tokens'] as const) {
      const rows = await db
        .selectFrom(table)
        .select('granted_to')
        .where('username', '=', 'bob')
        .where('granted_to', 'in', [club, other])
        .execute();
      expect(rows).toEqual([{ granted_to: other }]);
    }
  });

  test('removes the membership from tokens, unless the user still is a member', async () => {
    const { db } = app.database;
    const client = await newOrganization(db, `${club}-client`);
    const below = await newOrganization(db, `${club}.below`);
    await join(role);
    await join(role, 'bob', below);
    const scopes = ['user:name', `user:memberof:${club}`, `user:memberof:${below}`];
    await newThirdPartyToken(app, { username: 'bob', client, scopes });
    const held = async () =>
      (
        await db
          .selectFrom('access_tokens')
          .select('scopes')
          .where('granted_to', '=', client)
          .executeTakeFirstOrThrow()
      ).scopes;
    await remove('bob', callsTo(app, below, ann.token)).expect(204);
    expect(await held()).toEqual(scopes);
    await remove('bob').expect(204);
    expect(await held()).toEqual(['user:name', `user:memberof:${below}`]);
  });

  test('deletes the invitations that name the user, in any state, and no others', async () => {
    const { db } = app.database;
    const other = await newOrganization(db, `${club}-other`);
    await join(role);
    const common = { invited_by: 'ann', created_at: someTime, position: 1 };
    const byName = { ...common, method: 'website', role: 'owner' } as const;
    const byMail = {
      ...common,
      method: 'email',
      username: null,
      role: 'member',
      status: 'accepted',
    } as const;
    await db
      .insertInto('organization_invitations')
      .values([
        { ...byName, globalid: club, invitation_id: '1', username: 'bob' },
        {
          ...byName,
          globalid: club,
          invitation_id: '2',
          username: 'bob',
          role: 'member',
          status: 'rejected',
        },
        { ...byMail, globalid: club, invitation_id: '3', email_address: 'bob@home.org', status: 'pending' },
        {
          ...byMail,
          globalid: club,
          invitation_id: '7',
          role: 'owner',
          email_address: 'bob2@home.org',
          status: 'accepted',
        },
        { ...byName, globalid: club, invitation_id: '4', username: 'ann', email_address: 'bob@home.org' },
        { ...byMail, globalid: club, invitation_id: '5', email_address: 'bill@home.org' },
        { ...byName, globalid: other, invitation_id: '6', username: 'bob' },
      ])
      .execute();
    await remove('bob').expect(204);
    const rows = await db
      .selectFrom('organization_invitations')
      .select('invitation_id')
      .where('globalid', 'in', [club, other])
      .orderBy('invitation_id')
      .execute();
    expect(rows.map((row) => row.invitation_id)).toEqual(['3', '4', '5', '6', '7']);
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await join(role);
    await expectRefusals(outsiders, () => callsTo(app, club)('delete', `${path}/bob`));
    expect(await isListed()).toBe(true);
  });
});

describe('the last owner of a root organization', () => {
  test('cannot be removed', async () => {
    const response = await asOwner('delete', '/owners/ann');
    expect([response.status, response.body]).toEqual([409, { error: 'last_owner' }]);
    expect((await lists()).owners).toEqual(['ann']);
  });

  test('can be removed below another organization', async () => {
    const below = await newOrganization(app.database.db, `${club}.below`, { owner: 'bob' });
    await callsTo(app, below, ann.token)('delete', '/owners/bob').expect(204);
    expect(await lists(below)).toEqual({ owners: [], members: [] });
  });

  test('stays when the last two are removed at once', async () => {
    await join('owner');
    const own = callsTo(app, club, await organizationToken(app, club));
    const responses = await Promise.all([own('delete', '/owners/ann'), own('delete', '/owners/bob')]);
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await lists()).owners.length).toBe(1);
  });

  test('stays when the last two demote each other at once with the token of the organization', async () => {
    await join('owner');
    const own = callsTo(app, club, await organizationToken(app, club));
    const demote = (username: string) => own('put', '/members', { username, role: 'member' });
    const responses = await Promise.all([demote('ann'), demote('bob')]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await lists()).owners.length).toBe(1);
  });

  test('stays when one leaves while the other is removed', async () => {
    await join('owner');
    const own = callsTo(app, club, await organizationToken(app, club));
    const asBob = callerWith(app, bob.token);
    const responses = await Promise.all([
      own('delete', '/owners/ann'),
      asBob.delete(`/users/bob/organizations/${club}/leave`),
    ]);
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 409]);
    expect((await lists()).owners.length).toBe(1);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { TestApp } from '../../support/app.ts';
import type { TestUser } from '../../support/factories.ts';
import { addPerson, newOrganization, organizationToken, someTime } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { callerWith } from '../../users/caller.ts';
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

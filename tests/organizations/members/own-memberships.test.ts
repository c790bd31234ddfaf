import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import {
  addPerson,
  linkOrganization,
  newOrganization,
  organizationToken,
} from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { type Caller, callerWith } from '../../users/caller.ts';
import { invite } from '../invitations/stored-invitation.ts';

let app: TestApp;
let user: TestUser;
let other: TestUser;
let me: Caller;
let list: string;
let made = 0;
let club: string;

beforeAll(async () => {
  app = await openTestApp();
});

afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
  other = await newUser(app);
  me = callerWith(app, user.token);
  list = `/users/${user.username}/organizations`;
  made += 1;
  club = await newOrganization(app.database.db, `club${made}`);
});

const make = (globalid: string) => newOrganization(app.database.db, globalid);
const join = (globalid: string, role: 'owner' | 'member', { username } = user) =>
  addPerson(app.database.db, globalid, username, role);
const leave = (globalid: string) => me.delete(`${list}/${encodeURIComponent(globalid)}/leave`);

/** All owners and members of an organization, in order. */
async function people(globalid: string): Promise<string[]> {
  const rows = await app.database.db
    .selectFrom('organization_users')
    .select(['username', 'role'])
    .where('globalid', '=', globalid)
    .orderBy('position')
    .execute();
  return rows.map((row) => `${row.role} ${row.username}`);
}

describe('getUserOrganizations', () => {
  test('returns empty lists for a user without memberships', async () => {
    expect((await me.get(list).expect(200)).body).toEqual({ owner: [], member: [] });
  });

  test('lists direct, inherited and linked organizations, each in one list, sorted', async () => {
    await make(`${club}.chess`);
    await make(`${club}.chess.juniors`);
    await make(`${club}-beside`);
    const guild = await make(`guild${made}`);
    const union = await make(`association${made}`);
    await join(club, 'member');
    await join(`${club}.chess`, 'owner');
    await linkOrganization(app.database.db, guild, `${club}.chess`, 'orgowner');
    await linkOrganization(app.database.db, union, club, 'orgmember');
    expect((await me.get(list).expect(200)).body).toEqual({
      owner: [`${club}.chess`, `${club}.chess.juniors`, guild],
      member: [union, club],
    });
  });

  test('a thousand organizations cost as many statements as one, and little time', async () => {
    await join(club, 'owner');
    const countOf = () => app.database.countStatements(() => me.get(list).expect(200));
    const few = await countOf();
    const created_at = app.clock.now();
    const ids = Array.from({ length: 1000 }, (_, index) => `many${made} ${String(index).padStart(4, '0')}`);
    const names = ids.map((name) => ({ name, kind: 'organization' as const, reserved_at: created_at }));
    const { db } = app.database;
    await db.insertInto('reserved_names').values(names).execute();
    await db
      .insertInto('organizations')
      .values(ids.map((globalid) => ({ globalid, created_at })))
      .execute();
    const rows = ids.map((globalid) => ({ globalid, username: user.username, role: 'member' as const }));
    await db
      .insertInto('organization_users')
      .values(rows.map((row) => ({ ...row, position: 1, created_at })))
      .execute();
    const links = ids.map((globalid, index) => ({
      globalid,
      linked_globalid: ids[(index + 1) % 1000] ?? '',
    }));
    await db
      .insertInto('organization_links')
      .values(links.map((link) => ({ ...link, role: 'orgmember' as const, position: 1, created_at })))
      .execute();
    const before = performance.now();
    expect([few, await countOf()]).toEqual([2, 2]);
    expect(performance.now() - before).toBeLessThan(3000);
    const { owner, member } = (await me.get(list)).body;
    expect([owner, member]).toEqual([[club], ids]);
  });
});

describe('leaveOrganization', () => {
  test.each(['owner', 'member'] as const)('an %s leaves', async (role) => {
    await join(club, 'owner', other);
    await join(club, role);
    await leave(club).expect(204);
    expect(await people(club)).toEqual([`owner ${other.username}`]);
    expect((await me.get(list)).body).toEqual({ owner: [], member: [] });
  });

  test('the last owner of an organization without parent stays, members or not', async () => {
    await join(club, 'owner');
    await join(club, 'member', other);
    const { status, body } = await leave(club);
    expect([status, body.error]).toEqual([409, "last_owner_can't_leave"]);
    expect(await people(club)).toEqual([`owner ${user.username}`, `member ${other.username}`]);
  });

  test('the last owner stays although another organization owns it too', async () => {
    await join(club, 'owner');
    const guild = await make(`guild${made}`);
    await linkOrganization(app.database.db, club, guild, 'orgowner');
    expect((await leave(club)).status).toBe(409);
  });

  test('the only member leaves', async () => {
    await join(club, 'member');
    await leave(club).expect(204);
  });

  test('the last owner of a sub-organization leaves', async () => {
    await make(`${club}.chess`);
    await join(`${club}.chess`, 'owner');
    await leave(`${club}.chess`).expect(204);
    expect(await people(`${club}.chess`)).toEqual([]);
  });

  test('inherited roles stay', async () => {
    await make(`${club}.chess`);
    await join(club, 'owner');
    await join(`${club}.chess`, 'member');
    await leave(`${club}.chess`).expect(204);
    expect((await me.get(list)).body.owner).toEqual([club, `${club}.chess`]);
  });

  test.each([
    ['an unknown organization', () => 'nowhere'],
    ['an unknown sub-organization', () => `${club}.nowhere`],
    ['an organization the user is not in', () => club],
  ])('%s is not found', async (_what, globalid) => {
    const { status, body } = await leave(globalid());
    expect([status, body.error]).toEqual([404, 'user_not_found']);
  });

  test('an inherited membership is not found, and the sharing with it stays', async () => {
    await make(`${club}.chess`);
    await join(club, 'owner');
    await me.put(`/users/${user.username}/authorizations/${club}.chess`, { name: true }).expect(201);
    const { status, body } = await leave(`${club}.chess`);
    expect([status, body.error]).toEqual([404, 'user_not_found']);
    await me.get(`/users/${user.username}/authorizations/${club}.chess`).expect(200);
  });

  test('ends the sharing with that organization and its tokens, not with others', async () => {
    const shop = await make(`shop${made}`);
    await join(club, 'member');
    for (const globalid of [club, shop]) {
      await me.put(`/users/${user.username}/authorizations/${globalid}`, { name: true }).expect(201);
    }
    const token = await newThirdPartyToken(app, { username: user.username, client: club });
    const kept = await newThirdPartyToken(app, { username: user.username, client: shop });
    await leave(club).expect(204);
    const info = `/users/${user.username}/info`;
    expect((await callerWith(app, token).get(info)).status).toBe(401);
    expect((await callerWith(app, kept).get(info)).status).toBe(200);
    const records = (await me.get(`/users/${user.username}/authorizations`)).body;
    expect(records.map((record: { grantedTo: string }) => record.grantedTo)).toEqual([shop]);
  });

  test('removes the membership from the tokens of this user, and nothing else', async () => {
    const shop = await make(`shop${made}`);
    await make(`${club}.chess`);
    await join(club, 'member');
    await join(club, 'member', other);
    const scopes = ['user:name', `user:memberof:${club}`, `user:memberof:${club}.chess`];
    await newThirdPartyToken(app, { username: user.username, client: shop, scopes });
    await newThirdPartyToken(app, { username: other.username, client: shop, scopes });
    await leave(club).expect(204);
    const rows = await app.database.db
      .selectFrom('access_tokens')
      .select(['username', 'scopes'])
      .where('granted_to', '=', shop)
      .execute();
    expect(new Map(rows.map((row) => [row.username, row.scopes]))).toEqual(
      new Map([
        [user.username, ['user:name', `user:memberof:${club}.chess`]],
        [other.username, scopes],
      ]),
    );
  });

  test('of two owners who leave at the same moment one stays', async () => {
    const you = callerWith(app, other.token);
    for (let round = 0; round < 5; round += 1) {
      const globalid = await make(`pair${made}-${round}`);
      await join(globalid, 'owner');
      await join(globalid, 'owner', other);
      const responses = await Promise.all([
        leave(globalid),
        you.delete(`/users/${other.username}/organizations/${globalid}/leave`),
      ]);
      expect(responses.map((response) => response.status).sort()).toEqual([204, 409]);
      expect(await people(globalid)).toHaveLength(1);
    }
  });

  test('leaving while the organization is deleted causes no failure', async () => {
    const you = callerWith(app, other.token);
    for (let round = 0; round < 5; round += 1) {
      const globalid = await make(`gone${made}-${round}`);
      await join(globalid, 'member');
      await join(globalid, 'owner', other);
      await me.put(`/users/${user.username}/authorizations/${globalid}`, { name: true }).expect(201);
      const [left, deleted] = await Promise.all([leave(globalid), you.delete(`/organizations/${globalid}`)]);
      expect([204, 404]).toContain(left.status);
      expect(deleted.status).toBe(204);
    }
  });
});

describe('access', () => {
  test.each<readonly [string, number, () => Promise<string | undefined>]>([
    ['nobody', 401, async () => undefined],
    ['another user', 403, async () => other.token],
    ['an organization for itself', 403, () => organizationToken(app, club, randomUUID().slice(0, 20))],
    [
      'a third party',
      403,
      () =>
        newThirdPartyToken(app, {
          username: user.username,
          client: club,
          scopes: ['user:name', 'user:admin'],
        }),
    ],
  ])('%s gets %i', async (_who, status, token) => {
    await join(club, 'member');
    const id = await invite(app, { globalid: club, role: 'owner', username: user.username });
    const caller = callerWith(app, await token());
    expect((await caller.get(list)).status).toBe(status);
    expect((await caller.delete(`${list}/${club}/leave`)).status).toBe(status);
    expect((await caller.post(`${list}/${club}/roles/owner`, {})).status).toBe(status);
    expect((await caller.delete(`${list}/${club}/roles/owner`)).status).toBe(status);
    expect(await people(club)).toEqual([`member ${user.username}`]);
    const row = await app.database.db
      .selectFrom('organization_invitations')
      .select('status')
      .where('invitation_id', '=', id)
      .executeTakeFirstOrThrow();
    expect(row.status).toBe('pending');
  });
});

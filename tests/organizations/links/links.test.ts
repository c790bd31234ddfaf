import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatTimestamp } from '../../../src/base/timestamp.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { linkOrganization, newOrganization, organizationToken } from '../../support/organizations.ts';
import { callerWith } from '../../users/caller.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let ann: TestUser;
let bob: TestUser;
/** Owned by ann. */
let club: string;
/** Also owned by ann. */
let own: string;
/** Owned by bob. */
let guests: string;
let asOwner: ReturnType<typeof callsTo>;
let clubs = 0;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann', email: 'ann@home.org' });
  bob = await newUser(app, { username: 'bob', email: 'bob@home.org', phone: '+3212345678' });
});

afterAll(() => app.close());

beforeEach(async () => {
  clubs += 1;
  const { db } = app.database;
  club = await newOrganization(db, `club${clubs}`, { owner: 'ann' });
  own = await newOrganization(db, `own${clubs}`, { owner: 'ann' });
  guests = await newOrganization(db, `guests${clubs}`, { owner: 'bob' });
  asOwner = callsTo(app, club, ann.token);
  app.senders.mails.length = 0;
});

const link = (linked: string, role: 'orgowner' | 'orgmember', globalid = club) =>
  linkOrganization(app.database.db, globalid, linked, role);

/** The links that the organization shows. */
async function links(globalid = club) {
  const { orgowners, orgmembers, includesuborgsof } = (
    await callsTo(app, globalid, await tokenFor(globalid))('get', '').expect(200)
  ).body;
  return { orgowners, orgmembers, includesuborgsof };
}

const tokens = new Map<string, string>();

async function tokenFor(globalid: string): Promise<string> {
  const token = tokens.get(globalid) ?? (await organizationToken(app, globalid));
  tokens.set(globalid, token);
  return token;
}

const invitations = (globalid = club) =>
  app.database.db
    .selectFrom('organization_invitations')
    .selectAll()
    .where('globalid', '=', globalid)
    .orderBy('position')
    .execute();

const nothing = { orgowners: [], orgmembers: [], includesuborgsof: [] };

describe.each([
  ['setOrgMember', 'orgmember', '/orgmembers'],
  ['setOrgOwner', 'orgowner', '/orgowners'],
] as const)('%s', (_name, role, path) => {
  const connect = (linked: string, call = asOwner) => call('post', path, { [role]: linked });

  test('links an organization of the caller at once, with an empty answer', async () => {
    const response = await connect(own);
    expect([response.status, response.text]).toEqual([201, '']);
    expect(await links()).toEqual({ ...nothing, [`${role}s`]: [own] });
    expect(await invitations()).toEqual([]);
  });

  test('links organizations that the caller owns indirectly, and its own ancestors and descendants', async () => {
    const { db } = app.database;
    const below = await newOrganization(db, `${guests}.below`);
    await link(own, 'orgowner', guests);
    const inside = await newOrganization(db, `${club}.inside`);
    for (const linked of [below, inside]) expect((await connect(linked)).text).toBe('');
    const fromInside = callsTo(app, inside, ann.token);
    expect((await connect(club, fromInside)).status).toBe(201);
    expect((await links())[`${role}s`]).toEqual([below, inside]);
    expect((await links(inside))[`${role}s`]).toEqual([club]);
  });

  test('invites an organization of others, and sends nothing', async () => {
    const response = await connect(guests).expect(201);
    expect(response.body).toEqual({
      organization: club,
      user: guests,
      role,
      created: formatTimestamp(app.clock.now()),
      status: 'pending',
      method: 'website',
      emailaddress: '',
      phonenumber: '',
      isorganization: true,
    });
    expect(await links()).toEqual(nothing);
    expect(await invitations()).toMatchObject([
      { invited_globalid: guests, invited_by: 'ann', code_hash: null },
    ]);
    expect(app.senders.mails).toEqual([]);
  });

  test('invites where the caller is a member only', async () => {
    await asOwnerOf(guests, bob)('post', '/members', { searchstring: 'ann' }).expect(201);
    await callerWith(app, ann.token)
      .post(`/users/ann/organizations/${guests}/roles/member`, { method: 'website' })
      .expect(201);
    expect((await connect(guests)).body.status).toBe('pending');
  });

  test('renews an invitation, also a rejected one', async () => {
    await connect(guests).expect(201);
    await app.database.db.updateTable('organization_invitations').set({ status: 'rejected' }).execute();
    app.clock.advance(60);
    await connect(guests).expect(201);
    expect(await invitations()).toMatchObject([{ status: 'pending', created_at: app.clock.now(), role }]);
  });

  test('closes open invitations when it links at once', async () => {
    for (const each of [
      { path: '/orgmembers', body: { orgmember: guests } },
      { path: '/orgowners', body: { orgowner: guests } },
    ]) {
      await asOwner('post', each.path, each.body).expect(201);
    }
    await asOwnerOf(guests, bob)('post', '/owners', { searchstring: 'ann' }).expect(201);
    await callerWith(app, ann.token)
      .post(`/users/ann/organizations/${guests}/roles/owner`, { method: 'website' })
      .expect(201);
    expect((await connect(guests)).text).toBe('');
    expect((await invitations()).map(({ status }) => status)).toEqual(['accepted', 'accepted']);
  });

  test('lets the token of an organization link its suborganizations, and invite others', async () => {
    const inside = await newOrganization(app.database.db, `${club}.inside`);
    const beside = await newOrganization(app.database.db, `${club}-beside`, { owner: 'ann' });
    const call = callsTo(app, club, await tokenFor(club));
    expect((await connect(inside, call)).text).toBe('');
    for (const linked of [beside, own]) {
      expect((await connect(linked, call)).body).toMatchObject({ user: linked, status: 'pending' });
    }
    expect(await invitations()).toMatchObject([{ invited_by: club }, { invited_by: club }]);
  });

  test('refuses the organization itself', async () => {
    const response = await connect(club);
    expect([response.status, response.body]).toEqual([409, { error: 'organization_is_self' }]);
  });

  test.each(['nowhere', 'ann', '', '%'])('does not find %j', async (linked) => {
    const response = await connect(linked);
    expect([response.status, response.body]).toEqual([404, { error: 'invited_organization_not_found' }]);
  });

  test.each(['orgowner', 'orgmember'] as const)(
    'refuses an organization already linked as %s',
    async (current) => {
      await link(own, current);
      const response = await connect(own);
      expect([response.status, response.body]).toEqual([409, { error: 'organization_already_linked' }]);
      expect((await links())[`${current}s`]).toEqual([own]);
    },
  );

  test.each(['orgowner', 'orgmember'] as const)(
    'invites an organization of others that is %s only to become an owner',
    async (current) => {
      await link(guests, current);
      const response = await connect(guests);
      if (current === 'orgmember' && role === 'orgowner') expect(response.body.role).toBe('orgowner');
      else expect([response.status, response.body]).toEqual([409, { error: 'organization_already_linked' }]);
      expect((await links())[`${current}s`]).toEqual([guests]);
    },
  );

  test.each([[{}], [{ globalid: 'x' }], [{ [role]: 5 }], [[]], [{ [role]: 'a\0b' }]])(
    'refuses the body %j',
    async (body) => {
      const response = await asOwner('post', path, body);
      expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    },
  );

  test('is linked once when sent several times at once', async () => {
    const statuses = (await Promise.all([1, 2, 3].map(() => connect(own)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 409, 409]);
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await expectRefusals(outsiders, () => callsTo(app, club)('post', path, { [role]: own }));
    expect([await links(), await invitations()]).toEqual([nothing, []]);
  });
});

const asOwnerOf = (globalid: string, { token }: TestUser) => callsTo(app, globalid, token);

describe('updateOrganizationOrgMemberShip', () => {
  const change = (org: string, role: string) => asOwner('put', '/orgmembers', { org, role });

  test.each(['owners', 'owner', 'orgowner', 'orgowners', 'organization:owner'])(
    'makes a member an owner: %s',
    async (role) => {
      await link(guests, 'orgmember');
      const response = await change(guests, role).expect(200);
      expect(response.body).toMatchObject({ globalid: club, orgowners: [guests], orgmembers: [] });
    },
  );

  test.each(['members', 'member', 'orgmember', 'orgmembers', 'organization:member'])(
    'makes an owner a member: %s',
    async (role) => {
      await linkOrganization(app.database.db, club, guests, 'orgowner', true);
      const response = await change(guests, role).expect(200);
      expect(response.body).toMatchObject({
        orgowners: [],
        orgmembers: [guests],
        includesuborgsof: [guests],
      });
    },
  );

  test('moves a changed link to the end, and no others', async () => {
    await link(own, 'orgmember');
    await link(guests, 'orgmember');
    await change(own, 'orgmember').expect(200);
    expect((await links()).orgmembers).toEqual([own, guests]);
    await change(own, 'orgowner').expect(200);
    await change(own, 'orgmember').expect(200);
    expect((await links()).orgmembers).toEqual([guests, own]);
  });

  test.each(['', 'boss', 'Owner', 'toString'])('knows no role %j', async (role) => {
    await link(guests, 'orgmember');
    const response = await change(guests, role);
    expect([response.status, response.body.error]).toEqual([400, 'invalid_role']);
    expect((await links()).orgmembers).toEqual([guests]);
  });

  test('does not find what is not linked or does not exist', async () => {
    for (const org of [own, 'nowhere', club]) {
      const response = await change(org, 'orgowner');
      expect([response.status, response.body]).toEqual([404, { error: 'organization_not_found' }]);
    }
  });

  test('refuses to demote the last owner of a root organization', async () => {
    await link(guests, 'orgowner');
    await asOwner('delete', '/owners/ann').expect(204);
    asOwner = callsTo(app, club, bob.token);
    const response = await change(guests, 'orgmember');
    expect([response.status, response.body]).toEqual([409, { error: 'last_owner' }]);
    expect((await links()).orgowners).toEqual([guests]);
  });

  test('keeps one of two owner organizations demoted at once', async () => {
    await link(guests, 'orgowner');
    await link(own, 'orgowner');
    await asOwner('delete', '/owners/ann').expect(204);
    asOwner = callsTo(app, club, await tokenFor(club));
    const responses = await Promise.all([change(guests, 'orgmember'), change(own, 'orgmember')]);
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await links()).orgowners.length).toBe(1);
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await link(guests, 'orgmember');
    const body = { org: guests, role: 'orgowner' };
    await expectRefusals(outsiders, () => callsTo(app, club)('put', '/orgmembers', body));
    expect((await links()).orgowners).toEqual([]);
  });
});

describe('included suborganizations of a linked organization', () => {
  const include = (globalid: string) => asOwner('post', '/orgmembers/includesuborgs', { globalid });
  const exclude = (globalid: string) => asOwner('delete', `/orgmembers/includesuborgs/${globalid}`);

  test.each(['orgowner', 'orgmember'] as const)('count for an %s, until excluded', async (role) => {
    await newOrganization(app.database.db, `${guests}.crew`, { members: ['ann'] });
    await link(guests, role);
    const response = await include(guests).expect(201);
    expect(response.body).toMatchObject({
      globalid: club,
      [`${role}s`]: [guests],
      includesuborgsof: [guests],
    });
    const gone = await exclude(guests);
    expect([gone.status, gone.text]).toEqual([204, '']);
    expect(await links()).toEqual({ ...nothing, [`${role}s`]: [guests] });
  });

  test('are included once', async () => {
    await link(guests, 'orgmember');
    const responses = await Promise.all([1, 2, 3].map(() => include(guests)));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = responses.find(({ status }) => status === 409);
    expect(refused?.body).toEqual({ error: 'already_included' });
  });

  test('need a link, and an organization', async () => {
    const unlinked = await include(own);
    expect([unlinked.status, unlinked.body]).toEqual([404, { error: 'organization_not_linked' }]);
    const unknown = await include('nowhere');
    expect([unknown.status, unknown.body]).toEqual([404, { error: 'organization_not_found' }]);
    await link(guests, 'orgmember');
    for (const globalid of [guests, own, 'nowhere']) {
      const response = await exclude(globalid);
      expect([response.status, response.body]).toEqual([404, { error: 'organization_not_linked' }]);
    }
  });

  test('do not outlive the link', async () => {
    await link(own, 'orgmember');
    await include(own).expect(201);
    await asOwner('delete', `/orgmembers/${own}`).expect(204);
    await asOwner('post', '/orgmembers', { orgmember: own }).expect(201);
    expect((await links()).includesuborgsof).toEqual([]);
  });

  test('are changed by owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await link(guests, 'orgmember');
    const path = '/orgmembers/includesuborgs';
    await expectRefusals(outsiders, () => callsTo(app, club)('post', path, { globalid: guests }));
    await include(guests).expect(201);
    await expectRefusals(outsiders, () => callsTo(app, club)('delete', `${path}/${guests}`));
    expect((await links()).includesuborgsof).toEqual([guests]);
  });
});

describe.each([
  ['deleteOrgMember', 'orgmember', '/orgmembers'],
  ['deleteOrgOwner', 'orgowner', '/orgowners'],
] as const)('%s', (_name, role, path) => {
  const otherRole = role === 'orgowner' ? 'orgmember' : 'orgowner';
  const disconnect = (linked: string) => asOwner('delete', `${path}/${encodeURIComponent(linked)}`);

  test('ends the link, whoever owns the other organization, and the invitations to it', async () => {
    const odd = await newOrganization(app.database.db, `${guests} and more`, { owner: 'bob' });
    await asOwner('post', '/orgowners', { orgowner: odd }).expect(201);
    await asOwner('post', '/orgowners', { orgowner: guests }).expect(201);
    await link(odd, role);
    await link(own, role);
    const response = await disconnect(odd);
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await links()).toEqual({ ...nothing, [`${role}s`]: [own] });
    expect(await invitations()).toMatchObject([{ invited_globalid: guests }]);
  });

  test('does not find what is not in this list', async () => {
    await link(own, otherRole);
    for (const linked of [own, guests, 'nowhere', club]) {
      const response = await disconnect(linked);
      expect([response.status, response.body]).toEqual([404, { error: 'organization_not_linked' }]);
    }
    expect((await links())[`${otherRole}s`]).toEqual([own]);
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await link(guests, role);
    await expectRefusals(outsiders, () => callsTo(app, club)('delete', `${path}/${guests}`));
    expect((await links())[`${role}s`]).toEqual([guests]);
  });
});

describe('the last owner organization', () => {
  test('stays when a root organization has no direct owner', async () => {
    await link(guests, 'orgowner');
    await asOwner('delete', '/owners/ann').expect(204);
    const asBob = callsTo(app, club, bob.token);
    const response = await asBob('delete', `/orgowners/${guests}`);
    expect([response.status, response.body]).toEqual([409, { error: 'last_owner' }]);
    expect((await links()).orgowners).toEqual([guests]);
  });

  test('can be removed below another organization', async () => {
    const below = await newOrganization(app.database.db, `${club}.below`);
    await link(guests, 'orgowner', below);
    await callsTo(app, below, ann.token)('delete', `/orgowners/${guests}`).expect(204);
    expect(await links(below)).toEqual(nothing);
  });

  test('and the last owner cannot both leave at once', async () => {
    await link(guests, 'orgowner');
    const call = callsTo(app, club, await tokenFor(club));
    const responses = await Promise.all([
      call('delete', '/owners/ann'),
      call('delete', `/orgowners/${guests}`),
    ]);
    expect(responses.map(({ status }) => status).sort()).toEqual([204, 409]);
  });
});

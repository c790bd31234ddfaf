import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { linkOrganization, newOrganization, organizationToken } from '../../support/organizations.ts';
import { callerWith } from '../../users/caller.ts';
import { callsTo, expectRefusals, newOutsiders } from '../outsiders.ts';

let app: TestApp;
let ann: TestUser;
let bob: TestUser;
/** Owned by ann; sends the invitations. */
let club: string;
/** Owned by bob. */
let guests: string;
let asOwner: ReturnType<typeof callsTo>;
let asGuests: ReturnType<typeof callsTo>;
let clubs = 0;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
  bob = await newUser(app, { username: 'bob', email: 'bob@home.org', phone: '+3212345678' });
});

afterAll(() => app.close());

beforeEach(async () => {
  clubs += 1;
  club = await newOrganization(app.database.db, `club${clubs}`, { owner: 'ann' });
  guests = await newOrganization(app.database.db, `guests${clubs}`, { owner: 'bob' });
  asOwner = callsTo(app, club, ann.token);
  asGuests = callsTo(app, guests, bob.token);
});

async function invite(text: string, path = '/members', call = asOwner): Promise<void> {
  app.clock.advance(1);
  await call('post', `${path}?invitenotification=none`, { searchstring: text }).expect(201);
}

async function inviteGuests(role: 'orgowner' | 'orgmember' = 'orgmember'): Promise<void> {
  app.clock.advance(1);
  await asOwner('post', `/${role}s`, { [role]: guests }).expect(201);
}

const setStatus = (status: 'accepted' | 'rejected', invitee: string) =>
  app.database.db
    .updateTable('organization_invitations')
    .set({ status })
    .where('globalid', '=', club)
    .where((eb) => eb.or([eb('username', '=', invitee), eb('invited_globalid', '=', invitee)]))
    .execute();

/** Recipient and role of the listed invitations. */
async function listed(query = ''): Promise<string[]> {
  const { body } = await asOwner('get', `/invitations${query}`).expect(200);
  return body.map(
    (each: Record<string, string>) =>
      `${each.user || each.emailaddress || each.phonenumber} as ${each.role} ${each.status}`,
  );
}

describe('getInvitations', () => {
  test('lists users and organizations together, oldest first', async () => {
    expect(await listed()).toEqual([]);
    await invite('z@example.com');
    await inviteGuests();
    await invite('+32499001122', '/owners');
    await invite('bob');
    expect(await listed()).toEqual([
      'z@example.com as member pending',
      `${guests} as orgmember pending`,
      '+32499001122 as owner pending',
      'bob as member pending',
    ]);
    await invite('z@example.com');
    expect((await listed()).at(-1)).toBe('z@example.com as member pending');
  });

  test('lists one status, pending by default', async () => {
    await invite('bob');
    await inviteGuests();
    await invite('z@example.com');
    await setStatus('accepted', 'bob');
    await setStatus('rejected', guests);
    expect(await listed('?status=accepted')).toEqual(['bob as member accepted']);
    expect(await listed('?status=rejected')).toEqual([`${guests} as orgmember rejected`]);
    for (const query of ['', '?status=pending', '?status=', '?status=x', '?status=Accepted']) {
      expect(await listed(query)).toEqual(['z@example.com as member pending']);
    }
  });

  test('lists those of deleted users, none of other organizations, and no codes', async () => {
    await newUser(app, { username: `gone${clubs}` });
    await invite(`gone${clubs}`);
    await invite('z@example.com');
    await app.database.db.deleteFrom('users').where('username', '=', `gone${clubs}`).execute();
    await asGuests('post', '/members', { searchstring: 'ann' }).expect(201);
    const { body } = await asOwner('get', '/invitations').expect(200);
    expect(body.map((each: { user: string }) => each.user)).toEqual([`gone${clubs}`, '']);
    expect(Object.keys(body[1]).sort()).toEqual(
      [
        'organization',
        'user',
        'role',
        'created',
        'status',
        'method',
        'emailaddress',
        'phonenumber',
        'isorganization',
      ].sort(),
    );
  });

  test('needs three statements, however many there are', async () => {
    await invite('bob');
    const one = await app.database.countStatements(() => listed());
    for (let index = 0; index < 20; index += 1) await invite(`p${index}@example.com`);
    expect([one, await app.database.countStatements(() => listed())]).toEqual([3, 3]);
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await expectRefusals(outsiders, () => callsTo(app, club)('get', '/invitations'));
  });
});

describe('removePendingOrganizationInvitation', () => {
  const cancel = (text: string) => asOwner('delete', `/invitations/${encodeURIComponent(text)}`);

  test.each([
    ['bob', 'bob'],
    ['bob@home.org', 'BOB@home.org'],
    ['+3212345678', '+32 12345678'],
  ])('cancels the invitation of a user as %s in either role, by %s', async (invited, text) => {
    await invite(invited);
    await invite(invited, '/owners');
    await invite('bobby@home.org');
    const response = await cancel(text);
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await listed()).toEqual(['bobby@home.org as member pending']);
    const asBob = callerWith(app, bob.token);
    await asBob.post(`/users/bob/organizations/${club}/roles/member`, { method: 'website' }).expect(404);
  });

  // promise: private-contacts
  test.each([
    ['bob', 'bob@home.org'],
    ['bob', '+3212345678'],
    ['bob@home.org', 'bob'],
    ['bob@home.org', '+3212345678'],
    ['+3212345678', 'bob'],
  ])('does not reveal that %s and %s are the same user', async (invited, text) => {
    await invite(invited);
    const response = await cancel(text);
    expect([response.status, response.body]).toEqual([404, { error: 'invitation_not_found' }]);
    expect(await listed()).toEqual([`${invited} as member pending`]);
  });

  test.each([
    ['x@example.com', 'X@Example.com'],
    ['+32499001122', '+32 499 00 11 22'],
  ])('cancels the invitation of a stranger at %s', async (invited, text) => {
    await invite('y@example.com');
    await invite(invited);
    await cancel(text).expect(204);
    expect(await listed()).toEqual(['y@example.com as member pending']);
  });

  test('cancels the invitation of a deleted user', async () => {
    const name = `eve${clubs}`;
    await newUser(app, { username: name, email: 'eve@example.com' });
    await invite(name);
    await app.database.db.deleteFrom('users').where('username', '=', name).execute();
    await cancel(name).expect(204);
    expect(await listed()).toEqual([]);
  });

  test('cancels the invitation of an organization', async () => {
    await inviteGuests('orgowner');
    await inviteGuests('orgmember');
    await cancel(guests).expect(204);
    expect(await listed()).toEqual([]);
    await asGuests('post', `/organizations/${club}/roles/orgowner`).expect(404);
  });

  test('keeps decided invitations, and those of other organizations', async () => {
    await invite('bob');
    const other = await newOrganization(app.database.db, `${club}-other`, { owner: 'ann' });
    const asOther = callsTo(app, other, ann.token);
    await invite('bob', '/members', asOther);
    await setStatus('accepted', 'bob');
    const response = await cancel('bob');
    expect([response.status, response.body]).toEqual([404, { error: 'invitation_not_found' }]);
    expect(await listed('?status=accepted')).toEqual(['bob as member accepted']);
    expect((await asOther('get', '/invitations').expect(200)).body.length).toBe(1);
  });

  test.each(['nobody', 'ann', 'x@example.com', '+32499001122', 'b ob', '%', 'home.org'])(
    'cancels nothing for %j',
    async (text) => {
      await invite('bob');
      await invite('y@example.com');
      const response = await cancel(text);
      expect([response.status, response.body]).toEqual([404, { error: 'invitation_not_found' }]);
      expect((await listed()).length).toBe(2);
    },
  );

  test('frees its place and its code', async () => {
    await invite('x@example.com');
    await cancel('x@example.com').expect(204);
    const { db } = app.database;
    const rows = await db
      .selectFrom('organization_invitations')
      .select('code_hash')
      .where('globalid', '=', club)
      .execute();
    expect(rows).toEqual([]);
  });

  test('and an acceptance at the same time do not both succeed', async () => {
    await invite('bob');
    const asBob = callerWith(app, bob.token);
    const [cancelled, accepted] = await Promise.all([
      cancel('bob'),
      asBob.post(`/users/bob/organizations/${club}/roles/member`, { method: 'website' }),
    ]);
    expect([
      [204, 404],
      [404, 201],
    ]).toContainEqual([cancelled.status, accepted.status]);
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    await invite('bob');
    await expectRefusals(outsiders, () => callsTo(app, club)('delete', '/invitations/bob'));
    expect(await listed()).toEqual(['bob as member pending']);
  });
});

describe.each(['orgowner', 'orgmember'] as const)('an invitation to become %s', (role) => {
  const path = () => `/organizations/${club}/roles/${role}`;
  const links = async () => {
    const { orgowners, orgmembers } = (await asOwner('get', '').expect(200)).body;
    return { orgowners, orgmembers };
  };
  const none = { orgowners: [], orgmembers: [] };
  const linked = () => ({ ...none, [`${role}s`]: [guests] });

  test('is accepted by an owner of the invited organization', async () => {
    await inviteGuests(role);
    const response = await asGuests('post', path()).expect(201);
    expect(response.body).toMatchObject({ organization: club, user: guests, role, status: 'accepted' });
    expect(await links()).toEqual(linked());
    expect(await listed('?status=accepted')).toEqual([`${guests} as ${role} accepted`]);
    await asGuests('post', path()).expect(404);
    expect(await links()).toEqual(linked());
  });

  test.each([undefined, {}, { status: 'rejected', organization: 'elsewhere' }])(
    'is accepted with the body %j, which is ignored',
    async (body) => {
      await inviteGuests(role);
      await asGuests('post', path(), body).expect(201);
    },
  );

  test('is accepted by the token of the invited organization', async () => {
    await inviteGuests(role);
    const call = callsTo(app, guests, await organizationToken(app, guests));
    await call('post', path()).expect(201);
    expect(await links()).toEqual(linked());
  });

  test('moves an organization from the other list', async () => {
    await inviteGuests(role);
    const other = role === 'orgowner' ? 'orgmember' : 'orgowner';
    await linkOrganization(app.database.db, club, guests, other, true);
    await asGuests('post', path()).expect(201);
    expect(await links()).toEqual(linked());
  });

  test('is rejected, and links that exist stay', async () => {
    await inviteGuests(role);
    await linkOrganization(app.database.db, club, guests, 'orgmember');
    const response = await asGuests('delete', path());
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await listed('?status=rejected')).toEqual([`${guests} as ${role} rejected`]);
    expect(await links()).toEqual({ ...none, orgmembers: [guests] });
    for (const method of ['delete', 'post'] as const) {
      const again = await asGuests(method, path());
      expect([again.status, again.body]).toEqual([404, { error: 'invitation_not_found' }]);
    }
  });

  test.each(['post', 'delete'] as const)('%s does not find another invitation', async (method) => {
    await inviteGuests(role);
    const other = role === 'orgowner' ? 'orgmember' : 'orgowner';
    const missing = [
      `/organizations/${club}/roles/${other}`,
      `/organizations/${club}/roles/owner`,
      `/organizations/nowhere/roles/${role}`,
      `/organizations/${guests}/roles/${role}`,
    ];
    for (const each of missing) {
      const response = await asGuests(method, each);
      expect([each, response.status, response.body]).toEqual([each, 404, { error: 'invitation_not_found' }]);
    }
    expect(await listed()).toEqual([`${guests} as ${role} pending`]);
  });

  test.each(['post', 'delete'] as const)(
    '%s is open to the owners of the invited organization only',
    async (method) => {
      await inviteGuests(role);
      const outsiders = new Map(await newOutsiders(app, guests, 'bob'));
      outsiders.set('an owner of the inviting organization', ann.token);
      await expectRefusals(outsiders, () => callsTo(app, guests)(method, path()));
      expect([await links(), await listed()]).toEqual([none, [`${guests} as ${role} pending`]]);
    },
  );

  test('is decided once when it is accepted and rejected at once', async () => {
    await inviteGuests(role);
    const responses = await Promise.all([
      asGuests('post', path()),
      asGuests('post', path()),
      asGuests('delete', path()),
    ]);
    expect(responses.filter(({ status }) => status === 404).length).toBe(2);
    const isLinked = responses.some(({ status }) => status === 201);
    expect(await links()).toEqual(isLinked ? linked() : none);
  });
});

test('an organization that is the last owner stays owner, whatever it accepts', async () => {
  await inviteGuests('orgmember');
  await linkOrganization(app.database.db, club, guests, 'orgowner');
  await asOwner('delete', '/owners/ann').expect(204);
  await asGuests('post', `/organizations/${club}/roles/orgmember`).expect(201);
  const { body } = await callsTo(app, club, bob.token)('get', '').expect(200);
  expect([body.orgowners, body.orgmembers]).toEqual([[guests], []]);
});

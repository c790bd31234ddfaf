import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatTimestamp } from '../../../src/base/timestamp.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { addPerson, newOrganization } from '../../support/organizations.ts';
import { type Caller, callerWith } from '../../users/caller.ts';
import { newNumber } from '../../users/factors.ts';
import { invite, statusOf } from './stored-invitation.ts';

let app: TestApp;
let user: TestUser;
let email: string;
let phone: string;
let me: Caller;
let made = 0;
let club: string;

beforeAll(async () => {
  app = await openTestApp();
});

afterAll(() => app.close());

beforeEach(async () => {
  made += 1;
  email = `bob${made}@example.com`;
  phone = newNumber();
  user = await newUser(app, { email, phone });
  me = callerWith(app, user.token);
  club = await newOrganization(app.database.db, `club${made}`);
});

const roleOf = (role: string, globalid = club) =>
  `/users/${user.username}/organizations/${globalid}/roles/${role}`;
const accept = (role: string, body: object = {}) => me.post(roleOf(role), body);
const reject = (role: string) => me.delete(roleOf(role));

async function people(globalid = club): Promise<string[]> {
  const rows = await app.database.db
    .selectFrom('organization_users')
    .select(['username', 'role'])
    .where('globalid', '=', globalid)
    .orderBy('position')
    .execute();
  return rows.map((row) => `${row.role} ${row.username}`);
}

describe('acceptMembership', () => {
  test.each(['owner', 'member'] as const)('makes the invited user an %s', async (role) => {
    const id = await invite(app, { globalid: club, role, username: user.username, email_address: email });
    const { body } = await accept(role).expect(201);
    expect(body).toEqual({
      organization: club,
      user: user.username,
      role,
      created: formatTimestamp(app.clock.now()),
      status: 'accepted',
      method: 'website',
      emailaddress: email,
      phonenumber: '',
      isorganization: false,
    });
    expect(await people()).toEqual([`${role} ${user.username}`]);
    expect(await statusOf(app, id)).toBe('accepted');
  });

  test('accepts the body of the notification, and uses only the contact in it', async () => {
    await invite(app, { globalid: club, role: 'member', email_address: email });
    const [invitation] = (await me.get(`/users/${user.username}/notifications`).expect(200)).body.invitations;
    const { body } = await accept('member', { ...invitation, organization: 'elsewhere', role: 'owner' });
    expect(body).toEqual({ ...invitation, user: user.username, status: 'accepted' });
    expect(await people()).toEqual([`member ${user.username}`]);
  });

  test.each([
    ['method email', () => ({ email_address: email }), () => ({ method: 'email', emailaddress: email })],
    [
      'an address in another letter case',
      () => ({ email_address: email }),
      () => ({ method: 'email', emailaddress: email.toUpperCase() }),
    ],
    ['method phone', () => ({ phone_number: phone }), () => ({ method: 'phone', phonenumber: phone })],
    ['no method, invited by mail', () => ({ email_address: email }), () => ({})],
    ['method website, invited by phone', () => ({ phone_number: phone }), () => ({ method: 'website' })],
  ])('finds an invitation to a validated contact with %s', async (_how, contact, body) => {
    const id = await invite(app, { globalid: club, role: 'owner', ...contact() });
    expect((await accept('owner', body()).expect(201)).body.status).toBe('accepted');
    expect([await people(), await statusOf(app, id)]).toEqual([[`owner ${user.username}`], 'accepted']);
  });

  test.each([
    ['the contact of someone else', () => ({ method: 'email', emailaddress: 'other@example.com' })],
    ['an own contact that was not invited', () => ({ method: 'phone', phonenumber: phone })],
    ['method email without address', () => ({ method: 'email' })],
    ['method phone without number', () => ({ method: 'phone', emailaddress: email })],
  ])('%s finds nothing', async (_what, body) => {
    await newUserOnce();
    await invite(app, { globalid: club, role: 'member', email_address: 'other@example.com' });
    const id = await invite(app, { globalid: club, role: 'member', email_address: email });
    const { status } = await accept('member', body());
    expect([status, await people(), await statusOf(app, id)]).toEqual([404, [], 'pending']);
  });

  let isMade = false;

  /** Another user, who has validated other@example.com. */
  async function newUserOnce(): Promise<void> {
    if (!isMade) await newUser(app, { email: 'other@example.com' });
    isMade = true;
  }

  test('a contact that is no longer validated finds nothing', async () => {
    await invite(app, { globalid: club, role: 'member', email_address: email });
    const facts = app.database.db.deleteFrom('validated_email_addresses');
    await facts.where('username', '=', user.username).execute();
    expect((await accept('member', { method: 'email', emailaddress: email })).status).toBe(404);
    expect((await accept('member')).status).toBe(404);
    expect(await people()).toEqual([]);
  });

  test('an invitation of another user is not found, even if sent to a contact of the caller', async () => {
    const other = await newUser(app);
    await invite(app, { globalid: club, role: 'member', username: other.username, email_address: email });
    expect((await accept('member')).status).toBe(404);
    expect((await accept('member', { method: 'email', emailaddress: email })).status).toBe(404);
    expect(await people()).toEqual([]);
  });

  test.each([
    ['accepted', 'member'],
    ['rejected', 'member'],
    ['pending', 'owner'],
  ] as const)('a %s invitation to be %s does not make a member', async (status, role) => {
    await invite(app, { globalid: club, role, username: user.username, status });
    expect((await accept('member')).status).toBe(404);
    expect(await people()).toEqual([]);
  });

  test('an invitation to another organization is not found', async () => {
    await newOrganization(app.database.db, `${club}.chess`);
    await invite(app, { globalid: `${club}.chess`, role: 'member', username: user.username });
    expect((await accept('member')).status).toBe(404);
  });

  test.each(['orgmember', 'orgowner', 'admin', 'Member'])('there is no role %s for users', async (role) => {
    await invite(app, { globalid: club, role: 'member', username: user.username });
    const invited_globalid = await newOrganization(app.database.db, `guild${made}-${role.toLowerCase()}`);
    await invite(app, { globalid: club, role: 'orgmember', invited_globalid });
    await invite(app, { globalid: club, role: 'orgowner', invited_globalid });
    expect((await accept(role)).status).toBe(404);
    expect((await reject(role)).status).toBe(404);
    expect(await people()).toEqual([]);
  });

  test('a second acceptance finds nothing', async () => {
    await invite(app, { globalid: club, role: 'member', username: user.username });
    await accept('member').expect(201);
    expect((await accept('member')).status).toBe(404);
  });

  test('settles all invitations to the same role', async () => {
    const common = { globalid: club, role: 'member' } as const;
    const ids = [
      await invite(app, { ...common, email_address: email }),
      await invite(app, { ...common, phone_number: phone }),
      await invite(app, { ...common, username: user.username }),
    ];
    const { body } = await accept('member').expect(201);
    expect(body.user).toBe(user.username);
    for (const id of ids) expect(await statusOf(app, id)).toBe('accepted');
    expect(await people()).toEqual([`member ${user.username}`]);
  });

  test('a member who becomes an owner is no longer a member, and comes last among the owners', async () => {
    const other = await newUser(app);
    await addPerson(app.database.db, club, user.username, 'member');
    await addPerson(app.database.db, club, other.username, 'owner');
    await invite(app, { globalid: club, role: 'owner', username: user.username });
    await accept('owner').expect(201);
    expect(await people()).toEqual([`owner ${other.username}`, `owner ${user.username}`]);
  });

  test('an owner who accepts to become a member stays an owner', async () => {
    await addPerson(app.database.db, club, user.username, 'owner');
    await invite(app, { globalid: club, role: 'member', username: user.username });
    await accept('member').expect(201);
    expect(await people()).toEqual([`owner ${user.username}`]);
  });

  test('required scopes that are not shared do not prevent joining', async () => {
    await app.database.db
      .insertInto('organization_required_scopes')
      .values({
        globalid: club,
        scope: 'user:email',
        access_scopes: ['organization:owner'],
        position: 1,
        created_at: app.clock.now(),
      })
      .execute();
    await invite(app, { globalid: club, role: 'member', username: user.username });
    await accept('member').expect(201);
  });

  test.each([
    ['no body', undefined],
    ['a list', []],
    ['a method that is no text', { method: 5 }],
    ['a date that is none', { created: 'yesterday' }],
  ])('refuses %s', async (_what, body) => {
    const id = await invite(app, { globalid: club, role: 'member', username: user.username });
    expect((await me.post(roleOf('member'), body)).status).toBe(400);
    expect([await people(), await statusOf(app, id)]).toEqual([[], 'pending']);
  });

  test('accepting ten times at the same moment counts once', async () => {
    await invite(app, { globalid: club, role: 'member', username: user.username });
    const responses = await Promise.all(Array.from({ length: 10 }, () => accept('member')));
    const statuses = responses.map((response) => response.status).sort();
    expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 404)]);
    expect(await people()).toEqual([`member ${user.username}`]);
  });

  test('accepting and rejecting at the same moment, one wins', async () => {
    for (let round = 0; round < 5; round += 1) {
      const globalid = await newOrganization(app.database.db, `${club}-${round}`);
      const id = await invite(app, { globalid, role: 'member', username: user.username });
      const [accepted, rejected] = await Promise.all([
        me.post(roleOf('member', globalid), {}),
        me.delete(roleOf('member', globalid)),
      ]);
      const isAccepted = accepted.status === 201;
      expect([accepted.status, rejected.status]).toEqual(isAccepted ? [201, 404] : [404, 204]);
      expect(await statusOf(app, id)).toBe(isAccepted ? 'accepted' : 'rejected');
      expect(await people(globalid)).toEqual(isAccepted ? [`member ${user.username}`] : []);
    }
  });

  test('accepting while the organization is deleted is not found, or joins before', async () => {
    const owner = await newUser(app);
    for (let round = 0; round < 5; round += 1) {
      const globalid = await newOrganization(app.database.db, `${club}-${round}`, { owner: owner.username });
      await invite(app, { globalid, role: 'owner', username: user.username });
      const [accepted, deleted] = await Promise.all([
        me.post(roleOf('owner', globalid), {}),
        callerWith(app, owner.token).delete(`/organizations/${globalid}`),
      ]);
      expect([201, 404]).toContain(accepted.status);
      expect(deleted.status).toBe(204);
      expect(await people(globalid)).toEqual([]);
    }
  });

  test('the last owner cannot leave while another is about to become one', async () => {
    for (let round = 0; round < 5; round += 1) {
      const owner = await newUser(app);
      const globalid = await newOrganization(app.database.db, `${club}-${round}`, { owner: owner.username });
      await invite(app, { globalid, role: 'owner', username: user.username });
      const [accepted, left] = await Promise.all([
        me.post(roleOf('owner', globalid), {}),
        callerWith(app, owner.token).delete(`/users/${owner.username}/organizations/${globalid}/leave`),
      ]);
      expect(accepted.status).toBe(201);
      expect([204, 409]).toContain(left.status);
      expect(await people(globalid)).toContain(`owner ${user.username}`);
    }
  });
});

describe('rejectMembership', () => {
  test.each([
    ['by name', () => ({ username: user.username })],
    ['by a validated address', () => ({ email_address: email })],
    ['by a validated number', () => ({ phone_number: phone })],
  ])('rejects an invitation %s', async (_how, invitee) => {
    const id = await invite(app, { globalid: club, role: 'member', ...invitee() });
    await reject('member').expect(204);
    expect([await people(), await statusOf(app, id)]).toEqual([[], 'rejected']);
    expect((await reject('member')).status).toBe(404);
    expect((await accept('member')).status).toBe(404);
  });

  test('existing roles of the user stay', async () => {
    await addPerson(app.database.db, club, user.username, 'owner');
    await invite(app, { globalid: club, role: 'owner', username: user.username });
    await reject('owner').expect(204);
    expect(await people()).toEqual([`owner ${user.username}`]);
  });

  test('is not found without invitation, or for an unknown organization', async () => {
    expect((await reject('member')).status).toBe(404);
    expect((await me.delete(roleOf('member', 'nowhere'))).status).toBe(404);
  });

  test('keeps invitations to another role, of other users and of other organizations', async () => {
    const other = await newUser(app);
    await newOrganization(app.database.db, `${club}.chess`);
    const ids = [
      await invite(app, { globalid: club, role: 'owner', username: user.username }),
      await invite(app, { globalid: club, role: 'member', username: other.username }),
      await invite(app, { globalid: `${club}.chess`, role: 'member', username: user.username }),
    ];
    await invite(app, { globalid: club, role: 'member', username: user.username });
    await reject('member').expect(204);
    for (const id of ids) expect(await statusOf(app, id)).toBe('pending');
  });
});

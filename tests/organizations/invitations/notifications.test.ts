import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatTimestamp } from '../../../src/base/timestamp.ts';
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
import { newNumber } from '../../users/factors.ts';
import { invite } from './stored-invitation.ts';

let app: TestApp;
let user: TestUser;
let email: string;
let phone: string;
let me: Caller;
let path: string;
let made = 0;
let club: string;
let shop: string;

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
  path = `/users/${user.username}/notifications`;
  club = await newOrganization(app.database.db, `club${made}`);
  shop = await newOrganization(app.database.db, `shop${made}`);
});

const notifications = async () => (await me.get(path).expect(200)).body;

/** This many seconds after the start of the test. */
const later = (seconds: number) => new Date(app.clock.now().getTime() + 1000 * seconds);

async function requireScopes(globalid: string, ...scopes: string[]): Promise<void> {
  const rows = scopes.map((scope, index) => ({
    globalid,
    scope,
    access_scopes: ['organization:owner' as const],
    position: index + 1,
    created_at: app.clock.now(),
  }));
  await app.database.db.insertInto('organization_required_scopes').values(rows).execute();
}

test('all lists are present when nothing waits', async () => {
  expect(await notifications()).toEqual({
    invitations: [],
    organizationinvitations: [],
    approvals: [],
    contractRequests: [],
    missingscopes: [],
  });
});

describe('invitations', () => {
  test('are those by name, validated number and validated address, newest first', async () => {
    const bank = await newOrganization(app.database.db, `bank${made}`);
    await invite(app, { globalid: club, role: 'member', email_address: email, created_at: later(2) });
    await invite(app, { globalid: shop, role: 'owner', phone_number: phone, created_at: later(3) });
    await invite(app, {
      globalid: bank,
      role: 'member',
      username: user.username,
      email_address: email,
      created_at: later(1),
    });
    const common = { status: 'pending', isorganization: false };
    expect((await notifications()).invitations).toEqual([
      {
        ...common,
        organization: shop,
        user: '',
        role: 'owner',
        method: 'phone',
        emailaddress: '',
        phonenumber: phone,
        created: formatTimestamp(later(3)),
      },
      {
        ...common,
        organization: club,
        user: '',
        role: 'member',
        method: 'email',
        emailaddress: email,
        phonenumber: '',
        created: formatTimestamp(later(2)),
      },
      {
        ...common,
        organization: bank,
        user: user.username,
        role: 'member',
        method: 'website',
        emailaddress: email,
        phonenumber: '',
        created: formatTimestamp(later(1)),
      },
    ]);
  });

  test('to the same role in an organization are shown once, to different roles twice', async () => {
    const common = { globalid: club, role: 'member' } as const;
    await invite(app, { ...common, email_address: email, created_at: later(3) });
    await invite(app, { ...common, phone_number: phone, created_at: later(2) });
    await invite(app, { ...common, username: user.username, created_at: later(1) });
    await invite(app, { ...common, role: 'owner', email_address: email });
    const { invitations } = await notifications();
    const shown = invitations.map((row: { role: string; method: string }) => [row.role, row.method]);
    expect(shown).toEqual([
      ['member', 'website'],
      ['owner', 'email'],
    ]);
  });

  test('that are decided, are for others or went to unproven contacts are not shown', async () => {
    const other = await newUser(app);
    const unproven = `two.${email}`;
    await me
      .post(`/users/${user.username}/emailaddresses`, { label: 'two', emailaddress: unproven })
      .expect(201);
    await invite(app, { globalid: club, role: 'member', username: user.username, status: 'accepted' });
    await invite(app, { globalid: club, role: 'owner', username: user.username, status: 'rejected' });
    await invite(app, { globalid: shop, role: 'member', username: other.username, email_address: email });
    await invite(app, { globalid: shop, role: 'owner', email_address: unproven });
    expect((await notifications()).invitations).toEqual([]);
  });

  test('never show their code', async () => {
    const code_hash = Buffer.alloc(32, user.username);
    await invite(app, { globalid: club, role: 'member', email_address: email, code_hash });
    const { text } = await me.get(path);
    expect(text).not.toMatch(/code|hash|invitation_id/);
  });
});

describe('invitations to organizations', () => {
  test('are shown to every owner of the invited organization, and to no one else', async () => {
    const { db } = app.database;
    const guild = await newOrganization(db, `guild${made}`);
    const sub = await newOrganization(db, `${club}.chess`);
    const linked = await newOrganization(db, `linked${made}`);
    await addPerson(db, club, user.username, 'owner');
    await addPerson(db, shop, user.username, 'member');
    await linkOrganization(db, linked, shop, 'orgowner');
    const roles = ['orgmember', 'orgowner'] as const;
    for (const [index, invited_globalid] of [club, sub, linked, shop].entries()) {
      const role = roles[index % 2] ?? 'orgmember';
      await invite(app, { globalid: guild, role, invited_globalid, created_at: later(index) });
    }
    await invite(app, { globalid: guild, role: 'orgowner', invited_globalid: club, status: 'rejected' });
    const { organizationinvitations, invitations } = await notifications();
    expect(invitations).toEqual([]);
    expect(organizationinvitations).toEqual(
      [
        { user: linked, role: 'orgmember', created: formatTimestamp(later(2)) },
        { user: sub, role: 'orgowner', created: formatTimestamp(later(1)) },
        { user: club, role: 'orgmember', created: formatTimestamp(later(0)) },
      ].map((row) => ({
        ...row,
        organization: guild,
        status: 'pending',
        method: 'website',
        emailaddress: '',
        phonenumber: '',
        isorganization: true,
      })),
    );
  });
});

describe('missing scopes', () => {
  const missing = async () => (await notifications()).missingscopes;

  test('are all required ones when nothing is shared, sorted by organization', async () => {
    await requireScopes(shop, 'user:name', 'user:email:main');
    await requireScopes(club, 'user:see');
    await addPerson(app.database.db, shop, user.username, 'owner');
    await addPerson(app.database.db, club, user.username, 'member');
    expect(await missing()).toEqual([
      { organization: club, scopes: ['user:see'] },
      { organization: shop, scopes: ['user:name', 'user:email:main'] },
    ]);
  });

  test('are those of organizations that invite the user, too', async () => {
    await requireScopes(club, 'user:name');
    await requireScopes(shop, 'user:name');
    await invite(app, { globalid: club, role: 'member', email_address: email });
    expect(await missing()).toEqual([{ organization: club, scopes: ['user:name'] }]);
  });

  test('count what is shared with that organization, not with another', async () => {
    await requireScopes(shop, 'user:name', 'user:github');
    await requireScopes(club, 'user:name');
    for (const globalid of [shop, club]) await addPerson(app.database.db, globalid, user.username, 'member');
    const records = `/users/${user.username}/authorizations`;
    await me.put(`${records}/${shop}`, { name: true }).expect(201);
    await me.put(`${records}/${club}`, { github: true }).expect(201);
    expect(await missing()).toEqual([
      { organization: club, scopes: ['user:name'] },
      { organization: shop, scopes: ['user:github'] },
    ]);
  });

  test('follow the same rules as tokens, validated contacts and avatars included', async () => {
    await requireScopes(
      shop,
      'user:validated:phone',
      'user:phone',
      'user:avatar',
      'user:validated:email:proven',
      'user:validated:email:other',
    );
    await addPerson(app.database.db, shop, user.username, 'member');
    const main = { requestedlabel: 'main', reallabel: 'main' };
    const body = { phonenumbers: [main], validatedemailaddresses: [{ ...main, requestedlabel: 'proven' }] };
    await me.put(`/users/${user.username}/authorizations/${shop}`, body).expect(201);
    expect(await missing()).toEqual([
      { organization: shop, scopes: ['user:validated:phone', 'user:avatar', 'user:validated:email:other'] },
    ]);
  });

  test('leave out organizations that have all they require, and indirect memberships', async () => {
    const { db } = app.database;
    const sub = await newOrganization(db, `${club}.chess`);
    await addPerson(db, club, user.username, 'owner');
    await addPerson(db, shop, user.username, 'owner');
    await requireScopes(sub, 'user:name');
    await requireScopes(shop, 'user:name');
    await me.put(`/users/${user.username}/authorizations/${shop}`, { name: true }).expect(201);
    expect(await missing()).toEqual([]);
  });
});

describe('contract requests', () => {
  test('are the contracts in force that the user has not signed, the newest first', async () => {
    const contract = (contractId: string, expires: Date, signatures: object[] = []) =>
      me
        .post(`/users/${user.username}/contracts`, {
          contractId: `${contractId}${made}`,
          content: 'text',
          contractType: 'sale',
          expires: expires.toISOString(),
          parties: [{ type: 'user', name: 'somebody' }],
          signatures,
        })
        .expect(201);
    const signature = { date: later(0).toISOString(), publicKey: 'k', signature: 's' };
    await contract('signed', later(60), [{ ...signature, signedBy: user.username }]);
    await contract('old', later(60), [{ ...signature, signedBy: 'somebody' }]);
    await contract('expired', later(-60));
    app.clock.advance(1);
    await contract('new', later(60));
    expect((await notifications()).contractRequests).toEqual([
      { contractId: `new${made}`, party: user.username },
      { contractId: `old${made}`, party: user.username },
    ]);
  });
});

describe('access', () => {
  test.each<readonly [string, number, () => Promise<string | undefined>]>([
    ['nobody', 401, async () => undefined],
    ['another user', 403, async () => (await newUser(app)).token],
    ['an organization for itself', 403, () => organizationToken(app, club)],
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
    expect((await callerWith(app, await token()).get(path)).status).toBe(status);
  });
});

test('a hundred of each cost as many statements as one of each', async () => {
  const { db } = app.database;
  const count = () => app.database.countStatements(() => me.get(path).expect(200));
  const addOne = async (index: number) => {
    const globalid = await newOrganization(db, `big${made}-${index}`, { owner: user.username });
    const inviting = await newOrganization(db, `asks${made}-${index}`);
    await requireScopes(globalid, 'user:name', 'user:email');
    await requireScopes(inviting, 'user:name');
    await invite(app, { globalid: inviting, role: 'member', username: user.username });
    await invite(app, { globalid: inviting, role: 'orgowner', invited_globalid: globalid });
    await me.put(`/users/${user.username}/authorizations/${globalid}`, { name: true }).expect(201);
  };
  await addOne(0);
  const few = await count();
  for (let index = 1; index < 100; index += 1) await addOne(index);
  // Token, invitations, contracts, organizations, their invitations, required scopes, records.
  expect([few, await count()]).toEqual([7, 7]);
  const { invitations, organizationinvitations, missingscopes } = await notifications();
  expect([invitations.length, organizationinvitations.length, missingscopes.length]).toEqual([100, 100, 200]);
});

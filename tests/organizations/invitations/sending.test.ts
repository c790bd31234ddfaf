import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { formatTimestamp } from '../../../src/base/timestamp.ts';
import { hashToken } from '../../../src/crypto/tokens.ts';
import { openTestApp, type TestApp, testUrl } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { addPerson, newOrganization, organizationToken, someTime } from '../../support/organizations.ts';
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
  await newUser(app, { username: 'carl' });
  await newUser(app, { username: 'dora', phone: '+3287654321' });
});

afterAll(() => app.close());

beforeEach(async () => {
  clubs += 1;
  club = await newOrganization(app.database.db, `club${clubs}`, { owner: 'ann' });
  asOwner = callsTo(app, club, ann.token);
  app.senders.mails.length = 0;
  app.senders.texts.length = 0;
  await app.database.db.deleteFrom('rate_limits').execute();
});

const stored = (globalid = club) =>
  app.database.db
    .selectFrom('organization_invitations')
    .selectAll()
    .where('globalid', '=', globalid)
    .orderBy('position')
    .execute();

const join = (role: 'owner' | 'member', username = 'bob', globalid = club) =>
  addPerson(app.database.db, globalid, username, role);

async function roleOf(username: string, globalid = club): Promise<string | undefined> {
  const { db } = app.database;
  const row = await db
    .selectFrom('organization_users')
    .select('role')
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.role;
}

/** Messages sent, by mail and by SMS. */
const sent = () => [
  ...app.senders.mails.map(({ to }) => to.join()),
  ...app.senders.texts.map(({ to }) => to),
];

describe.each([
  ['addOrganizationMember', 'member', '/members'],
  ['addOrganizationOwner', 'owner', '/owners'],
] as const)('%s', (_name, role, path) => {
  const invite = (searchstring: string, query = '') => asOwner('post', path + query, { searchstring });
  const invitation = (rest: object) => ({
    organization: club,
    role,
    created: formatTimestamp(app.clock.now()),
    status: 'pending',
    method: 'website',
    user: '',
    emailaddress: '',
    phonenumber: '',
    isorganization: false,
    ...rest,
  });

  test('invites a user by name, by mail, without revealing the address', async () => {
    const response = await invite('bob').expect(201);
    expect(response.body).toEqual(invitation({ user: 'bob' }));
    expect(await stored()).toMatchObject([
      { role, username: 'bob', status: 'pending', invited_by: 'ann', code_hash: null, email_address: '' },
    ]);
    expect(await roleOf('bob')).toBeUndefined();
    expect(sent()).toEqual(['bob@home.org']);
  });

  // promise: private-contacts
  test.each([
    ['bob@home.org', 'x@home.org'],
    ['Bob@Home.Org', 'X@Home.Org'],
    ['+3212345678', '+3212345679'],
    ['+32 12 34 56 78', '+32 12 34 56 79'],
  ])('responds, stores and sends for %s, which a user has, as for %s', async (known, unknown) => {
    const [one, two] = [await invite(known).expect(201), await invite(unknown).expect(201)];
    const withoutContact = ({ emailaddress, phonenumber, ...rest }: Record<string, string>) => [
      rest,
      (emailaddress || phonenumber) !== '',
    ];
    expect(withoutContact(one.body)).toEqual(withoutContact(two.body));
    expect(one.body).toMatchObject({ user: '', status: 'pending' });
    const rows = await stored();
    const same = { role, username: null, status: 'pending', code_hash: expect.anything() };
    expect(rows).toMatchObject([same, same]);
    expect(sent().length).toBe(2);
    const { body } = await asOwner('get', '/invitations').expect(200);
    expect(body.map(({ user }: { user: string }) => user)).toEqual(['', '']);
    const statements = (text: string) => app.database.countStatements(() => invite(text).expect(201));
    expect(await statements(known)).toBe(await statements(unknown));
  });

  test.each(['owner', 'member'] as const)(
    'responds the same for the address of a user who is an %s',
    async (is) => {
      await join(is);
      const response = await invite('bob@home.org').expect(201);
      expect(response.body).toEqual(invitation({ method: 'email', emailaddress: 'bob@home.org' }));
      expect(await roleOf('bob')).toBe(is);
    },
  );

  test('responds the same for the address of a user who belongs above, who does not join', async () => {
    await join('owner');
    const below = await newOrganization(app.database.db, `${club}.x`);
    const response = await callsTo(app, below, ann.token)('post', path, { searchstring: 'bob@home.org' });
    expect(response.body).toMatchObject({ status: 'pending', user: '', organization: below });
    expect(await roleOf('bob', below)).toBeUndefined();
  });

  // promise: private-contacts
  test('names the user once the invitation to an address is accepted', async () => {
    await invite('bob@home.org').expect(201);
    const asBob = callerWith(app, bob.token);
    const { body } = await asBob.get('/users/bob/notifications').expect(200);
    expect(
      body.invitations.filter((one: { organization: string }) => one.organization === club),
    ).toMatchObject([{ user: '', role, emailaddress: 'bob@home.org' }]);
    const accepted = { method: 'email', emailaddress: 'bob@home.org' };
    await asBob.post(`/users/bob/organizations/${club}/roles/${role}`, accepted).expect(201);
    expect(await stored()).toMatchObject([{ username: 'bob', status: 'accepted', code_hash: null }]);
    const listed = await asOwner('get', '/invitations?status=accepted').expect(200);
    expect(listed.body).toMatchObject([{ user: 'bob', emailaddress: 'bob@home.org' }]);
  });

  test('accepts invitations by name and by address together, and names the user once', async () => {
    for (const text of ['bob', 'bob@home.org', '+3212345678']) await invite(text).expect(201);
    const asBob = callerWith(app, bob.token);
    const accepted = { method: 'phone', phonenumber: '+3212345678' };
    await asBob.post(`/users/bob/organizations/${club}/roles/${role}`, accepted).expect(201);
    const rows = await stored();
    expect(rows.map(({ status }) => status)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(rows.filter(({ username }) => username === 'bob').length).toBe(1);
    expect(await roleOf('bob')).toBe(role);
  });

  test.each([
    [{ username: 'bob' }, 'bob'],
    [{ username: 'bob', searchstring: 'carl' }, 'bob'],
    [{ searchstring: 'carl', role: 'owner', status: 'accepted' }, 'carl'],
  ])('uses the text of either member: %j', async (body, user) => {
    const response = await asOwner('post', path, body).expect(201);
    expect(response.body.user).toBe(user);
  });

  test('writes to a user in the language of the account, with a link to the notifications', async () => {
    await app.database.db
      .updateTable('users')
      .set({ language: 'nl' })
      .where('username', '=', 'bob')
      .execute();
    await invite('bob').expect(201);
    const [mail] = app.senders.mails;
    expect(mail?.subject).toBe(`Uitnodiging van ${club}`);
    expect(mail?.text).toContain(role === 'owner' ? 'eigenaar te worden' : 'lid te worden');
    expect(mail?.text.split('\n')).toContain(`${testUrl}/account/notifications`);
    expect(mail?.text).not.toContain('login');
    await app.database.db.updateTable('users').set({ language: null }).execute();
  });

  test.each(['carl', 'dora'])('invites a user without an address, %s, but sends nothing', async (text) => {
    const response = await invite(text).expect(201);
    expect(response.body).toMatchObject({ method: 'website', emailaddress: '', phonenumber: '' });
    expect(sent()).toEqual([]);
  });

  test('invites a stranger by mail, with a code that is stored as a hash and works for 30 days', async () => {
    const response = await invite('Some.Body@Example.com').expect(201);
    expect(response.body).toEqual(invitation({ method: 'email', emailaddress: 'some.body@example.com' }));
    expect(response.body).not.toHaveProperty('code');
    const [mail] = app.senders.mails;
    expect(mail?.to).toEqual(['some.body@example.com']);
    expect(mail?.subject).toBe(`Invitation from ${club}`);
    expect(mail?.text).toContain(`become ${role === 'owner' ? 'an owner' : 'a member'} of`);
    expect(mail?.text).toContain('30 days');
    const code = /\/login\/invitation\/(\S+)/.exec(mail?.text ?? '')?.[1] ?? '';
    expect(mail?.text.split('\n')).toContain(`${testUrl}/login/invitation/${code}`);
    expect(Buffer.from(code, 'base64url').length).toBeGreaterThanOrEqual(16);
    const expires = new Date(app.clock.now().getTime() + 30 * 86_400_000);
    expect(await stored()).toMatchObject([{ code_hash: hashToken(code), code_expires_at: expires }]);
    expect(app.logLines.join()).not.toContain(code);
  });

  test('invites a stranger by SMS', async () => {
    const response = await invite('+32 499 00 11 22').expect(201);
    expect(response.body).toEqual(invitation({ method: 'phone', phonenumber: '+32499001122' }));
    const [text] = app.senders.texts;
    expect(text?.to).toBe('+32499001122');
    const [first, link = ''] = text?.text.split('\n') ?? [];
    expect(first).toContain(club);
    const code = link.slice(`${testUrl}/login/invitation/`.length);
    expect(link).toBe(`${testUrl}/login/invitation/${code}`);
    expect(await stored()).toMatchObject([{ code_hash: hashToken(code), username: null }]);
  });

  test('writes the organization on one line, whatever white space its id has', async () => {
    const odd = await newOrganization(app.database.db, `odd\n${path} ${clubs}`.replace('/', ''), {
      owner: 'ann',
    });
    await callsTo(app, odd, ann.token)('post', path, { searchstring: 'x@example.com' }).expect(201);
    expect(app.senders.mails[0]?.subject).toBe(`Invitation from ${odd.replace('\n', ' ')}`);
  });

  test.each(['bob', 'x@example.com', '+32499001122'])('sends nothing to %s if so requested', async (text) => {
    await invite(text, '?invitenotification=none').expect(201);
    expect(sent()).toEqual([]);
    await invite(text, '?invitenotification=all').expect(201);
    expect(sent().length).toBe(1);
  });

  test.each(['nobody', 'b ob', 'bob@home', '+', '+12345', 'a b@example.com', '', ' ', '%', 'club1'])(
    'finds no user for %j',
    async (text) => {
      const response = await invite(text);
      expect([response.status, response.body]).toEqual([404, { error: 'user_not_found' }]);
      expect(await stored()).toEqual([]);
      expect(sent()).toEqual([]);
    },
  );

  test.each([
    [{}],
    [{ text: 'bob' }],
    [{ searchstring: 5 }],
    [{ username: null }],
    [[]],
    [{ username: 'a\0b' }],
  ])('refuses the body %j', async (body) => {
    const response = await asOwner('post', path, body);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await stored()).toEqual([]);
  });

  test('refuses an owner', async () => {
    await join('owner');
    const response = await invite('bob');
    expect([response.status, response.body]).toEqual([409, { error: 'already_owner' }]);
    expect([await stored(), sent()]).toEqual([[], []]);
  });

  test(role === 'owner' ? 'invites a member to become an owner' : 'refuses a member', async () => {
    await join('member');
    const response = await invite('bob');
    if (role === 'owner') expect([response.status, response.body.user]).toEqual([201, 'bob']);
    else expect([response.status, response.body]).toEqual([409, { error: 'already_member' }]);
    expect(await roleOf('bob')).toBe('member');
  });

  test.each(['bob', 'x@example.com', '+32499001122'])(
    'replaces an earlier invitation of %s',
    async (text) => {
      await invite(text).expect(201);
      const [before] = await stored();
      await app.database.db
        .updateTable('organization_invitations')
        .set({ status: 'rejected', decided_at: someTime })
        .where('globalid', '=', club)
        .execute();
      app.clock.advance(60);
      const again = (await invite(text).expect(201)).body;
      expect(again).toMatchObject({ status: 'pending', created: formatTimestamp(app.clock.now()) });
      const after = await stored();
      expect(after).toMatchObject([{ status: 'pending', decided_at: null, created_at: app.clock.now() }]);
      if (before?.code_hash) expect(after[0]?.code_hash).not.toEqual(before.code_hash);
      expect(sent().length).toBe(2);
    },
  );

  test('has one invitation for each role and way of naming the user', async () => {
    for (const text of ['bob', 'bob@home.org', 'BOB@home.org', '+3212345678', '+32 12 34 56 78'])
      await invite(text).expect(201);
    await asOwner('post', role === 'owner' ? '/members' : '/owners', { searchstring: 'bob' }).expect(201);
    expect((await stored()).map((row) => [row.role === role, row.method])).toEqual([
      [true, 'website'],
      [true, 'email'],
      [true, 'phone'],
      [false, 'website'],
    ]);
  });

  test('keeps an invitation to an address when its owner is invited by name', async () => {
    await invite('bob@home.org').expect(201);
    await invite('bob').expect(201);
    expect(await stored()).toMatchObject([
      { username: null, email_address: 'bob@home.org' },
      { username: 'bob', email_address: '' },
    ]);
  });

  // promise: private-contacts
  test('counts each call of an inviter and of a network, sent or not, known or not', async () => {
    const counted = async () => {
      const rows = await app.database.db
        .selectFrom('rate_limits')
        .select('points')
        .where('key', 'like', 'user look-ups %')
        .execute();
      return rows.map(({ points }) => points);
    };
    for (const text of ['bob', 'nobody', 'bob@home.org', 'x@home.org', '+32499001122'])
      await invite(text, '?invitenotification=none');
    expect(await counted()).toEqual([5, 5]);
    await app.database.db.updateTable('rate_limits').set({ points: 300 }).execute();
    const before = await stored();
    const response = await invite('y@example.com');
    expect([response.status, response.body.error]).toEqual([429, 'too_many_requests']);
    expect(await stored()).toEqual(before);
  });

  test('is accepted by the user', async () => {
    await invite('bob').expect(201);
    const asBob = callerWith(app, bob.token);
    await asBob.post(`/users/bob/organizations/${club}/roles/${role}`, { method: 'website' }).expect(201);
    expect(await roleOf('bob')).toBe(role);
    expect((await invite('bob')).body.error).toBe(`already_${role}`);
  });

  test.each(['owner', 'member'] as const)(
    'adds a direct %s of an organization above at once, and sends nothing',
    async (above) => {
      const { db } = app.database;
      await join(above);
      await newOrganization(db, `${club}.x`);
      const below = await newOrganization(db, `${club}.x.y`);
      asOwner = callsTo(app, below, ann.token);
      const response = await invite('bob').expect(201);
      expect(response.body).toMatchObject({ organization: below, user: 'bob', role, status: 'accepted' });
      expect(await roleOf('bob', below)).toBe(role);
      expect(await stored(below)).toMatchObject([{ status: 'accepted', decided_at: app.clock.now() }]);
      expect(sent()).toEqual([]);
    },
  );

  test('adds no user at once who belongs elsewhere, below, or above through a link', async () => {
    const { db } = app.database;
    const guests = await newOrganization(db, `${club}-x`, { members: ['bob'] });
    const below = await newOrganization(db, `${club}.x`);
    await newOrganization(db, `${club}.x.y`, { members: ['bob'] });
    await newOrganization(db, `${club}.z`, { members: ['bob'] });
    await db
      .insertInto('organization_links')
      .values({
        globalid: club,
        linked_globalid: guests,
        role: 'orgmember',
        position: 1,
        created_at: someTime,
      })
      .execute();
    asOwner = callsTo(app, below, ann.token);
    expect((await invite('bob').expect(201)).body.status).toBe('pending');
    expect(await roleOf('bob', below)).toBeUndefined();
  });

  test('invites with the token of the organization or of one above', async () => {
    const below = await newOrganization(app.database.db, `${club}.below`);
    const token = await organizationToken(app, club);
    for (const globalid of [club, below]) {
      await callsTo(app, globalid, token)('post', path, { searchstring: 'carl' }).expect(201);
      expect(await stored(globalid)).toMatchObject([{ username: 'carl', invited_by: club }]);
    }
  });

  test('is open to owners only', async () => {
    const outsiders = await newOutsiders(app, club, 'ann');
    const call = () => callsTo(app, club)('post', path, { searchstring: 'x@example.com' });
    await expectRefusals(outsiders, call);
    expect([await stored(), sent()]).toEqual([[], []]);
  });

  test('stores one invitation when sent several times at once', async () => {
    const calls = [1, 2, 3, 4].map(() => invite('x@example.com'));
    const statuses = (await Promise.all(calls)).map(({ status }) => status);
    expect([statuses, (await stored()).length]).toEqual([[201, 201, 201, 201], 1]);
  });

  test('needs few statements', async () => {
    const count = (text: string) => app.database.countStatements(() => invite(text).expect(201));
    // Token, roles, limits, begin, lock, user, roles above, count, delete, insert, event, commit; then limits of mails,
    // the message, and its delivery: claim, sent, nothing more to claim. For an address, its language instead of user
    // and roles above.
    expect([await count('carl'), await count('bob'), await count('x@example.com')]).toEqual([12, 17, 16]);
  });
});

describe('messages', () => {
  const invite = (searchstring: string) => asOwner('post', '/members', { searchstring });

  test('a mailbox gets at most five mails an hour, and the invitation is stored nevertheless', async () => {
    for (let time = 1; time <= 6; time += 1) await invite('x@example.com').expect(201);
    expect(sent().length).toBe(5);
    expect(app.logLines.join()).toContain('invitation not sent');
    await invite('y@example.com').expect(201);
    expect(sent().length).toBe(6);
  });

  test('a phone gets at most five SMS in ten minutes', async () => {
    for (let time = 1; time <= 6; time += 1) await invite('+32499001122').expect(201);
    expect(sent().length).toBe(5);
  });

  test('a gateway that fails changes nothing', async () => {
    const { mail, sms } = app.senders;
    const [sendMail, sendSmsCode2] = [mail.send, sms.send];
    const fail = async () => Promise.reject(new Error('gateway is down'));
    Object.assign(mail, { send: fail });
    Object.assign(sms, { send: fail });
    const statuses = [(await invite('x@example.com')).status, (await invite('+32499001122')).status];
    Object.assign(mail, { send: sendMail });
    Object.assign(sms, { send: sendSmsCode2 });
    expect([statuses, (await stored()).length]).toEqual([[201, 201], 2]);
  });
});

describe('10 000 invitations', () => {
  const fill = async (count: number) => {
    const rows = Array.from({ length: count }, (_, index) => ({
      globalid: club,
      invitation_id: `i${index}`,
      role: 'member' as const,
      status: index % 2 === 0 ? ('accepted' as const) : ('rejected' as const),
      method: 'email' as const,
      email_address: `p${index}@example.com`,
      position: index,
      created_at: someTime,
    }));
    for (let start = 0; start < count; start += 2000) {
      const part = rows.slice(start, start + 2000);
      await app.database.db.insertInto('organization_invitations').values(part).execute();
    }
  };
  const invite = (searchstring: string, path = '/members') => asOwner('post', path, { searchstring });

  test('are the limit, in any state, also when many arrive at once', async () => {
    await fill(9997);
    const texts = ['carl', 'bob', 'x@example.com', '+32499001122', 'y@example.com', 'dora'];
    const responses = await Promise.all(texts.map((text) => invite(text)));
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 201, 201, 422, 422, 422]);
    const refused = responses.find(({ status }) => status === 422);
    expect(refused?.body).toEqual({ error: 'max_amount_of_invitations_reached' });
    expect((await stored()).length).toBe(10_000);
    const guests = await newOrganization(app.database.db, `${club}-guests`);
    const more: [path: string, body: object][] = [
      ['/orgowners', { orgowner: guests }],
      ['/orgmembers', { orgmember: guests }],
      ['/owners', { username: 'z@example.com' }],
    ];
    for (const [path, body] of more) {
      const response = await asOwner('post', path, body);
      expect([response.status, response.body]).toEqual([422, { error: 'max_amount_of_invitations_reached' }]);
    }
  });
});

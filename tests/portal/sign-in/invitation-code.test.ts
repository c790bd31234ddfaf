import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { hashToken } from '../../../src/crypto/tokens.ts';
import { invite, statusOf } from '../../organizations/invitations/stored-invitation.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { afterPassword, lastText, signedIn, signInByText, wrongCode } from './signing-in.ts';

let app: TestApp;
let invitations = 0;

beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

/** An invitation sent to an address or number. */
async function newInvitation(
  contact: { email_address?: string; phone_number?: string } = {},
  role: 'owner' | 'member' = 'member',
) {
  invitations += 1;
  const globalid = await newOrganization(app.database.db, `guild-${invitations}`);
  const code = `invitation-${invitations}`;
  const to = Object.keys(contact).length > 0 ? contact : { email_address: `guest${invitations}@home.org` };
  const expires = new Date(app.clock.now().getTime() + 30 * 86_400_000);
  const row = { globalid, role, code_hash: hashToken(code), code_expires_at: expires };
  return { globalid, query: `?invitecode=${code}`, id: await invite(app, { ...row, ...to }) };
}

async function roleOf({ username }: TestUser, globalid: string) {
  const rows = app.database.db.selectFrom('organization_users').select('role');
  const found = rows.where('globalid', '=', globalid).where('username', '=', username);
  return (await found.executeTakeFirst())?.role;
}

async function validatedOf({ username }: TestUser) {
  const { db } = app.database;
  const addresses = await db.selectFrom('validated_email_addresses').selectAll().execute();
  const numbers = await db.selectFrom('validated_phone_numbers').selectAll().execute();
  return [
    ...addresses.filter((row) => row.username === username).map((row) => row.email_address),
    ...numbers.filter((row) => row.username === username).map((row) => row.phone_number),
  ];
}

async function eventsOf({ username }: TestUser) {
  const rows = app.database.db.selectFrom('audit_events').select(['event', 'details']);
  return rows.where('username', '=', username).orderBy('event_id').execute();
}

describe('the code of an invitation in the sign-in of an old client', () => {
  // promise: invitation-code
  test.each(['owner', 'member'] as const)(
    'joins as %s and validates the address it was sent to',
    async (role) => {
      const phone = newNumber();
      const user = await newUser(app, { phone });
      const { globalid, query, id } = await newInvitation({}, role);
      const agent = await afterPassword(app, user, query);
      const response = await signInByText(app, agent);
      expect([response.status, response.body]).toEqual([200, { redirecturl: '/' }]);
      expect(await roleOf(user, globalid)).toBe(role);
      expect(await validatedOf(user)).toEqual([`guest${invitations}@home.org`, phone]);
      expect(await statusOf(app, id)).toBe('accepted');
    },
  );

  test('validates the number it was sent to', async () => {
    const [phone, invited] = [newNumber(), newNumber()];
    const user = await newUser(app, { phone });
    const { globalid, query } = await newInvitation({ phone_number: invited });
    await signedIn(app, user, query);
    expect(await roleOf(user, globalid)).toBe('member');
    expect((await validatedOf(user)).sort()).toEqual([phone, invited].sort());
  });

  test('is in the audit log, with the address masked', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const { query } = await newInvitation();
    await signedIn(app, user, query);
    const events = await eventsOf(user);
    expect(events.map(({ event }) => event).slice(-2)).toEqual(['organization.joined', 'email.validated']);
    expect(JSON.stringify(events)).not.toContain(`guest${invitations}@`);
  });

  test('may come with the last step only', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const { globalid, query } = await newInvitation();
    const agent = await afterPassword(app, user);
    await agent.postJson('/login/smscode/main', {});
    await agent.postJson(`/login/smsconfirmation${query}`, { smscode: lastText(app).code });
    expect(await roleOf(user, globalid)).toBe('member');
  });

  test('does nothing before the second factor', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const { globalid, query, id } = await newInvitation();
    const agent = await afterPassword(app, user, query);
    await agent.postJson('/login/smscode/main', {});
    const entered = { smscode: wrongCode(lastText(app).code) };
    expect((await agent.postJson('/login/smsconfirmation', entered)).status).toBe(422);
    expect([await roleOf(user, globalid), await statusOf(app, id)]).toEqual([undefined, 'pending']);
  });

  test('is also accepted where the second factor is remembered for the application', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const client = await newOrganization(app.database.db, `guild-app-${invitations}`);
    const at = { created_at: app.clock.now(), updated_at: app.clock.now() };
    const record = { username: user.username, granted_to: client, shares_name: true, ...at };
    await app.database.db.insertInto('user_authorizations').values(record).execute();
    const search = `client_id=${client}&endpoint=/v1/oauth/authorize&scope=user:name`;
    const first = await signedIn(app, user, `?${search}`);
    const agent = openUserAgent(app);
    agent.cookies.set('device', first.cookies.get('device') ?? '');
    const { globalid, query } = await newInvitation();
    const { username: login, password } = user;
    const response = await agent.postJson(`/login${query}&${search}`, { login, password });
    const redirecturl = `/v1/oauth/authorize?client_id=${client}&scope=user:name`;
    expect([response.status, response.body]).toEqual([200, { redirecturl }]);
    expect(await roleOf(user, globalid)).toBe('member');
  });

  test('works once', async () => {
    const [first, second] = [
      await newUser(app, { phone: newNumber() }),
      await newUser(app, { phone: newNumber() }),
    ];
    const { globalid, query } = await newInvitation();
    await signedIn(app, first, query);
    await signedIn(app, second, query);
    expect([await roleOf(first, globalid), await roleOf(second, globalid)]).toEqual(['member', undefined]);
  });

  test('is ignored when it is unknown, withdrawn or expired; the sign-in is not', async () => {
    const user = await newUser(app, { phone: newNumber() });
    const [withdrawn, expired] = [await newInvitation(), await newInvitation()];
    const rows = app.database.db.deleteFrom('organization_invitations');
    await rows.where('invitation_id', '=', withdrawn.id).execute();
    app.clock.advance(30 * 86_400 + 1);
    for (const query of ['?invitecode=unknown', withdrawn.query, expired.query]) {
      const response = await signInByText(app, await afterPassword(app, user, query));
      expect([response.status, response.body]).toEqual([200, { redirecturl: '/' }]);
      app.clock.advance(3600);
    }
    const joined = [await roleOf(user, withdrawn.globalid), await roleOf(user, expired.globalid)];
    expect(joined).toEqual([undefined, undefined]);
  });

  test('is ignored when the address belongs to another user', async () => {
    const email = 'owner.of@home.org';
    const user = await newUser(app, { phone: newNumber() });
    await newUser(app, { email });
    const { globalid, query, id } = await newInvitation({ email_address: email });
    await signedIn(app, user, query);
    expect([await roleOf(user, globalid), await statusOf(app, id)]).toEqual([undefined, 'pending']);
  });
});

test('on pages an invitation is still asked about after the sign-in', async () => {
  const user = await newUser(app, { phone: newNumber() });
  const { globalid, query, id } = await newInvitation();
  const agent = openUserAgent(app);
  const fields = { login: user.username, password: user.password };
  const waiting = await agent.follow(await agent.submit(await agent.get(`/login${query}`), fields, '/login'));
  const response = await agent.submit(waiting, { smscode: lastText(app).code }, '/login/smsconfirmation');
  expect(response.headers.location).toMatch(/^\/login\/invitation\//);
  expect([await roleOf(user, globalid), await statusOf(app, id)]).toEqual([undefined, 'pending']);
});

test('on pages, a malformed code leads to no other page', async () => {
  const user = await newUser(app, { phone: newNumber() });
  const agent = openUserAgent(app);
  const fields = { login: user.username, password: user.password };
  const page = await agent.get('/login?invitecode=abc%2F..');
  const waiting = await agent.follow(await agent.submit(page, fields, '/login'));
  const response = await agent.submit(waiting, { smscode: lastText(app).code }, '/login/smsconfirmation');
  expect(response.headers.location).toBe('/login/invitation/abc%2F..');
});

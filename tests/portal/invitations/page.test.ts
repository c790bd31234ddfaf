import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { hashToken } from '../../../src/crypto/tokens.ts';
import { destinationOf } from '../../../src/web/destination.ts';
import { invite, statusOf } from '../../organizations/invitations/stored-invitation.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
import { signedInAgent } from '../../support/signed-in.ts';
import { openUserAgent } from '../../support/user-agent.ts';

let app: TestApp;
let club: string;
let bob: TestUser;
let codes = 0;

beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'ann' });
});
afterAll(() => app.close());

beforeEach(async () => {
  codes += 1;
  club = await newOrganization(app.database.db, `club${codes}`, { owner: 'ann' });
  bob = await newUser(app);
});

/** Invites someone without an account. @returns code and id of the invitation */
async function inviteStranger(
  contact: { email_address?: string; phone_number?: string } = {},
  role: 'owner' | 'member' = 'member',
) {
  const code = `code-${codes}`;
  const to = Object.keys(contact).length > 0 ? contact : { email_address: `new.${codes}+x@home.org` };
  const days = new Date(app.clock.now().getTime() + 30 * 86_400_000);
  const row = { globalid: club, role, invited_by: 'ann', code_hash: hashToken(code), code_expires_at: days };
  return { code, id: await invite(app, { ...row, ...to }), path: `/login/invitation/${code}` };
}

async function roleOf(username: string) {
  const rows = app.database.db.selectFrom('organization_users').select('role');
  const found = rows.where('globalid', '=', club).where('username', '=', username);
  return (await found.executeTakeFirst())?.role;
}

const validatedAddresses = async (username: string) => {
  const rows = app.database.db.selectFrom('validated_email_addresses').select('email_address');
  return (await rows.where('username', '=', username).execute()).map((row) => row.email_address);
};

const labelsOf = async (username: string) => {
  const rows = app.database.db.selectFrom('user_email_addresses').select('label');
  return (await rows.where('username', '=', username).execute()).map((row) => row.label);
};

async function decide(username: string, path: string, decision: 'accept' | 'decline') {
  const agent = await signedInAgent(app, username);
  return agent.submit(await agent.get(path), { decision }, '/login/invitation');
}

describe('the page of an invitation', () => {
  test('names organization, role and inviter, and offers strangers to sign in or register', async () => {
    const { code, path } = await inviteStranger({}, 'owner');
    const page = await openUserAgent(app).get(path);
    expect(page.status).toBe(200);
    for (const text of [`an owner of the organization ${club}`, 'ann', `/login?invitecode=${code}`])
      expect(page.text).toContain(text);
    expect(page.text).toContain(`/register?invitecode=${code}`);
    expect(page.headers['referrer-policy']).toBe('no-referrer');
  });

  test('changes nothing when opened', async () => {
    const { id, path } = await inviteStranger();
    await (await signedInAgent(app, bob.username)).get(path);
    expect(await statusOf(app, id)).toBe('pending');
    expect(await roleOf(bob.username)).toBeUndefined();
  });

  test.each(['owner', 'member'] as const)('lets a signed-in user accept as %s', async (role) => {
    const { id, path } = await inviteStranger({}, role);
    const accepted = await decide(bob.username, path, 'accept');
    expect(accepted.status).toBe(200);
    expect(accepted.text).toContain(`<a href="/organizations/${club}">Continue</a>`);
    expect(await statusOf(app, id)).toBe('accepted');
    expect(await roleOf(bob.username)).toBe(role);
    expect(await validatedAddresses(bob.username)).toEqual([`new.${codes}+x@home.org`]);
    expect(await labelsOf(bob.username)).toEqual([`new-${codes}-x-home-org`]);
  });

  test('by SMS validates the number', async () => {
    const number = `+3247${String(codes).padStart(7, '0')}`;
    const { path } = await inviteStranger({ phone_number: number });
    await decide(bob.username, path, 'accept');
    const rows = app.database.db.selectFrom('validated_phone_numbers').select('phone_number');
    expect(await rows.where('username', '=', bob.username).execute()).toEqual([{ phone_number: number }]);
  });

  test('lets a signed-in user decline', async () => {
    const { id, path } = await inviteStranger();
    expect((await decide(bob.username, path, 'decline')).text).toContain('<a href="/">Continue</a>');
    expect(await statusOf(app, id)).toBe('rejected');
    expect(await roleOf(bob.username)).toBeUndefined();
    expect(await validatedAddresses(bob.username)).toEqual([]);
  });
});

describe('an invitation cannot be accepted', () => {
  async function expectNothing(path: string, status: number) {
    const agent = await signedInAgent(app, bob.username);
    const page = await agent.get(path);
    expect(page.status).toBe(status);
    if (status === 404) expect(page.text).toContain('<a href="/">Go to the home page</a>');
    expect(await roleOf(bob.username)).toBeUndefined();
    expect(await validatedAddresses(bob.username)).toEqual([]);
  }

  async function shownForm(path: string) {
    const agent = await signedInAgent(app, bob.username);
    const page = await agent.get(path);
    return () => agent.submit(page, { decision: 'accept' }, '/login/invitation');
  }

  test('a second time', async () => {
    const { path } = await inviteStranger();
    const again = await shownForm(path);
    const other = await newUser(app);
    await decide(other.username, path, 'accept');
    expect((await again()).status).toBe(404);
    await expectNothing(path, 404);
  });

  test('after it expired, deleted or not; it works until then', async () => {
    const { path } = await inviteStranger();
    app.clock.advance(30 * 86_400);
    const accept = await shownForm(path);
    app.clock.advance(0.001);
    expect((await accept()).status).toBe(404);
    await expectNothing(path, 404);
  });

  test('after it was withdrawn, and after the organization is gone', async () => {
    for (const table of ['organization_invitations', 'organizations'] as const) {
      const { path } = await inviteStranger();
      const accept = await shownForm(path);
      await app.database.db.deleteFrom(table).where('globalid', '=', club).execute();
      expect((await accept()).status).toBe(404);
      await expectNothing(path, 404);
    }
  });

  test('to another user than the owner of the contact it was sent to', async () => {
    const owner = await newUser(app, { email: `owner${codes}@home.org` });
    const { id, path } = await inviteStranger({ email_address: `owner${codes}@home.org` });
    await expectNothing(path, 403);
    expect(await statusOf(app, id)).toBe('pending');
    await decide(owner.username, path, 'accept');
    expect(await roleOf(owner.username)).toBe('member');
  });

  test('with a link for signing in to the other account, which leads back to the invitation', async () => {
    await newUser(app, { email: `other${codes}@home.org` });
    const { code, path } = await inviteStranger({ email_address: `other${codes}@home.org` });
    const agent = await signedInAgent(app, bob.username);
    const address = `/login?prompt=login&invitecode=${code}`;
    expect((await agent.get(path)).text).toContain(`<a href="${address.replace('&', '&amp;')}">Use another`);
    const form = await agent.get(address);
    expect([form.status, form.text.includes('or sign in with another account')]).toEqual([200, true]);
    expect(form.text).toContain(`action="${address.replace('&', '&amp;')}"`);
    expect(destinationOf(address.replace('/login?', ''))).toBe(path);
    expect(await roleOf(bob.username)).toBeUndefined();
  });

  test('by both of two users at once', async () => {
    const { path } = await inviteStranger();
    const other = await newUser(app);
    const forms = await Promise.all(
      [bob, other].map(async ({ username }) => {
        const agent = await signedInAgent(app, username);
        const page = await agent.get(path);
        return () => agent.submit(page, { decision: 'accept' }, '/login/invitation');
      }),
    );
    const responses = await Promise.all(forms.map((send) => send()));
    expect(responses.map(({ status }) => status).sort()).toEqual([200, 404]);
    const joined = [await roleOf(bob.username), await roleOf(other.username)];
    expect(joined.filter((role) => role !== undefined)).toEqual(['member']);
  });

  test('without being signed in, or without the token of the form', async () => {
    const { code, id, path } = await inviteStranger();
    const stranger = openUserAgent(app);
    const page = await stranger.get(path);
    const response = await stranger.postForm(path, {
      csrf_token: /name="csrf_token" value="([^"]+)"/.exec(page.text)?.[1] ?? '',
      decision: 'accept',
    });
    expect(response.headers.location).toBe(`/login?invitecode=${code}`);
    const agent = await signedInAgent(app, bob.username);
    expect((await agent.postForm(path, { decision: 'accept' })).status).toBe(403);
    expect(await statusOf(app, id)).toBe('pending');
  });
});

describe('GET /login/organizationinvitation/{code}', () => {
  test('describes an invitation to old pages, but not where it was sent', async () => {
    const { code } = await inviteStranger();
    const { body } = await request(app.web).get(`/login/organizationinvitation/${code}`).expect(200);
    expect(body).toEqual({
      organization: club,
      role: 'member',
      user: '',
      status: 'pending',
      created: expect.any(String),
      method: 'email',
      emailaddress: '',
      phonenumber: '',
      isorganization: false,
    });
  });

  test('knows nothing of other codes', async () => {
    await request(app.web).get('/login/organizationinvitation/nothing').expect(404);
  });
});

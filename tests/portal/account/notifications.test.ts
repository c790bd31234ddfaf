import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findAuthorization } from '../../../src/consents/queries.ts';
import { invite, statusOf } from '../../organizations/invitations/stored-invitation.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { addPerson, newOrganization } from '../../support/organizations.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { newNumber } from '../../users/factors.ts';
import { signedIn } from '../sign-in/signing-in.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const path = '/account/notifications';
let organizations = 0;

async function invitedPerson(role: 'owner' | 'member' = 'member', invited_by: string | null = null) {
  organizations += 1;
  const user = await newUser(app, { phone: newNumber() });
  const globalid = await newOrganization(app.database.db, `club${organizations}`);
  const invitation = await invite(app, { globalid, role, username: user.username, invited_by });
  return { user, globalid, invitation };
}

async function roleIn(globalid: string, username: string): Promise<string | undefined> {
  const row = await app.database.db
    .selectFrom('organization_users')
    .select('role')
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.role;
}

describe('the page of notifications', () => {
  test('needs a sign-in', async () => {
    const { headers } = await openUserAgent(app).get(path);
    expect(headers.location).toBe('/login?endpoint=%2Faccount%2Fnotifications');
  });

  test('says that there is nothing to decide', async () => {
    const agent = await signedIn(app, await newUser(app, { phone: newNumber() }));
    expect((await agent.get(path)).text).toContain('You have no notifications');
  });

  test.each(['owner', 'member'] as const)('lets a user accept to become %s', async (role) => {
    const { user, globalid, invitation } = await invitedPerson(role);
    const agent = await signedIn(app, user);
    const page = await agent.get(path);
    expect(page.text).toContain(globalid);
    const done = await agent.submit(page, { decision: 'accept' }, path);
    expect((await agent.follow(done)).text).toContain(`You have joined ${globalid}.`);
    expect(await roleIn(globalid, user.username)).toBe(role);
    expect(await statusOf(app, invitation)).toBe('accepted');
  });

  test('lets a user decline', async () => {
    const { user, globalid, invitation } = await invitedPerson();
    const agent = await signedIn(app, user);
    await agent.submit(await agent.get(path), { decision: 'decline' }, path);
    expect(await roleIn(globalid, user.username)).toBeUndefined();
    expect(await statusOf(app, invitation)).toBe('rejected');
  });

  test.each(['accept', 'decline'])(
    'does nothing with the invitation of another user: %s',
    async (decision) => {
      const { globalid, invitation } = await invitedPerson();
      const own = await invitedPerson();
      const agent = await signedIn(app, own.user);
      await agent.submit(await agent.get(path), { decision, organization: globalid }, path);
      expect(await roleIn(globalid, own.user.username)).toBeUndefined();
      expect(await statusOf(app, invitation)).toBe('pending');
    },
  );

  test('decides nothing without an answer, and nothing without the token of the form', async () => {
    const { user, globalid, invitation } = await invitedPerson();
    const agent = await signedIn(app, user);
    await agent.submit(await agent.get(path), {}, path);
    const forged = await agent.postForm(path, { organization: globalid, decision: 'accept' });
    expect(forged.status).toBe(403);
    expect(await statusOf(app, invitation)).toBe('pending');
  });
});

describe('an invitation', () => {
  test('says who invited, and that accepting shares nothing', async () => {
    const inviter = await newUser(app);
    const { user, globalid } = await invitedPerson('member', inviter.username);
    const { text } = await (await signedIn(app, user)).get(path);
    expect(text).toContain(`Invited by ${inviter.username}.`);
    expect(text).toContain('Accepting shares nothing but your username.');
    expect(text).toContain(globalid);
  });

  test('that is gone says so', async () => {
    const { user, globalid } = await invitedPerson();
    const agent = await signedIn(app, user);
    const page = await agent.get(path);
    await agent.submit(page, { decision: 'decline' }, path);
    const late = await agent.submit(page, { decision: 'accept' }, path);
    expect((await agent.follow(late)).text).toContain('no longer open');
    expect(await roleIn(globalid, user.username)).toBeUndefined();
  });
});

describe('an invitation of an organization', () => {
  async function invitedOrganization() {
    const { db } = app.database;
    const user = await newUser(app, { phone: newNumber() });
    organizations += 1;
    const inviting = await newOrganization(db, `league${organizations}`);
    const invited = await newOrganization(db, `team${organizations}`);
    await addPerson(db, invited, user.username, 'owner');
    const invitation = await invite(app, {
      globalid: inviting,
      role: 'orgmember',
      invited_globalid: invited,
    });
    return { user, inviting, invited, invitation };
  }

  test.each([
    ['accept', 'accepted'],
    ['decline', 'rejected'],
  ])('is answered by its owner: %s', async (decision, status) => {
    const { user, invitation, invited } = await invitedOrganization();
    const agent = await signedIn(app, user);
    const page = await agent.get(path);
    expect(page.text).toContain(`${invited} is invited to become a member`);
    await agent.submit(page, { decision }, path);
    expect(await statusOf(app, invitation)).toBe(status);
  });

  test('is not answered by anyone else', async () => {
    const { inviting, invited, invitation } = await invitedOrganization();
    const other = await invitedPerson();
    const agent = await signedIn(app, other.user);
    const fields = { decision: 'accept', organization: inviting, invited, role: 'orgmember' };
    await agent.submit(await agent.get(path), fields, path);
    await agent.submit(await agent.get(path), { ...fields, role: 'orgowner' }, path);
    expect(await statusOf(app, invitation)).toBe('pending');
  });
});

describe('missing information', () => {
  async function member(...scopes: readonly string[]) {
    const { db } = app.database;
    const user = await newUser(app, { phone: newNumber(), email: `m${organizations}@company.com` });
    organizations += 1;
    const globalid = await newOrganization(db, `firm${organizations}`);
    await addPerson(db, globalid, user.username, 'member');
    for (const [index, scope] of scopes.entries())
      await db
        .insertInto('organization_required_scopes')
        .values({
          globalid,
          scope,
          access_scopes: ['organization:owner'],
          position: index + 1,
          created_at: app.clock.now(),
        })
        .execute();
    return { user, globalid, resolve: `${path}/${globalid}`, agent: await signedIn(app, user) };
  }

  const recordOf = (username: string, globalid: string) =>
    findAuthorization(app.database.db, username, globalid);

  test('is shared by choosing it, and then no longer missing', async () => {
    const { user, globalid, resolve, agent } = await member('user:name', 'user:email:work');
    const page = await agent.get(path);
    expect(page.text).toContain('It requires: Name, Email address (work).');
    const done = await agent.submit(await agent.get(resolve), { do: 'share' }, resolve);
    expect((await agent.follow(done)).text).toContain(`${globalid} can now see what you chose.`);
    expect(await recordOf(user.username, globalid)).toMatchObject({
      flags: new Set(['user:name']),
      labels: [{ kind: 'emailaddresses', requestedLabel: 'work', realLabel: 'main' }],
    });
    expect((await agent.get(resolve)).status).toBe(404);
    expect((await agent.get(path)).text).toContain('You have no notifications');
  });

  test('that the user does not have leads to where it is added', async () => {
    const { resolve, agent } = await member('user:address');
    const page = await agent.get(resolve);
    const response = await agent.submit(page, { do: 'add|addresses main' }, resolve);
    expect(response.headers.location).toBe('/account/profile/add/address');
  });

  test('is not shared with an entry of others, and required of its members only', async () => {
    const { user, globalid, resolve, agent } = await member('user:email');
    const fields = { do: 'share', 'entry emailaddresses main': 'none' };
    expect((await agent.submit(await agent.get(resolve), fields, resolve)).status).toBe(422);
    expect((await agent.postForm(resolve, { do: 'share' })).status).toBe(403);
    const { agent: stranger } = await member('user:name');
    expect((await stranger.get(resolve)).status).toBe(404);
    expect((await stranger.postJson(resolve, { do: 'share' })).status).toBe(404);
    expect(await recordOf(user.username, globalid)).toBeUndefined();
  });

  test('is not shared without recent authentication', async () => {
    const { user, globalid, resolve, agent } = await member('user:name');
    const page = await agent.get(resolve);
    app.clock.advance(601);
    const response = await agent.submit(page, { do: 'share' }, resolve);
    expect(response.headers.location).toContain('/login/confirm?to=');
    expect(await recordOf(user.username, globalid)).toBeUndefined();
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { invite, statusOf } from '../../organizations/invitations/stored-invitation.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';
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

async function invitedPerson(role: 'owner' | 'member' = 'member') {
  organizations += 1;
  const user = await newUser(app, { phone: newNumber() });
  const globalid = await newOrganization(app.database.db, `club${organizations}`);
  const invitation = await invite(app, { globalid, role, username: user.username });
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
  test('is for who is signed in', async () => {
    const { headers } = await openUserAgent(app).get(path);
    expect(headers.location).toBe('/login?endpoint=%2Faccount%2Fnotifications');
  });

  test('says that there is nothing to decide', async () => {
    const agent = await signedIn(app, await newUser(app, { phone: newNumber() }));
    expect((await agent.get(path)).text).toContain('You have no notifications');
  });

  test.each(['owner', 'member'] as const)('lets a person accept to become %s', async (role) => {
    const { user, globalid, invitation } = await invitedPerson(role);
    const agent = await signedIn(app, user);
    const page = await agent.get(path);
    expect(page.text).toContain(globalid);
    const done = await agent.submit(page, { decision: 'accept' }, path);
    expect((await agent.follow(done)).text).toContain(`You have joined ${globalid}.`);
    expect(await roleIn(globalid, user.username)).toBe(role);
    expect(await statusOf(app, invitation)).toBe('accepted');
  });

  test('lets a person decline', async () => {
    const { user, globalid, invitation } = await invitedPerson();
    const agent = await signedIn(app, user);
    await agent.submit(await agent.get(path), { decision: 'decline' }, path);
    expect(await roleIn(globalid, user.username)).toBeUndefined();
    expect(await statusOf(app, invitation)).toBe('rejected');
  });

  test.each(['accept', 'decline'])(
    'does nothing with the invitation of another person: %s',
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

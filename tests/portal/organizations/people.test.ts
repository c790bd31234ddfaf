import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { listInvitations } from '../../../src/organizations/invitations/queries.ts';
import { findOrganizationDetails } from '../../../src/organizations/queries.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { addPerson, linkOrganization, newInvitation, newOrganization } from '../../support/organizations.ts';
import { ageSession, type Callers, eventsOf, expectRefusals, newCallers, newPerson, send } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const detailsOf = (globalid: string) => findOrganizationDetails(app.database.db, globalid);
const pendingOf = (globalid: string) => listInvitations(app.database.db, globalid, 'pending');

/** Follows a link on the page of people, and presses the button of the confirmation page. */
async function confirm({ owner, path }: Callers, act: string, who: string) {
  const question = await owner.agent.get(`${path}/people/act?${new URLSearchParams({ act, who })}`);
  expect(question.status).toBe(200);
  return owner.agent.submit(question, {}, `${path}/people/act`);
}

describe('the page of people', () => {
  test('shows owners, members, linked organizations and invitations to an owner', async () => {
    const { owner, member, globalid, path } = await newCallers(app);
    const { db } = app.database;
    await newOrganization(db, `${globalid}-partner`);
    await linkOrganization(db, globalid, `${globalid}-partner`, 'orgmember');
    const { username: invited } = await newUser(app);
    await newInvitation(db, globalid, { username: invited, role: 'member' });
    const { text } = await owner.agent.get(`${path}/people`);
    for (const name of [owner.username, member.username, `${globalid}-partner`, invited])
      expect(text).toContain(name);
    expect(text).toContain(`act=removeMember&amp;who=${member.username}`);
  });

  test('shows a member the people, without invitations and without buttons', async () => {
    const { owner, member, globalid, path } = await newCallers(app);
    const { username: invited } = await newUser(app);
    await newInvitation(app.database.db, globalid, { username: invited, role: 'member' });
    const { status, text } = await member.agent.get(`${path}/people`);
    expect([status, text.includes(owner.username), text.includes(invited)]).toEqual([200, true, false]);
    expect(text).not.toContain('/people/act');
    expect(text).not.toContain('/people/invite');
  });

  test('is hidden from strangers', async () => {
    const { stranger, path } = await newCallers(app);
    for (const page of ['', '/invite', '/link', '/act?act=cancel&who=x'])
      expect([page, (await stranger.agent.get(`${path}/people${page}`)).status]).toEqual([page, 404]);
  });

  test('marks who is inherited, and shows only what the viewer may see above', async () => {
    const { owner, member, globalid, path } = await newCallers(app);
    const inner = await newPerson(app, 'inner');
    await newOrganization(app.database.db, `${globalid}.inner`, { owner: inner.username });
    const { text } = await owner.agent.get(`${path}.inner/people`);
    expect(text).toMatch(new RegExp(`Inherited from\\s*<a href="${path}/people">${globalid}</a>`));
    expect(text).toContain(member.username);
    const hidden = (await inner.agent.get(`${path}.inner/people`)).text;
    expect(hidden).not.toContain(member.username);
    expect(hidden).toContain(`The owners and members of ${globalid} have the same role here.`);
  });

  test('marks whose information is missing, for owners only', async () => {
    const { owner, member, globalid, path } = await newCallers(app);
    await app.database.db
      .insertInto('organization_required_scopes')
      .values({
        globalid,
        scope: 'user:email:work',
        access_scopes: ['organization:owner'],
        position: 1,
        created_at: app.clock.now(),
      })
      .execute();
    expect((await owner.agent.get(`${path}/people`)).text).toContain(
      'Does not share yet: Email address (work)',
    );
    expect((await member.agent.get(`${path}/people`)).text).not.toContain('Does not share yet');
  });

  test('has pages and a search when there are many, in few statements and little space', async () => {
    const { owner, globalid, path } = await newCallers(app);
    for (let index = 0; index < 30; index += 1) {
      const { username } = await newUser(app, { username: `${globalid}x${index}x` });
      await addPerson(app.database.db, globalid, username, 'member');
      await newInvitation(app.database.db, globalid, { username, role: 'owner' });
    }
    await newOrganization(app.database.db, `${globalid}.deep`);
    let text = '';
    const count = await app.database.countStatements(async () => {
      text = (await owner.agent.get(`${path}.deep/people`)).text;
    });
    expect(count).toBeLessThanOrEqual(8);
    text = (await owner.agent.get(`${path}/people`)).text;
    expect(text).toContain('Page 1 of 2');
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
    const found = (await owner.agent.get(`${path}/people?q=x17X`)).text;
    expect(found.split('removeMember').length - 1).toBe(1);
  });
});

describe('inviting', () => {
  test('accepts several users at once, by name, email address and phone number', async () => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const { username } = await newUser(app);
    const form = await owner.agent.get(`${path}/people/invite`);
    const who = `${username}\n new.one@company.com ; +32 475 12 34 56`;
    const response = await owner.agent.submit(form, { who }, `${path}/people/invite`);
    expect(response.headers.location).toBe(`${path}/people`);
    expect((await owner.agent.follow(response)).text).toContain('3 people have been invited.');
    const pending = await pendingOf(globalid);
    expect(pending.map((one) => one.username ?? (one.emailAddress || one.phoneNumber)).sort()).toEqual(
      [username, 'new.one@company.com', '+32475123456'].sort(),
    );
    expect(pending.map(({ role }) => role)).toEqual(['member', 'member', 'member']);
    expect(app.senders.mails.at(-1)?.to).toEqual(['new.one@company.com']);
  });

  test('keeps users who could not be invited in the form, with the reason', async () => {
    const { owner, member, globalid, path } = await newCallers(app);
    const { username } = await newUser(app);
    const form = await owner.agent.get(`${path}/people/invite`);
    const who = [username, 'no-such-user', member.username].join('\n');
    const response = await owner.agent.submit(form, { who }, `${path}/people/invite`);
    expect(response.status).toBe(422);
    expect(response.text).toContain('1 person has been invited.');
    expect(response.text).toContain(
      '<span class="block">no-such-user: there is no user with this name.</span>',
    );
    expect(response.text).toContain(`${member.username}: is a member already.`);
    expect(response.text).toMatch(new RegExp(`<textarea[^>]*>no-such-user\\n${member.username}</textarea>`));
    expect((await pendingOf(globalid)).length).toBe(1);
  });

  test.each([
    ['', 'Enter at least one'],
    [Array.from({ length: 51 }, (_, n) => `u${n}`).join(','), 'at most 50'],
  ])('needs one to fifty users', async (who, text) => {
    const { owner, globalid, path } = await newCallers(app);
    const form = await owner.agent.get(`${path}/people/invite`);
    const response = await owner.agent.submit(form, { who }, `${path}/people/invite`);
    expect([response.status, response.text.includes(text)]).toEqual([422, true]);
    expect(await pendingOf(globalid)).toEqual([]);
  });

  test('is for owners, with recent authentication to invite owners; the form is filled in again', async () => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const { username: who } = await newUser(app);
    const action = `${path}/people/invite`;
    await expectRefusals({ app, callers, action, fields: { who, role: 'owner' }, isFresh: true });
    expect(await pendingOf(globalid)).toEqual([]);
    const away = await send(owner, path, action, { who, role: 'owner' });
    const back = new URLSearchParams(away.headers.location?.split('?')[1]).get('to') ?? '';
    const filled = await owner.agent.get(back);
    expect(filled.text).toContain(`>${who}</textarea>`);
    expect(filled.text).toMatch(/value="owner" checked/);
    expect((await send(owner, path, action, { who, role: 'member' })).status).toBe(303);
    expect((await pendingOf(globalid)).map(({ role }) => role)).toEqual(['member']);
  });
});

describe('roles', () => {
  test('are changed after a confirmation, and the page says so', async () => {
    const callers = await newCallers(app);
    const { owner, member, globalid } = callers;
    const raised = await confirm(callers, 'makeOwner', member.username);
    expect((await owner.agent.follow(raised)).text).toContain(`${member.username} is an owner now.`);
    expect((await detailsOf(globalid))?.owners).toEqual([owner.username, member.username]);
    await confirm(callers, 'makeMember', member.username);
    expect((await detailsOf(globalid))?.members).toEqual([member.username]);
    expect(await eventsOf(app, globalid)).toEqual(['organization.role_changed', 'organization.role_changed']);
  });

  test('of the last owner cannot be changed', async () => {
    const callers = await newCallers(app);
    const { owner, globalid } = callers;
    for (const act of ['makeMember', 'removeOwner']) {
      const response = await confirm(callers, act, owner.username);
      expect(response.status).toBe(409);
      expect(response.text).toContain(`${owner.username} is the last owner.`);
    }
    expect((await detailsOf(globalid))?.owners).toEqual([owner.username]);
  });

  test('end when a user is removed', async () => {
    const callers = await newCallers(app);
    const { owner, member, globalid } = callers;
    const removed = await confirm(callers, 'removeMember', member.username);
    expect((await owner.agent.follow(removed)).text).toContain(`${member.username} has been removed.`);
    expect((await detailsOf(globalid))?.members).toEqual([]);
    const again = await confirm(callers, 'removeMember', member.username);
    expect(again.text).toContain('This has changed in the meantime.');
  });

  test.each([
    ['makeOwner', true],
    ['makeMember', true],
    ['removeOwner', true],
    ['removeMember', false],
    ['cancel', false],
    ['linkOwner', true],
    ['linkMember', true],
    ['unlinkOwner', true],
    ['unlinkMember', false],
    ['include', false],
    ['exclude', false],
  ])('%s is refused to all others', async (act, isFresh) => {
    const callers = await newCallers(app);
    const { member, owner, globalid, path } = callers;
    const before = await detailsOf(globalid);
    const fields = { act, who: member.username };
    await expectRefusals({ app, callers, action: `${path}/people/act`, fields, isFresh });
    const question = `${path}/people/act?${new URLSearchParams(fields)}`;
    expect((await member.agent.get(question)).status).toBe(403);
    if (isFresh) expect((await owner.agent.get(question)).headers.location).toMatch(/^\/login\/confirm/);
    expect(await detailsOf(globalid)).toEqual(before);
    expect(await eventsOf(app, globalid)).toEqual([]);
  });

  test('have no other act', async () => {
    const { owner, path } = await newCallers(app);
    for (const act of ['', 'toString', 'drop'])
      expect((await owner.agent.get(`${path}/people/act?act=${act}&who=x`)).status).toBe(400);
  });
});

describe('invitations', () => {
  test.each([
    ['by name', 'user'],
    ['by email address', 'mail'],
  ])('%s are cancelled', async (_how, kind) => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const who = kind === 'user' ? (await newUser(app)).username : `${globalid}@company.com`;
    await send(owner, path, `${path}/people/invite`, { who, role: 'member' });
    expect((await pendingOf(globalid)).length).toBe(1);
    const response = await confirm(callers, 'cancel', who);
    expect((await owner.agent.follow(response)).text).toContain(
      `The invitation of ${who} has been withdrawn.`,
    );
    expect(await pendingOf(globalid)).toEqual([]);
  });
});

describe('linked organizations', () => {
  test('join at once when the owner owns both, and are changed and unlinked', async () => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const linked = await newOrganization(app.database.db, `${globalid}-other`, { owner: owner.username });
    const form = await owner.agent.get(`${path}/people/link`);
    const response = await owner.agent.submit(form, { linked, role: 'member' }, `${path}/people/link`);
    expect((await owner.agent.follow(response)).text).toContain(`${linked} has been linked.`);
    expect((await detailsOf(globalid))?.orgmembers).toEqual([linked]);
    await confirm(callers, 'include', linked);
    expect((await detailsOf(globalid))?.includesSuborganizationsOf).toEqual([linked]);
    expect((await owner.agent.get(`${path}/people`)).text).toContain('in the organizations below it as well');
    await confirm(callers, 'exclude', linked);
    await confirm(callers, 'linkOwner', linked);
    expect((await detailsOf(globalid))?.orgowners).toEqual([linked]);
    await confirm(callers, 'unlinkOwner', linked);
    expect((await detailsOf(globalid))?.orgowners).toEqual([]);
  });

  test('are asked first when they belong to others', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const { globalid: linked } = await newCallers(app);
    const form = await owner.agent.get(`${path}/people/link`);
    const response = await owner.agent.submit(form, { linked }, `${path}/people/link`);
    expect((await owner.agent.follow(response)).text).toContain(`The owners of ${linked} have been asked.`);
    expect((await detailsOf(globalid))?.orgmembers).toEqual([]);
  });

  test.each([
    ['', 'Enter the name of the other organization.'],
    ['nothing-there', 'There is no organization called nothing-there.'],
    ['self', 'cannot be linked to itself'],
  ])('are refused when that makes no sense: %s', async (name, text) => {
    const { owner, globalid, path } = await newCallers(app);
    const form = await owner.agent.get(`${path}/people/link`);
    const linked = name === 'self' ? globalid : name;
    const response = await owner.agent.submit(form, { linked }, `${path}/people/link`);
    expect([response.status, response.text.includes(text)]).toEqual([422, true]);
  });

  test('are linked by owners only, as owners with recent authentication', async () => {
    const callers = await newCallers(app);
    const { owner, globalid, path } = callers;
    const linked = await newOrganization(app.database.db, `${globalid}-wanted`, { owner: owner.username });
    const action = `${path}/people/link`;
    await expectRefusals({ app, callers, action, fields: { linked, role: 'owner' }, isFresh: true });
    await ageSession(app, owner);
    expect((await detailsOf(globalid))?.orgowners).toEqual([]);
  });
});

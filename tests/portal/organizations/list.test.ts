import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { findOrganizationDetails, hasOrganization } from '../../../src/organizations/queries.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { addPerson, newOrganization, newOrganizationsOf } from '../../support/organizations.ts';
import { openUserAgent } from '../../support/user-agent.ts';
import { eventsOf, expectRefusals, newCallers, newPerson, send } from './owners.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

const isThere = (globalid: string) => hasOrganization(app.database.db, globalid);

describe('the list of organizations', () => {
  test('is a tree with the role in each, inherited ones included, and nothing of others', async () => {
    const { username, agent } = await newPerson(app, 'lister');
    const { db } = app.database;
    await newOrganization(db, 'tree', { owner: username });
    await newOrganization(db, 'tree.leaf');
    await newOrganization(db, 'tree-house', { members: [username] });
    await newOrganization(db, 'not-mine');
    const { text } = await agent.get('/organizations');
    expect(text).toMatch(/tree<\/a>\s*<span class="badge good">Owner<\/span><ul class="tree"><li>/);
    expect(text).toContain('href="/organizations/tree.leaf">leaf</a>');
    expect(text).toMatch(/tree-house<\/a>\s*<span class="badge plain">Member/);
    expect(text).not.toContain('not-mine');
  });

  test('is searched, and says when nothing is found', async () => {
    const { username, agent } = await newPerson(app, 'searcher');
    for (let index = 0; index < 70; index += 1)
      await newOrganization(app.database.db, `many${index}`, { owner: username });
    const first = await agent.get('/organizations');
    expect(first.text).toContain('Page 1 of 2');
    expect((await agent.get('/organizations?page=2')).text).toContain('Page 2 of 2');
    const found = await agent.get('/organizations?q=MANY42');
    expect(found.text).toContain('>many42</a>');
    expect(found.text).not.toContain('>many41</a>');
    expect((await agent.get('/organizations?q=none')).text).toContain(
      'None of your organizations has “none”',
    );
    expect(first.text.indexOf('Create an organization')).toBeLessThan(first.text.lastIndexOf('>many0</a>'));
    expect(Buffer.byteLength(first.text)).toBeLessThan(30_000);
  });

  test('offers to create one when there is none, and leads visitors to the sign-in', async () => {
    const { agent } = await newPerson(app, 'newcomer');
    expect((await agent.get('/organizations')).text).toContain('You do not belong to an organization yet.');
    const away = await openUserAgent(app).get('/organizations');
    expect(away.headers.location).toBe('/login?endpoint=%2Forganizations');
  });

  test('takes few statements', async () => {
    const { agent } = await newPerson(app, 'counter');
    const count = await app.database.countStatements(() => agent.get('/organizations'));
    expect(count).toBeLessThanOrEqual(8);
  });
});

describe('a new organization', () => {
  beforeAll(() => newUser(app, { username: 'just-a-user' }));

  test('is created by a form, owned by its creator, and says so', async () => {
    const creator = await newPerson(app, 'creator');
    const { agent, username } = creator;
    const form = await agent.get('/new-organization');
    const response = await agent.submit(form, { name: '  bakery ' }, '/new-organization');
    expect(response.headers.location).toBe('/organizations/bakery');
    expect((await findOrganizationDetails(app.database.db, 'bakery'))?.owners).toEqual([username]);
    expect((await agent.follow(response)).text).toContain('The organization bakery has been created.');
    expect(await eventsOf(app, 'bakery')).toEqual(['organization.created', 'organization.joined']);
  });

  test.each([
    ['Capital', 'This cannot be a name. Use lower-case letters a–z'],
    ['ab', 'This cannot be a name.'],
    [' ', 'This cannot be a name.'],
    ['itsyouonline', 'This name is taken.'],
    ['just-a-user', 'This name is taken.'],
  ])('is refused the name “%s”, which stays in the form', async (name, text) => {
    const { agent } = await newPerson(app, 'refused');
    const response = await agent.submit(await agent.get('/new-organization'), { name }, '/new-organization');
    expect(response.status).toBe(422);
    expect(response.text).toContain(text);
    expect(response.text).toContain(name.trim() === '' ? 'value autocomplete' : `value="${name}"`);
  });

  test('is refused to a user who owns as many as allowed', async () => {
    const { agent, username } = await newPerson(app, 'collector');
    await newOrganizationsOf(app.database.db, username, 1000);
    const form = '/new-organization';
    const response = await agent.submit(await agent.get(form), { name: 'one-more' }, form);
    expect([response.status, await isThere('one-more')]).toEqual([422, false]);
    expect(response.text).toContain('You own as many organizations as you can.');
  });

  test('is not made from another site, without a form, or without a session', async () => {
    const { agent } = await newPerson(app, 'careful');
    expect((await agent.postForm('/new-organization', { name: 'forged-one' })).status).toBe(403);
    const away = await openUserAgent(app).get('/new-organization');
    expect(away.headers.location).toBe('/login?endpoint=%2Fnew-organization');
    expect(await isThere('forged-one')).toBe(false);
  });

  test('has its name checked while it is typed', async () => {
    const { agent, username } = await newPerson(app, 'typist');
    await newOrganization(app.database.db, 'typed-before');
    const stateOf = async (name: string) =>
      (await agent.get(`/new-organization/name?${new URLSearchParams({ name })}`)).body.text;
    expect(await stateOf('typed-now')).toBe('This name is free.');
    expect(await stateOf('typed-before')).toBe('This name is taken.');
    expect(await stateOf(username)).toBe('This name is taken.');
    expect(await stateOf('Typed')).toMatch(/cannot be a name/);
    expect(await stateOf('a\0b')).toMatch(/cannot be a name/);
    expect((await openUserAgent(app).get('/new-organization/name?name=typed-now')).status).toBe(302);
  });
});

describe('an organization below another', () => {
  test('is created by an owner of the one above', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const form = await owner.agent.get(`${path}/below`);
    const response = await owner.agent.submit(form, { name: 'team' }, `${path}/below`);
    expect(response.headers.location).toBe(`${path}.team`);
    expect((await findOrganizationDetails(app.database.db, `${globalid}.team`))?.owners).toEqual([
      owner.username,
    ]);
    const again = await owner.agent.submit(form, { name: 'team' }, `${path}/below`);
    expect(again.text).toContain('This name is taken.');
    const states = await owner.agent.get(`${path}/below/name?name=team`);
    expect(states.body).toEqual({ isFree: false, text: 'This name is taken.' });
  });

  test('is created by its owners only', async () => {
    const callers = await newCallers(app);
    const { member, stranger, globalid, path } = callers;
    await expectRefusals({ app, callers, action: `${path}/below`, fields: { name: 'theirs' } });
    expect((await member.agent.get(`${path}/below`)).status).toBe(403);
    expect((await stranger.agent.get(`${path}/below`)).status).toBe(404);
    expect((await stranger.agent.get(`${path}/below/name?name=x`)).status).toBe(404);
    expect(await isThere(`${globalid}.theirs`)).toBe(false);
  });
});

describe('the overview', () => {
  test('leads an owner to the next steps, until they are done', async () => {
    const { owner, globalid, path } = await newCallers(app);
    const { text } = await owner.agent.get(path);
    for (const todo of ['Add a second owner', 'Upload a logo', 'Create the first client'])
      expect(text).toContain(`>${todo}</a>`);
    const { username } = await newPerson(app, 'second');
    await addPerson(app.database.db, globalid, username, 'owner');
    const later = (await owner.agent.get(path)).text;
    expect(later).not.toContain('>Add a second owner</a>');
    expect(later).toMatch(/Add a second owner\s*<span class="badge good">Done/);
  });

  test('shows a member no more than the API does', async () => {
    const { member, path } = await newCallers(app);
    const { status, text } = await member.agent.get(path);
    expect(status).toBe(200);
    expect(text).not.toContain('What is left to do');
    expect(text).not.toContain('Pending invitations');
  });

  test('of another organization looks like that of an unknown one', async () => {
    const { stranger, path } = await newCallers(app);
    const [foreign, unknown] = [
      await stranger.agent.get(path),
      await stranger.agent.get('/organizations/no-such-organization'),
    ];
    expect([foreign.status, unknown.status]).toEqual([404, 404]);
    const bare = (html: string) =>
      html
        .replace(/<code>[^<]*<\/code>|number[^<]*|value="[^"]*"|href="[^"]*"/g, '')
        .replace(/[\w-]{20,}/g, '');
    expect(bare(foreign.text)).toBe(bare(unknown.text));
  });

  test('serves the owner through an organization above and through a link', async () => {
    const { owner, globalid, path } = await newCallers(app);
    await newOrganization(app.database.db, `${globalid}.inner`);
    const { text } = await owner.agent.get(`${path}.inner`);
    expect(text).toContain('You are an owner.');
  });

  test('takes few statements and little space', async () => {
    const { owner, path } = await newCallers(app);
    let text = '';
    const count = await app.database.countStatements(async () => {
      text = (await owner.agent.get(path)).text;
    });
    expect(count).toBeLessThanOrEqual(8);
    expect(Buffer.byteLength(text)).toBeLessThan(30_000);
  });

  test('responds to names that cannot be stored', async () => {
    const { owner } = await newCallers(app);
    expect((await owner.agent.get('/organizations/a%00b')).status).toBeLessThan(500);
    expect((await owner.agent.get('/organizations?q=%00')).status).toBeLessThan(500);
    expect((await send(owner, '/organizations', '/organizations/x/below', { name: 'y' })).status).toBe(404);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';

let app: TestApp;
let ann: TestUser;
let made = 0;
/** A root organization of ann's, new in each test. */
let root: string;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
});

afterAll(() => app.close());

beforeEach(async () => {
  made += 1;
  root = await newOrganization(app.database.db, `shop${made}`, { owner: 'ann' });
});

function createBelow(parent: string, globalid: unknown, token = ann.token) {
  return request(app.web)
    .post(`/api/organizations/${encodeURIComponent(parent)}`)
    .set('Authorization', `token ${token}`)
    .send({ globalid });
}

async function childrenOf(parent: string): Promise<string[]> {
  const rows = await app.database.db
    .selectFrom('organizations')
    .select('globalid')
    .where('parent', '=', parent)
    .orderBy('globalid')
    .execute();
  return rows.map((row) => row.globalid);
}

describe('createNewSubOrganization', () => {
  test('makes the calling user its owner', async () => {
    const response = await createBelow(root, `${root}.sales`).expect(201);
    expect(response.body).toMatchObject({ globalid: `${root}.sales`, owners: ['ann'], members: [] });
    expect(await childrenOf(root)).toEqual([`${root}.sales`]);
  });

  test('has no direct owner when an organization creates it', async () => {
    const response = await createBelow(root, `${root}.auto`, await organizationToken(app, root)).expect(201);
    expect(response.body.owners).toEqual([]);
    const read = await request(app.web)
      .get(`/api/organizations/${root}.auto`)
      .set('Authorization', `token ${ann.token}`);
    expect(read.status).toBe(200);
  });

  test('nests as deep as the length of an id allows', async () => {
    let parent = root;
    while (parent.length + 2 <= 150) {
      const child = `${parent}.a`;
      expect((await createBelow(parent, child)).status).toBe(201);
      parent = child;
    }
    const tooLong = await createBelow(parent, `${parent}.ab`);
    expect([tooLong.status, tooLong.body.error]).toEqual([400, 'bad_request']);
  });

  test('trims spaces at both ends', async () => {
    const response = await createBelow(root, `  ${root}.my team  `).expect(201);
    expect(response.body.globalid).toBe(`${root}.my team`);
  });

  // promise: organization-names
  test.each([
    ['the local name alone', () => 'sales'],
    ['the parent itself', () => root],
    ['the parent with a dot', () => `${root}.`],
    ['a grandchild', () => `${root}.sales.europe`],
    ['a child of another organization', () => 'other.sales'],
    ['a child of one whose id begins the same', () => `${root}x.sales`],
    ['a child with a doubled dot', () => `${root}..sales`],
    ['a local name beginning with a space', () => `${root}. sales`],
    ['a local name of spaces', () => `${root}.   `],
    ['a local name with a line break', () => `${root}.bank\nverified`],
    ['a local name ending with a tab', () => `${root}.bank\t`],
    ['a local name with two spaces in a row', () => `${root}.bank  verified`],
    ['a local name with capitals', () => `${root}.Sales`],
    ['a local name with a slash', () => `${root}.a/b`],
    ['nothing', () => undefined],
  ])('refuses %s', async (_what, globalid) => {
    const response = await createBelow(root, globalid());
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await childrenOf(root)).toEqual([]);
  });

  test('treats dots in the parent literally', async () => {
    await newOrganization(app.database.db, `${root}.eu`, { owner: 'ann' });
    await newOrganization(app.database.db, `${root}-eu`, { owner: 'ann' });
    const response = await createBelow(`${root}.eu`, `${root}-eu.sales`);
    expect(response.status).toBe(400);
    expect(await childrenOf(`${root}-eu`)).toEqual([]);
  });

  test('refuses an id that exists', async () => {
    await createBelow(root, `${root}.sales`).expect(201);
    const response = await createBelow(root, `${root}.sales`);
    expect([response.status, response.body]).toEqual([409, { error: 'organization_exists' }]);
  });

  test('refuses the name of a user', async () => {
    await newUser(app, { username: `${root}.bob` });
    const response = await createBelow(root, `${root}.bob`);
    expect([response.status, response.body]).toEqual([409, { error: 'user_exists' }]);
    expect(await childrenOf(root)).toEqual([]);
  });

  test('is not found below an organization that does not exist', async () => {
    const response = await createBelow(`${root}.ghost`, `${root}.ghost.sales`);
    expect([response.status, response.body]).toEqual([404, { error: 'Parent organization does not exist' }]);
    expect(await childrenOf(`${root}.ghost`)).toEqual([]);
  });

  test('is for owners only', async () => {
    const member = await newUser(app);
    const db = app.database.db;
    await newOrganization(db, `${root}.club`, { owner: 'ann', members: [member.username] });
    await newOrganization(db, `${root}-club`);
    const foreign = await organizationToken(app, `${root}-club`);
    for (const token of [member.token, foreign]) {
      expect((await createBelow(`${root}.club`, `${root}.club.x`, token)).status).toBe(403);
    }
    expect(await childrenOf(`${root}.club`)).toEqual([]);
  });

  test('is for the owner of an ancestor too, who then owns it directly', async () => {
    const ben = await newUser(app);
    await newOrganization(app.database.db, `${root}.own`, { owner: ben.username });
    const response = await createBelow(`${root}.own`, `${root}.own.x`).expect(201);
    expect(response.body.owners).toEqual(['ann']);
  });

  test('of the same id twice at the same moment succeeds once', async () => {
    const token = await organizationToken(app, root);
    const callers = [ann.token, token, ann.token, token];
    const responses = await Promise.all(callers.map((caller) => createBelow(root, `${root}.sales`, caller)));
    expect(responses.map((response) => response.status).sort()).toEqual([201, 409, 409, 409]);
  });
});

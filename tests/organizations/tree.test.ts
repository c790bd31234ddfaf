import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';

let app: TestApp;
let ann: TestUser;

/** Similar ids on every level, which sort before or after `a.b.…` in byte order. */
const organizations = [
  ...['abc', 'abc-d', 'abc d', 'abc_d', 'abcxd', 'abc0'],
  ...['abc.d', 'abc.d-x', 'abc.d x', 'abc.dx', 'abc.z', 'abc-d.c', 'abc_d.c'],
  ...['abc.d.x', 'abc.d.c', 'abc.d-x.c', 'abc.d.c.deep', 'abc.d.c-x'],
];

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
  for (const globalid of organizations) await newOrganization(app.database.db, globalid, { owner: 'ann' });
});

afterAll(() => app.close());

async function treeOf(globalid: string, token = ann.token): Promise<unknown> {
  const response = await request(app.web)
    .get(`/api/organizations/${globalid}/tree`)
    .set('Authorization', `token ${token}`)
    .expect(200);
  return response.body;
}

const leaf = (globalid: string) => ({ globalid, children: [] });

describe('getOrganizationTree', () => {
  test('shows ancestors and everything below, without siblings', async () => {
    const below = [
      { globalid: 'abc.d.c', children: [leaf('abc.d.c.deep')] },
      leaf('abc.d.c-x'),
      leaf('abc.d.x'),
    ];
    expect(await treeOf('abc.d')).toEqual([
      { globalid: 'abc', children: [{ globalid: 'abc.d', children: below }] },
    ]);
  });

  test('shows the whole tree from its root, children in byte order', async () => {
    const [root] = (await treeOf('abc')) as [{ globalid: string; children: { globalid: string }[] }];
    expect(root.globalid).toBe('abc');
    expect(root.children.map((child) => child.globalid)).toEqual([
      'abc.d',
      'abc.d x',
      'abc.d-x',
      'abc.dx',
      'abc.z',
    ]);
  });

  test('shows only the ancestors of a leaf', async () => {
    expect(await treeOf('abc-d.c')).toEqual([{ globalid: 'abc-d', children: [leaf('abc-d.c')] }]);
  });

  test('shows an organization alone that has neither parent nor children', async () => {
    expect(await treeOf('abc0')).toEqual([leaf('abc0')]);
  });

  test('is for members too, and names the ancestors to them', async () => {
    const member = await newUser(app);
    await newOrganization(app.database.db, 'abc.team', { members: [member.username] });
    expect(await treeOf('abc.team', member.token)).toEqual([
      { globalid: 'abc', children: [leaf('abc.team')] },
    ]);
  });

  test('is for the organization and those above it', async () => {
    const token = await organizationToken(app, 'abc');
    expect(await treeOf('abc.d.x', token)).toEqual([
      { globalid: 'abc', children: [{ globalid: 'abc.d', children: [leaf('abc.d.x')] }] },
    ]);
  });

  test.each([
    ['a stranger', 403, 'abc.d'],
    ['someone asking for an unknown organization', 404, 'abc.unknown'],
    ['someone asking with a pattern', 404, 'abc%25'],
  ])('is not for %s', async (_who, status, globalid) => {
    const stranger = await newUser(app);
    const call = request(app.web).get(`/api/organizations/${globalid}/tree`);
    expect((await call.set('Authorization', `token ${stranger.token}`)).status).toBe(status);
  });

  test('is not for anonymous callers', async () => {
    expect((await request(app.web).get('/api/organizations/abc/tree')).status).toBe(401);
  });

  test('of a large organization takes no more statements than of a small one', async () => {
    const large = await app.database.countStatements(() => treeOf('abc'));
    const small = await app.database.countStatements(() => treeOf('abc0'));
    expect(large).toBe(small);
  });
});

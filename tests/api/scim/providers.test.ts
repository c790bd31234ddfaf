import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  acceptInvitation,
  listSchema,
  newDirectory,
  patchSchema,
  type TestDirectory,
  userSchema,
} from '../../scim/directories.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';

let app: TestApp;
let directory: TestDirectory;

beforeAll(async () => {
  app = await openTestApp();
  directory = await newDirectory(app);
});
afterAll(() => app.close());

const find = (kind: string, filter: string, rest = '') =>
  directory.get(`/${kind}?filter=${encodeURIComponent(filter)}${rest}`).expect(200);

// From https://learn.microsoft.com/entra/identity/app-provisioning/use-scim-to-provision-users-and-groups
describe('Microsoft Entra ID', () => {
  test('tests the connection with a user that does not exist', async () => {
    const { body } = await find('Users', 'userName eq "5b0bbbd6-0000-4a4e-8f7c-6f2f0d0a1b2c"');
    expect(body).toEqual({
      schemas: [listSchema],
      totalResults: 0,
      startIndex: 1,
      itemsPerPage: 0,
      Resources: [],
    });
  });

  test('adds, changes, disables and removes a user, in its own letter case', async () => {
    const account = await newUser(app, { email: 'joy@contoso.example' });
    const { body } = await directory
      .post('/Users', {
        schemas: [userSchema, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
        externalId: '0a21f0f2-8d2a-4f8e-bf98-7363c4aed4ef',
        userName: 'joy@contoso.example',
        active: true,
        emails: [{ primary: true, type: 'work', value: 'joy@contoso.example' }],
        meta: { resourceType: 'User' },
        name: { formatted: 'Joy Smith', familyName: 'Smith', givenName: 'Joy' },
        roles: [],
        'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Sales' },
      })
      .expect(201);
    await acceptInvitation(app, directory, account, 'joy@contoso.example');
    expect((await find('Users', 'userName eq "joy@contoso.example"')).body.Resources).toMatchObject([
      { id: body.id, active: true },
    ]);
    await directory
      .patch(
        `/Users/${body.id}`,
        { op: 'Replace', path: 'emails[type eq "work"].value', value: 'joy.smith@contoso.example' },
        { op: 'Replace', path: 'name.familyName', value: 'Smithson' },
        { op: 'Add', path: 'title', value: 'Head' },
        {
          op: 'Add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:employeeNumber',
          value: '7',
        },
      )
      .expect(200);
    const { body: changed } = await directory.get(`/Users/${body.id}`);
    expect(changed).toMatchObject({
      active: true,
      name: { familyName: 'Smithson' },
      emails: [{ value: 'joy.smith@contoso.example', type: 'work', primary: true }],
    });
    await directory.patch(`/Users/${body.id}`, { op: 'Replace', path: 'active', value: 'False' }).expect(200);
    expect((await directory.get(`/Users/${body.id}`)).body.active).toBe(false);
    await directory.delete(`/Users/${body.id}`).expect(204);
  });

  test('adds a group, queries membership by filter, and removes members by value', async () => {
    const id = await directory.addUser('pat@contoso.example');
    const { body } = await directory
      .post('/Groups', { displayName: 'Sales', externalId: '8aa1a0c0', members: [] })
      .expect(201);
    const add = { op: 'Add', path: 'members', value: [{ $ref: null, value: id }] };
    await directory.patch(`/Groups/${body.id}`, add).expect(200);
    const among = `id eq "${body.id}" and members eq "${id}"`;
    expect((await find('Groups', among, '&attributes=id')).body.Resources).toMatchObject([{ id: body.id }]);
    await directory
      .patch(`/Groups/${body.id}`, { op: 'Remove', path: 'members', value: [{ $ref: null, value: id }] })
      .expect(200);
    expect((await find('Groups', among)).body.totalResults).toBe(0);
    expect((await directory.get(`/Groups/${body.id}?excludedAttributes=members`)).body).not.toHaveProperty(
      'members',
    );
  });
});

// From https://developer.okta.com/docs/reference/scim/scim-20/
describe('Okta', () => {
  test('looks for a user, adds it, reads it, and deactivates it without a path', async () => {
    const none = await find('Users', 'userName eq "test.user@okta.example"', '&startIndex=1&count=100');
    expect(none.body.totalResults).toBe(0);
    const { body } = await directory
      .post('/Users', {
        schemas: [userSchema],
        userName: 'test.user@okta.example',
        name: { givenName: 'Test', familyName: 'User' },
        emails: [{ primary: true, value: 'test.user@okta.example', type: 'work' }],
        displayName: 'Test User',
        locale: 'en-US',
        externalId: '00ujl29u0le5T6Aj10h7',
        groups: [],
        password: '1mz050nq',
        active: true,
      })
      .expect(201);
    expect(JSON.stringify(body)).not.toContain('1mz050nq');
    await directory.get(`/Users/${body.id}`).expect(200);
    const off = await directory
      .patch(`/Users/${body.id}`, { op: 'replace', value: { active: false } })
      .expect(200);
    expect(off.body.active).toBe(false);
    const on = await directory.put(`/Users/${body.id}`, { ...off.body, active: true }).expect(200);
    expect(on.body).toMatchObject({
      id: body.id,
      externalId: '00ujl29u0le5T6Aj10h7',
      displayName: 'Test User',
    });
  });

  test('pushes a group, renames it and replaces its members', async () => {
    const [one, two] = [
      await directory.addUser('one@okta.example'),
      await directory.addUser('two@okta.example'),
    ];
    const { body } = await directory
      .post('/Groups', { displayName: 'Okta Group', members: [{ value: one, display: 'one@okta.example' }] })
      .expect(201);
    await directory
      .patch(`/Groups/${body.id}`, { op: 'replace', value: { id: body.id, displayName: 'Okta Team' } })
      .expect(200);
    const replaced = await directory
      .patch(`/Groups/${body.id}`, {
        op: 'replace',
        path: 'members',
        value: [{ value: two, display: 'two@okta.example' }],
      })
      .expect(200);
    expect(replaced.body).toMatchObject({ displayName: 'Okta Team', members: [{ value: two }] });
    await directory.delete(`/Groups/${body.id}`).expect(204);
  });
});

describe('at the same moment', () => {
  test('one of two users with the same name is added', async () => {
    const body = { userName: 'race@example.com', externalId: 'race' };
    const statuses = await Promise.all(
      [1, 2, 3, 4].map(async () => (await directory.post('/Users', body)).status),
    );
    expect(statuses.sort()).toEqual([201, 409, 409, 409]);
  });

  test('one of two groups with the same name is created', async () => {
    const statuses = await Promise.all(
      [1, 2, 3].map(async () => (await directory.post('/Groups', { displayName: 'Race' })).status),
    );
    expect(statuses.sort()).toEqual([201, 409, 409]);
  });

  test('two users cannot have the same external id', async () => {
    const ids = [await directory.addUser('ext1@example.com'), await directory.addUser('ext2@example.com')];
    const give = async (id: string) =>
      (await directory.patch(`/Users/${id}`, { op: 'add', path: 'externalId', value: 'same' })).status;
    expect((await Promise.all(ids.map(give))).sort()).toEqual([200, 409]);
  });

  test('one owner remains, however many are removed', async () => {
    const other = await newDirectory(app);
    const account = await newUser(app, { email: 'second@example.com' });
    const id = await other.addUser('second@example.com');
    await acceptInvitation(app, other, account, 'second@example.com');
    await other.patch('/Groups/owners', { op: 'add', path: 'members', value: [{ value: id }] }).expect(200);
    const ids = [id, `u-${other.owner.username}`];
    const statuses = await Promise.all(ids.map(async (one) => (await other.delete(`/Users/${one}`)).status));
    expect(statuses.sort()).toEqual([204, 409]);
    expect((await other.get('/Groups/owners')).body.members).toHaveLength(1);
  });
});

test('a patch of many operations is applied completely or not at all', async () => {
  const id = await directory.addUser('whole@example.com');
  const Operations = Array.from({ length: 300 }, (_, index) => ({
    op: 'add',
    path: 'emails',
    value: [{ value: `w${index}@example.com` }],
  }));
  const response = await directory.put(`/Users/${id}`, {
    userName: 'whole@example.com',
    schemas: [patchSchema],
  });
  expect(response.status).toBe(200);
  expect((await directory.patch(`/Users/${id}`, ...Operations)).status).toBe(400);
  expect((await directory.get(`/Users/${id}`)).body).not.toHaveProperty('emails');
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import {
  acceptInvitation,
  groupSchema,
  newDirectory,
  newDirectoryMember,
  type TestDirectory,
} from '../../scim/directories.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newApiKey, newOrganization } from '../../support/organizations.ts';

let app: TestApp;
let directory: TestDirectory;

beforeAll(async () => {
  app = await openTestApp();
  directory = await newDirectory(app);
});
afterAll(() => app.close());

const peopleOf = async (globalid: string) => {
  const rows = await app.database.db
    .selectFrom('organization_users')
    .select(['username', 'role'])
    .where('globalid', '=', globalid)
    .orderBy('username')
    .execute();
  return rows.map(({ username, role }) => `${role} ${username}`);
};

const membersIn = (body: { readonly members: readonly { readonly value: string }[] }) =>
  body.members.map(({ value }) => value).sort();

describe('roles', () => {
  test('are groups of every organization', async () => {
    const { body } = await directory.get('/Groups?excludedAttributes=members').expect(200);
    expect(body).toMatchObject({ totalResults: 2, startIndex: 1, itemsPerPage: 2 });
    expect(body.Resources.map(({ id }: { id: string }) => id).sort()).toEqual(['members', 'owners']);
    expect(body.Resources[0]).not.toHaveProperty('members');
  });

  test('a user added to owners becomes an owner, and a member again when removed', async () => {
    const { user, id } = await newDirectoryMember(app, directory, 'owner@example.com');
    const owners = await directory
      .patch('/Groups/owners', { op: 'Add', path: 'members', value: [{ value: id }] })
      .expect(200);
    expect(membersIn(owners.body)).toContain(id);
    expect(await peopleOf(directory.globalid)).toContain(`owner ${user.username}`);
    await directory.patch('/Groups/owners', { op: 'remove', path: `members[value eq "${id}"]` }).expect(200);
    expect(await peopleOf(directory.globalid)).toContain(`member ${user.username}`);
  });

  test('the last owner stays an owner', async () => {
    const before = await peopleOf(directory.globalid);
    const response = await directory.patch('/Groups/owners', { op: 'replace', path: 'members', value: [] });
    expect(response.status).toBe(409);
    expect(await peopleOf(directory.globalid)).toEqual(before);
  });

  test('an invited user does not become an owner', async () => {
    const id = await directory.addUser('invited@example.com');
    const response = await directory.patch('/Groups/owners', {
      op: 'add',
      path: 'members',
      value: [{ value: id }],
    });
    expect([response.status, response.body.scimType]).toEqual([400, 'invalidValue']);
  });

  test('a user removed from members leaves the organization', async () => {
    const { user, id } = await newDirectoryMember(app, directory, 'gone@example.com');
    await directory
      .patch('/Groups/members', { op: 'remove', path: 'members', value: [{ value: id }] })
      .expect(200);
    expect((await peopleOf(directory.globalid)).join()).not.toContain(user.username);
    expect((await directory.get(`/Users/${id}`)).body.active).toBe(false);
  });

  test('cannot be deleted', async () => {
    expect((await directory.delete('/Groups/owners')).status).toBe(403);
  });
});

describe('organizations below', () => {
  test('are created by a group, with the members of the directory', async () => {
    const { user, id } = await newDirectoryMember(app, directory, 'dev@example.com');
    const { body, headers } = await directory
      .post('/Groups', {
        schemas: [groupSchema],
        externalId: 'g-1',
        displayName: 'Équipe R&D',
        members: [{ value: id }],
      })
      .expect(201);
    expect(body).toMatchObject({
      id: `${directory.globalid}.equipe-r-d`,
      displayName: 'Équipe R&D',
      externalId: 'g-1',
      members: [{ value: id, type: 'User' }],
    });
    expect(headers.location).toBe(body.meta.location);
    expect(await peopleOf(body.id)).toEqual([`member ${user.username}`]);
    const filter = encodeURIComponent('displayName eq "Équipe r&d"');
    expect((await directory.get(`/Groups?filter=${filter}`)).body.totalResults).toBe(1);
    expect((await directory.get(`/Users/${id}`)).body.groups).toMatchObject([
      { value: 'members' },
      { value: body.id, display: 'Équipe R&D' },
    ]);
    const renamed = await directory.patch(`/Groups/${body.id}`, {
      op: 'replace',
      value: { id: body.id, displayName: 'Lab' },
    });
    expect(renamed.body).toMatchObject({ id: body.id, displayName: 'Lab', externalId: 'g-1' });
    await directory
      .patch(`/Groups/${body.id}`, { op: 'Remove', path: `members[value eq "${id}"]` })
      .expect(200);
    expect(await peopleOf(body.id)).toEqual([]);
    expect(await peopleOf(directory.globalid)).toContain(`member ${user.username}`);
  });

  test('invited users join when they accept', async () => {
    const user = await newUser(app, { email: 'later@example.com' });
    const id = await directory.addUser('later@example.com');
    const { body } = await directory
      .post('/Groups', { displayName: 'Later', members: [{ value: id }] })
      .expect(201);
    expect(membersIn(body)).toEqual([id]);
    expect(await peopleOf(body.id)).toEqual([]);
    await acceptInvitation(app, directory, user, 'later@example.com');
    expect(await peopleOf(body.id)).toEqual([`member ${user.username}`]);
    expect(membersIn((await directory.get(`/Groups/${body.id}`)).body)).toEqual([id]);
  });

  test.each<[string, (id: string, email: string) => Promise<unknown>, string]>([
    [
      'the directory corrects the address',
      (id) =>
        directory
          .patch(`/Users/${id}`, {
            op: 'replace',
            path: 'emails',
            value: [{ value: 'corrected@example.com' }],
          })
          .expect(200),
      'corrected@example.com',
    ],
    [
      'an owner invites the same address again',
      (_id, email) =>
        request(app.web)
          .post(`/api/organizations/${directory.globalid}/members`)
          .set('Authorization', `token ${directory.owner.token}`)
          .send({ searchstring: email })
          .expect(201),
      'again@example.com',
    ],
  ])('invited users join when they accept, also when %s', async (_what, change, address) => {
    const user = await newUser(app, { email: address });
    const email = address.replace('corrected', 'mistaken');
    const id = await directory.addUser(email);
    const { body } = await directory
      .post('/Groups', { displayName: address.split('@')[0], members: [{ value: id }] })
      .expect(201);
    await change(id, email);
    await acceptInvitation(app, directory, user, address);
    expect(await peopleOf(body.id)).toEqual([`member ${user.username}`]);
    expect((await directory.get(`/Users/${id}`)).body.active).toBe(true);
    await directory.delete(`/Users/${id}`).expect(204);
    expect(await peopleOf(directory.globalid)).not.toContain(`member ${user.username}`);
  });

  test('that already exist are found and refused', async () => {
    await newOrganization(app.database.db, `${directory.globalid}.old`);
    const response = await directory.post('/Groups', { displayName: 'Old' });
    expect([response.status, response.body.scimType]).toEqual([409, 'uniqueness']);
    const { body } = await directory.get(`/Groups?filter=${encodeURIComponent('displayName eq "old"')}`);
    expect(body.Resources).toMatchObject([{ id: `${directory.globalid}.old` }]);
    expect((await directory.delete(`/Groups/${directory.globalid}.old`)).status).toBe(403);
  });

  test('are deleted when the directory created them and they are empty; a new one then gets a numbered name', async () => {
    const { body } = await directory.post('/Groups', { displayName: 'Brief', externalId: 'b' }).expect(201);
    await newApiKey(app.database.db, { globalid: body.id, label: 'main' });
    expect((await directory.delete(`/Groups/${body.id}`)).status).toBe(409);
    await app.database.db.deleteFrom('organization_api_keys').where('globalid', '=', body.id).execute();
    await directory.delete(`/Groups/${body.id}`).expect(204);
    expect((await directory.get(`/Groups/${body.id}`)).status).toBe(404);
    const again = await directory.post('/Groups', { displayName: 'Brief', externalId: 'b' }).expect(201);
    expect(again.body).toMatchObject({ id: `${body.id}-2`, displayName: 'Brief' });
  });

  test.each([
    ['no name', {}],
    ['a name without letters', { displayName: '!!!' }],
    ['users that do not exist', { displayName: 'Ghosts', members: [{ value: 'u-ghost' }] }],
  ])('are refused with %s', async (_what, body) => {
    const response = await directory.post('/Groups', body);
    expect([response.status, response.body.scimType]).toEqual([400, 'invalidValue']);
    expect(
      (await directory.get(`/Groups?filter=${encodeURIComponent('displayName eq "ghosts"')}`)).body
        .totalResults,
    ).toBe(0);
  });

  test('change only if the named version is current', async () => {
    const { body, headers } = await directory.post('/Groups', { displayName: 'Versions' }).expect(201);
    const rename = () =>
      directory.patch(`/Groups/${body.id}`, { op: 'add', path: 'displayName', value: 'V' });
    await rename()
      .set('If-Match', headers.etag ?? '')
      .expect(200);
    expect((await rename().set('If-Match', headers.etag ?? '')).status).toBe(412);
  });
});

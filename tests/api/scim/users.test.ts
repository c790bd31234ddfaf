import { describe, expect, test } from '@jest/globals';
import {
  acceptInvitation,
  errorSchema,
  membershipSchema,
  newDirectoryMember,
  userSchema,
} from '../../scim/directories.ts';
import { newUser } from '../../support/factories.ts';
import { addPerson } from '../../support/organizations.ts';
import { directoryCaller } from './directory-caller.ts';

const { app, directory, peopleOf, invitationsOf, openTo } = directoryCaller();

describe('adding a user', () => {
  test('invites the primary address, and the user is active after accepting', async () => {
    const user = await newUser(app(), { email: 'alice@example.com' });
    const { body, headers } = await directory()
      .post('/Users', {
        schemas: [userSchema],
        externalId: 'a-1',
        userName: 'alice@corp.example',
        name: { givenName: 'Alice', familyName: 'Smith' },
        displayName: 'Alice Smith',
        emails: [
          { value: 'other@example.com', type: 'home' },
          { value: 'alice@example.com', type: 'work', primary: true },
        ],
        title: 'Engineer',
        active: true,
      })
      .expect(201)
      .expect('Content-Type', 'application/scim+json');
    expect(body).toMatchObject({
      schemas: [userSchema, membershipSchema],
      externalId: 'a-1',
      userName: 'alice@corp.example',
      name: { givenName: 'Alice', familyName: 'Smith' },
      active: false,
      groups: [],
      [membershipSchema]: { state: 'invited' },
      meta: { resourceType: 'User', version: headers.etag, location: headers.location },
    });
    expect(body).not.toHaveProperty('title');
    expect(headers.location).toBe(`http://iyo.test${directory().path}/Users/${body.id}`);
    expect(await invitationsOf(body.id)).toEqual([
      { status: 'pending', email: 'alice@example.com', role: 'member' },
    ]);
    expect(app().senders.mails.at(-1)).toMatchObject({ to: ['alice@example.com'] });

    await acceptInvitation(app(), directory(), user, 'alice@example.com');
    const { body: joined } = await directory().get(`/Users/${body.id}`).expect(200);
    expect(joined).toMatchObject({
      active: true,
      [membershipSchema]: { state: 'member', role: 'member', username: user.username },
      groups: [{ value: 'members', display: 'members' }],
    });
    expect(joined.meta.version).not.toBe(body.meta.version);
  });

  test('reveals nothing about an account with the address, and gives it no membership', async () => {
    const user = await newUser(app(), { email: 'known@example.com' });
    const known = await directory().post('/Users', { userName: 'known@example.com' }).expect(201);
    const unknown = await directory().post('/Users', { userName: 'unknown@example.com' }).expect(201);
    const shapeOf = ({ body }: { body: Record<string, unknown> }) =>
      JSON.stringify({ ...body, id: '', meta: '' }).replaceAll(/(un)?known@/g, '@');
    expect(shapeOf(known)).toBe(shapeOf(unknown));
    expect((await peopleOf(directory().globalid)).map(({ username }) => username)).not.toContain(
      user.username,
    );
  });

  test('never matches an account by username', async () => {
    const user = await newUser(app());
    const response = await directory().post('/Users', { userName: user.username }).expect(400);
    expect(response.body).toEqual({
      schemas: [errorSchema],
      status: '400',
      scimType: 'invalidValue',
      detail: expect.stringMatching(/^emails: /),
    });
    const other = await directory()
      .post('/Users', { userName: user.username, emails: [{ value: 'x@example.com' }] })
      .expect(201);
    expect(await invitationsOf(other.body.id)).toMatchObject([{ email: 'x@example.com' }]);
  });

  test('that is not active sends no invitation, and needs no address', async () => {
    const { body } = await directory().post('/Users', { userName: 'nobody', active: false }).expect(201);
    expect(body[membershipSchema]).toEqual({ state: 'none' });
    expect(await invitationsOf(body.id)).toEqual([]);
  });

  test.each([
    ['userName', { userName: 'TAKEN@example.com' }],
    ['externalId', { userName: 'free@example.com', externalId: 'taken' }],
  ])('is refused for a %s in use', async (name, body) => {
    await directory().post('/Users', { userName: 'taken@example.com', externalId: 'taken' });
    const response = await directory().post('/Users', body).expect(409);
    expect(response.body).toMatchObject({ status: '409', scimType: 'uniqueness' });
    expect(response.body.detail).toContain(name);
  });

  test('is refused for the name of a member whom the directory knows already', async () => {
    const member = await newUser(app());
    await addPerson(app().database.db, directory().globalid, member.username, 'member');
    const body = { userName: member.username, emails: [{ value: 'y@example.com' }] };
    expect((await directory().post('/Users', body)).status).toBe(409);
  });

  test.each([
    [{}, /userName/],
    [{ userName: '' }, /userName/],
    [{ userName: 7 }, /userName/],
    [{ userName: 'a@example.com', emails: 'a@example.com' }, /emails/],
    [{ userName: 'a@example.com', emails: [{ value: 'no address' }] }, /emails/],
    [{ userName: 'a@example.com', active: 'perhaps' }, /active/],
  ])('%j is refused with the field that is wrong', async (body, field) => {
    const response = await directory().post('/Users', body).expect(400);
    expect(response.body).toMatchObject({ schemas: [errorSchema], scimType: 'invalidValue' });
    expect(response.body.detail).toMatch(field);
  });
});

describe('changing a user', () => {
  test('refuses the name of a member whom the directory knows already, except to that member', async () => {
    const member = await newUser(app());
    await addPerson(app().database.db, directory().globalid, member.username, 'member');
    const id = await directory().addUser('namesake@example.com');
    const rename = { op: 'replace', path: 'userName', value: member.username.toUpperCase() };
    const refused = await directory().patch(`/Users/${id}`, rename).expect(409);
    expect(refused.body).toMatchObject({
      scimType: 'uniqueness',
      detail: expect.stringContaining('userName'),
    });
    expect((await directory().get(`/Users/${id}`)).body.userName).toBe('namesake@example.com');
    await directory().patch(`/Users/u-${member.username}`, rename).expect(200);
  });

  test('active: false ends the membership here and below, true invites again; the account stays', async () => {
    const { user, id } = await newDirectoryMember(app(), directory(), 'bea@example.com');
    const { body: group } = await directory()
      .post('/Groups', { displayName: 'Bees', members: [{ value: id }] })
      .expect(201);
    expect(await peopleOf(group.id)).toEqual([{ username: user.username, role: 'member' }]);
    const { body } = await directory()
      .patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' })
      .expect(200);
    expect(body).toMatchObject({ active: false, groups: [], [membershipSchema]: { state: 'none' } });
    expect(await peopleOf(group.id)).toEqual([]);
    expect((await peopleOf(directory().globalid)).map(({ username }) => username)).not.toContain(
      user.username,
    );
    const account = await app()
      .database.db.selectFrom('users')
      .select('username')
      .where('username', '=', user.username)
      .execute();
    expect(account).toHaveLength(1);

    const again = await directory()
      .patch(`/Users/${id}`, { op: 'replace', value: { active: true } })
      .expect(200);
    expect(again.body[membershipSchema]).toEqual({ state: 'invited' });
    await acceptInvitation(app(), directory(), user, 'bea@example.com');
    expect((await directory().get(`/Users/${id}`)).body.active).toBe(true);
  });

  test('a repeated change sends no second invitation, and a user who refused is not invited again', async () => {
    const user = await newUser(app(), { email: 'cas@example.com' });
    const id = await directory().addUser('cas@example.com');
    const mails = app().senders.mails.length;
    await directory().patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true }).expect(200);
    await app()
      .database.db.updateTable('organization_invitations')
      .set({ status: 'rejected' })
      .where('scim_user_id', '=', id)
      .execute();
    const { body } = await directory().patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true });
    expect(body[membershipSchema]).toEqual({ state: 'refused' });
    expect(app().senders.mails).toHaveLength(mails);
    expect((await peopleOf(directory().globalid)).map(({ username }) => username)).not.toContain(
      user.username,
    );
  });

  test('accepts the paths of RFC 7644', async () => {
    const id = await directory().addUser('dan@example.com', {
      emails: [{ value: 'dan@example.com', type: 'work' }],
      name: { givenName: 'Dan' },
    });
    const { body } = await directory()
      .patch(
        `/Users/${id}`,
        { op: 'add', path: 'emails[type eq "work"].display', value: 'Dan' },
        { op: 'add', path: 'emails', value: [{ value: 'home@example.com', type: 'home' }] },
        { op: 'replace', path: 'name.familyName', value: 'Brown' },
        { op: 'add', path: 'urn:ietf:params:scim:schemas:core:2.0:User:displayName', value: 'Dan Brown' },
        { op: 'add', path: 'title', value: 'Writer' },
        {
          op: 'add',
          path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department',
          value: 'Books',
        },
      )
      .expect(200);
    expect(body).toMatchObject({
      name: { givenName: 'Dan', familyName: 'Brown' },
      displayName: 'Dan Brown',
      emails: [
        { value: 'dan@example.com', type: 'work', display: 'Dan' },
        { value: 'home@example.com', type: 'home' },
      ],
    });
    const removed = await directory()
      .patch(
        `/Users/${id}`,
        { op: 'remove', path: 'emails[type eq "home"]' },
        { op: 'remove', path: 'name.familyName' },
      )
      .expect(200);
    expect(removed.body).toMatchObject({ name: { givenName: 'Dan' }, emails: [{ type: 'work' }] });
    expect(removed.body.emails).toHaveLength(1);
    expect(removed.body.name).not.toHaveProperty('familyName');
  });

  test.each([
    ['a path that is none', { op: 'add', path: 'emails[type eq "work"', value: 'x' }, 'invalidPath'],
    [
      'a filter that is none',
      { op: 'add', path: 'emails[type is "work"].value', value: 'x' },
      'invalidFilter',
    ],
    ['an operation that is none', { op: 'move', path: 'displayName', value: 'x' }, 'invalidSyntax'],
    ['an id', { op: 'replace', path: 'id', value: 'x' }, 'mutability'],
    ['groups', { op: 'add', path: 'groups', value: [{ value: 'owners' }] }, 'mutability'],
    ['a value of another type', { op: 'replace', path: 'displayName', value: { a: 1 } }, 'invalidValue'],
    ['no value', { op: 'add', path: 'displayName' }, 'invalidValue'],
    ['no target', { op: 'remove' }, 'noTarget'],
    ['the name of the user', { op: 'remove', path: 'userName' }, 'invalidValue'],
  ])('is refused for %s', async (_what, operation, scimType) => {
    const id = await directory().addUser(`refused-${scimType}-${Math.random()}@example.com`);
    const before = (await directory().get(`/Users/${id}`)).body;
    const response = await directory().patch(
      `/Users/${id}`,
      { op: 'add', path: 'displayName', value: 'changed' },
      operation,
    );
    expect([response.status, response.body.scimType]).toEqual([400, scimType]);
    expect((await directory().get(`/Users/${id}`)).body).toEqual(before);
  });

  test('PUT replaces everything but the membership', async () => {
    const { id } = await newDirectoryMember(app(), directory(), 'eve@example.com');
    await directory().patch(`/Users/${id}`, { op: 'add', path: 'displayName', value: 'Eve' }).expect(200);
    const { body } = await directory().put(`/Users/${id}`, { userName: 'eve2@example.com' }).expect(200);
    expect(body).toMatchObject({ userName: 'eve2@example.com', active: true });
    expect(body).not.toHaveProperty('displayName');
    expect(body).not.toHaveProperty('emails');
  });

  test('changes only the named version', async () => {
    const id = await directory().addUser('fay@example.com');
    const { headers } = await directory().get(`/Users/${id}`);
    const tag = headers.etag ?? '';
    const rename = (to: string) =>
      directory().patch(`/Users/${id}`, { op: 'add', path: 'displayName', value: to });
    expect((await directory().get(`/Users/${id}`).set('If-None-Match', tag)).status).toBe(304);
    const changed = await rename('Fay').set('If-Match', tag).expect(200);
    expect(changed.headers.etag).not.toBe(tag);
    const late = await rename('Late').set('If-Match', tag).expect(412);
    expect(late.body).toMatchObject({ schemas: [errorSchema], status: '412' });
    expect((await directory().delete(`/Users/${id}`).set('If-Match', tag)).status).toBe(412);
    expect((await directory().get(`/Users/${id}`)).body.displayName).toBe('Fay');
  });

  test('a new address replaces the open invitation', async () => {
    const id = await directory().addUser('old@example.com');
    await directory().patch(`/Users/${id}`, {
      op: 'replace',
      path: 'emails',
      value: [{ value: 'new@example.com' }],
    });
    expect(await invitationsOf(id)).toMatchObject([{ status: 'pending', email: 'new@example.com' }]);
  });

  test('a new address is invited when the same change activates the user', async () => {
    const stranger = await newUser(app(), { email: 'mistyped@example.com' });
    const id = await directory().addUser('mistyped@example.com');
    const mails = app().senders.mails.length;
    const { body } = await directory()
      .put(`/Users/${id}`, {
        userName: 'right@example.com',
        emails: [{ value: 'right@example.com', primary: true }],
        active: true,
      })
      .expect(200);
    expect(body[membershipSchema]).toEqual({ state: 'invited' });
    expect(await invitationsOf(id)).toMatchObject([{ status: 'pending', email: 'right@example.com' }]);
    expect(app().senders.mails.slice(mails)).toMatchObject([{ to: ['right@example.com'] }]);
    expect(await openTo(stranger)).toEqual([]);
  });

  test('another address of a member, or of a user who refused, invites no one', async () => {
    const { id: member } = await newDirectoryMember(app(), directory(), 'ivy@example.com');
    const refused = await directory().addUser('jan@example.com');
    await app()
      .database.db.updateTable('organization_invitations')
      .set({ status: 'rejected' })
      .where('scim_user_id', '=', refused)
      .execute();
    const mails = app().senders.mails.length;
    for (const id of [member, refused]) {
      const change = {
        userName: `${id}@example.com`,
        emails: [{ value: `${id}@example.com` }],
        active: true,
      };
      await directory().put(`/Users/${id}`, change).expect(200);
    }
    expect(app().senders.mails).toHaveLength(mails);
  });
});

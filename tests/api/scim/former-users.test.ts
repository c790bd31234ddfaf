import { hash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { systemActor } from '../../../src/base/actor.ts';
import { acceptInvitations } from '../../../src/organizations/invitations/answering.ts';
import { leaveOrganization } from '../../../src/organizations/members/acts.ts';
import {
  acceptInvitation,
  membershipSchema,
  newDirectory,
  newDirectoryMember,
} from '../../scim/directories.ts';
import { newUser } from '../../support/factories.ts';
import { addPerson, newInvitation } from '../../support/organizations.ts';
import { directoryCaller } from './directory-caller.ts';

const { app, directory, peopleOf, joinByOwner } = directoryCaller();

describe('removing a user', () => {
  test('ends the membership and deletes the data of the directory', async () => {
    const { user, id } = await newDirectoryMember(app(), directory(), 'gus@example.com');
    await directory().delete(`/Users/${id}`).expect(204);
    expect((await directory().get(`/Users/${id}`)).status).toBe(404);
    expect((await directory().delete(`/Users/${id}`)).status).toBe(404);
    expect((await peopleOf(directory().globalid)).map(({ username }) => username)).not.toContain(
      user.username,
    );
  });

  test('withdraws an invitation', async () => {
    const id = await directory().addUser('hal@example.com');
    await directory().delete(`/Users/${id}`).expect(204);
    const left = await app()
      .database.db.selectFrom('organization_invitations')
      .select('status')
      .where('email_address', '=', 'hal@example.com')
      .execute();
    expect(left).toEqual([]);
  });

  test('the last owner stays', async () => {
    const other = await newDirectory(app());
    const { body } = await other.get('/Users').expect(200);
    expect(body.Resources).toMatchObject([{ userName: other.owner.username, active: true }]);
    const { id } = body.Resources[0];
    expect((await other.delete(`/Users/${id}`)).status).toBe(409);
    expect((await other.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false })).status).toBe(
      409,
    );
    expect(await peopleOf(other.globalid)).toEqual([{ username: other.owner.username, role: 'owner' }]);
  });
});

describe('members that the directory did not add', () => {
  test('are listed, and can be changed and removed', async () => {
    const other = await newDirectory(app());
    const member = await newUser(app(), { email: 'private@example.com' });
    await addPerson(app().database.db, other.globalid, member.username, 'member');
    const found = await other.get(`/Users?filter=${encodeURIComponent(`userName eq "${member.username}"`)}`);
    expect(found.body).toMatchObject({
      totalResults: 1,
      Resources: [{ id: `u-${member.username}`, active: true }],
    });
    expect(JSON.stringify(found.body)).not.toContain('private@example.com');
    const id = found.body.Resources[0].id;
    const response = await other.patch(`/Users/${id}`, {
      op: 'add',
      value: { externalId: 'e-1', displayName: 'M' },
    });
    expect(response.body).toMatchObject({ id, externalId: 'e-1', displayName: 'M', active: true });
    expect((await other.get('/Users')).body.totalResults).toBe(2);
    await other.delete(`/Users/${id}`).expect(204);
    expect(await peopleOf(other.globalid)).toEqual([{ username: other.owner.username, role: 'owner' }]);
    expect((await other.get(`/Users/${id}`)).status).toBe(404);
  });

  test.each([
    ['DELETE', 204],
    ['active: false', 200],
  ])('are the same users when they come back, and end with %s', async (way, status) => {
    const other = await newDirectory(app());
    const { username } = await newUser(app());
    const id = `u-${username}`;
    await addPerson(app().database.db, other.globalid, username, 'member');
    await other.patch(`/Users/${id}`, { op: 'add', path: 'displayName', value: 'M' }).expect(200);
    await leaveOrganization(app().database, systemActor(app().clock.now()), {
      globalid: other.globalid,
      username,
    });
    const gone = await other.get(`/Users/${id}`).expect(200);
    expect(gone.body).toMatchObject({ active: false, [membershipSchema]: { state: 'none' } });
    await joinByOwner(other.globalid, username);

    const { body } = await other.get('/Users').expect(200);
    expect(body.Resources.map((user: { id: string }) => user.id).sort()).toEqual(
      [id, `u-${other.owner.username}`].sort(),
    );
    expect((await other.get(`/Users/${id}`)).body).toMatchObject({ active: true, displayName: 'M' });
    const ended =
      way === 'DELETE'
        ? await other.delete(`/Users/${id}`)
        : await other.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false });
    expect(ended.status).toBe(status);
    expect(await peopleOf(other.globalid)).toEqual([{ username: other.owner.username, role: 'owner' }]);
  });

  test('are not confused with another account that accepts their invitation', async () => {
    const other = await newDirectory(app());
    const { username } = await newUser(app());
    const id = `u-${username}`;
    await addPerson(app().database.db, other.globalid, username, 'member');
    const emails = [{ value: 'kim@example.com' }];
    await other.patch(`/Users/${id}`, { op: 'add', path: 'emails', value: emails }).expect(200);
    await other.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false }).expect(200);
    await other.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: true }).expect(200);
    const kim = await newUser(app(), { email: 'kim@example.com' });
    await acceptInvitation(app(), other, kim, 'kim@example.com');
    expect((await other.get(`/Users/${id}`)).body.active).toBe(false);
    expect((await other.get(`/Users/u-${kim.username}`)).body).toMatchObject({ active: true });
  });
});

test('a user who accepts the invitation of an owner also becomes the user of the directory', async () => {
  const user = await newUser(app(), { email: 'lea@example.com' });
  const id = await directory().addUser('lea@example.com');
  await newInvitation(app().database.db, directory().globalid, { username: user.username, role: 'owner' });
  await acceptInvitations(app().database, systemActor(app().clock.now()), {
    globalid: directory().globalid,
    username: user.username,
  });
  expect((await directory().get(`/Users/${id}`)).body).toMatchObject({
    active: true,
    [membershipSchema]: { state: 'member', username: user.username },
  });
});

test('erasing an account removes its SCIM id, also of a former member', async () => {
  const other = await newDirectory(app());
  const { username } = await newUser(app());
  await addPerson(app().database.db, other.globalid, username, 'member');
  const id = `u-${username}`;
  await other.patch(`/Users/${id}`, { op: 'add', path: 'displayName', value: 'M' }).expect(200);
  await other.patch(`/Users/${id}`, { op: 'replace', path: 'active', value: false }).expect(200);
  await erase(username);
  expect((await other.get(`/Users/${id}`)).status).toBe(404);
  const events = await app()
    .database.db.selectFrom('audit_events')
    .select('details')
    .where('globalid', '=', other.globalid)
    .where('event', '=', 'organization.directory_user_changed')
    .execute();
  expect(events).toEqual([{ details: { user: expect.stringMatching(/^deleted-/) } }]);
});

test('erasing an account removes the data of the directory about it', async () => {
  const { user, id } = await newDirectoryMember(app(), directory(), 'erased@example.com');
  const other = await directory().addUser('kept@example.com');
  await erase(user.username);
  expect((await directory().get(`/Users/${id}`)).status).toBe(404);
  expect((await directory().get(`/Users/${other}`)).status).toBe(200);
});

async function erase(username: string): Promise<void> {
  const now = app().clock.now();
  await app()
    .database.db.insertInto('account_deletions')
    .values({
      username,
      cancel_token_hash: hash('sha256', username, 'buffer'),
      requested_at: now,
      erase_at: now,
    })
    .execute();
  expect(await app().eraseAccounts(now)).toBe(1);
}

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newOrganization } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type AvatarOwner, avatarTables, link, linkAccounts, newAvatarOwner } from './avatar-owner.ts';
import { callerWith } from './caller.ts';
import { getFile } from './pictures.ts';

let app: TestApp;
let owner: AvatarOwner;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});

afterAll(() => app.close());

beforeEach(async () => {
  owner = await newAvatarOwner(app);
});

describe('changing', () => {
  test('replaces label and link, and keeps the place', async () => {
    for (const label of ['one', 'two', 'three']) await owner.add(label).expect(201);
    const { body } = await owner.me
      .put(owner.item('two'), { label: 'deux', source: link('deux') })
      .expect(200);
    expect(body).toEqual({ label: 'deux', source: link('deux') });
    expect(await owner.stored()).toEqual([
      { label: 'one', source: link('one') },
      body,
      { label: 'three', source: link('three') },
    ]);
  });

  test('the label alone keeps an uploaded picture where it is', async () => {
    const { body } = await owner.upload('old').expect(201);
    await owner.me.put(owner.item('old'), { label: 'new', source: body.source }).expect(200);
    expect(await owner.stored()).toEqual([{ label: 'new', source: body.source }]);
    await getFile(app, body.source).expect(200);
  });

  test('nothing at all keeps an uploaded picture', async () => {
    const { body } = await owner.upload('mine').expect(201);
    await owner.me.put(owner.item('mine'), body).expect(200);
    await getFile(app, body.source).expect(200);
  });

  test('the link removes the uploaded picture', async () => {
    const { body } = await owner.upload('mine').expect(201);
    await owner.me.put(owner.item('mine'), { label: 'yours', source: link('yours') }).expect(200);
    expect(await owner.stored()).toEqual([{ label: 'yours', source: link('yours') }]);
    await getFile(app, body.source).expect(404);
  });

  test('an upload gets another address and the old picture goes', async () => {
    await owner.add('first').expect(201);
    const { body: before } = await owner.upload('mine').expect(201);
    await owner.add('last').expect(201);
    const { body: after } = await owner.replace('mine', 'yours').expect(200);
    expect(after).toEqual({ label: 'yours', source: expect.any(String) });
    expect(after.source).not.toBe(before.source);
    expect((await owner.stored())[1]).toEqual(after);
    await getFile(app, before.source).expect(404);
    await getFile(app, after.source).expect(200);
  });

  test('a link to an upload under the same label works with five avatars', async () => {
    for (const label of ['a1', 'a2', 'a3', 'a4', 'a5']) await owner.add(label).expect(201);
    const { body } = await owner.replace('a3', 'a3').expect(200);
    expect((await owner.stored())[2]).toEqual(body);
  });

  test("is refused for another avatar's uploaded picture, also of the same user", async () => {
    const { body } = await owner.upload('mine').expect(201);
    await owner.add('other').expect(201);
    const before = await avatarTables(app);
    await owner.me.put(owner.item('other'), { label: 'other', source: body.source }).expect(400);
    await owner.me.put(owner.item('mine'), { label: 'mine', source: `${body.source}x` }).expect(400);
    expect(await avatarTables(app)).toEqual(before);
  });

  test('is refused for what is no URL', async () => {
    await owner.add('mine').expect(201);
    await owner.me.put(owner.item('mine'), { label: 'mine', source: 'https://' }).expect(400);
    expect(await owner.stored()).toEqual([{ label: 'mine', source: link('mine') }]);
  });
});

describe.each([
  [
    'changing a link',
    (label: string, to: string) => owner.me.put(owner.item(label), { label: to, source: link(to) }),
  ],
  ['changing a picture', (label: string, to: string) => owner.replace(label, to)],
])('%s', (_way, change) => {
  test.each(['github', 'Facebook'])('is refused for the picture of %s', async (label) => {
    await linkAccounts(app, owner.user);
    const { body } = await change(label, 'mine').expect(409);
    expect(body).toEqual({ error: 'changing_protected_label' });
    expect(await owner.labels()).toEqual(['github', 'facebook']);
  });

  test.each(['github', 'Facebook'])('is refused for the new label %s', async (label) => {
    await owner.add('mine').expect(201);
    expect((await change('mine', label).expect(409)).body).toEqual({ error: 'assign_reserved_label' });
    expect((await change('absent', label).expect(409)).body).toEqual({ error: 'assign_reserved_label' });
    expect(await owner.labels()).toEqual(['mine']);
  });

  test('is refused for a label that is in use', async () => {
    await owner.add('mine').expect(201);
    await owner.upload('yours').expect(201);
    const before = await avatarTables(app);
    expect((await change('mine', 'yours').expect(409)).body).toEqual({ error: 'duplicate_label' });
    expect((await change('yours', 'mine').expect(409)).body).toEqual({ error: 'duplicate_label' });
    expect(await avatarTables(app)).toEqual(before);
  });

  test.each(['x', 'a.b'])('is refused for the new label %j', async (label) => {
    await owner.add('mine').expect(201);
    await change('mine', label).expect(400);
    expect(await owner.labels()).toEqual(['mine']);
  });

  test.each(['absent', 'x', 'Mine'])('responds 404 for the label %s', async (label) => {
    await owner.add('mine').expect(201);
    expect((await change(label, 'mine').expect(404)).body).toEqual({ error: 'not_found' });
    expect(await owner.labels()).toEqual(['mine']);
  });

  test('lets one win when two race for an avatar', async () => {
    await owner.upload('mine').expect(201);
    const responses = await Promise.all([change('mine', 'mine'), owner.replace('mine', 'mine')]);
    expect(responses.map(({ status }) => status)).toEqual([200, 200]);
    const { images } = await avatarTables(app);
    const [avatar, ...others] = await owner.stored();
    expect(others).toEqual([]);
    const kept = images.filter(({ username }) => username === owner.user.username);
    expect(kept.map(({ image_id }) => `${testUrl}/api/users/avatar/img/${image_id}`)).toEqual(
      avatar?.source === link('mine') ? [] : [avatar?.source],
    );
  });
});

describe('what organizations may see', () => {
  const shown = async (token: string) =>
    (await callerWith(app, token).get(`/users/${owner.user.username}/info`).expect(200)).body.avatar;

  const share = (real: string) =>
    newThirdPartyToken(app, {
      username: owner.user.username,
      client: 'shop',
      scopes: ['user:avatar:main'],
      labels: [{ kind: 'avatars', requested: 'main', real }],
    });

  test('follows a new label, given with a link or with a picture', async () => {
    await owner.add('mine').expect(201);
    const token = await share('mine');
    await owner.me.put(owner.item('mine'), { label: 'yours', source: link('yours') }).expect(200);
    expect(await shown(token)).toEqual([{ label: 'main', source: link('yours') }]);
    const { body } = await owner.replace('yours', 'ours').expect(200);
    expect(await shown(token)).toEqual([{ label: 'main', source: body.source }]);
  });

  test('ends with the avatar, so that a later one under its label stays private', async () => {
    await owner.add('mine').expect(201);
    const token = await share('mine');
    await owner.me.delete(owner.item('mine')).expect(204);
    await owner.add('mine').expect(201);
    const rows = await app.database.db
      .selectFrom('user_authorization_labels')
      .selectAll()
      .where('username', '=', owner.user.username)
      .execute();
    expect(rows).toEqual([]);
    expect(await shown(token)).toEqual([]);
  });
});

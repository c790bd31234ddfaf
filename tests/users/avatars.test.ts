import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type AvatarOwner, avatarTables, link, linkAccounts, newAvatarOwner } from './avatar-owner.ts';
import { callerWith } from './caller.ts';
import { changedAvatarPath, getFile, newAvatarPath, pngFile, sendFile } from './pictures.ts';

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

describe('the list', () => {
  test('is empty for a new user', async () => {
    expect(await owner.stored()).toEqual([]);
  });

  test('has links and uploads in the order of adding, then the pictures of linked accounts', async () => {
    await linkAccounts(app, owner.user);
    await owner.add('zz').expect(201);
    const { body } = await owner.upload('mm').expect(201);
    await owner.add('aa').expect(201);
    expect(await owner.stored()).toEqual([
      { label: 'zz', source: link('zz') },
      { label: 'mm', source: body.source },
      { label: 'aa', source: link('aa') },
      { label: 'github', source: link('octocat') },
      { label: 'facebook', source: link('face') },
    ]);
  });

  test('is what the profile shows', async () => {
    await linkAccounts(app, owner.user);
    await owner.upload('mine').expect(201);
    const { body } = await owner.me.get(`/users/${owner.user.username}`).expect(200);
    expect(body.avatars).toEqual(await owner.stored());
  });

  test('takes one statement beside the one that finds the token', async () => {
    await owner.upload('mine').expect(201);
    expect(await app.database.countStatements(() => owner.me.get(owner.list))).toBe(2);
  });
});

describe('adding a link', () => {
  test('returns what was stored', async () => {
    const { body } = await owner.add('holiday', 'HTTP://example.com/a%20b?c=d#e').expect(201);
    expect(body).toEqual({ label: 'holiday', source: 'HTTP://example.com/a%20b?c=d#e' });
    expect(await owner.stored()).toEqual([body]);
  });

  test.each([
    ['no URL', 'bob.png'],
    ['another scheme', 'javascript:alert(1)//https://example.com'],
    ['a data URL', 'data:image/png;base64,AAAA'],
    ['no host', 'https://'],
    ['a blank', 'https://example.com/a b'],
    ['a quote', 'https://example.com/"onload="'],
    ['a line end', 'https://example.com/\n'],
    ['2049 characters', `https://example.com/${'x'.repeat(2029)}`],
  ])('is refused for %s', async (_what, source) => {
    const { body } = await owner.add('holiday', source).expect(400);
    expect(body).toEqual({ error: 'bad_request', error_description: expect.stringContaining('body.source') });
    expect(await owner.stored()).toEqual([]);
  });

  test('takes 2048 characters', async () => {
    await owner.add('holiday', `https://example.com/${'x'.repeat(2028)}`).expect(201);
  });

  test.each([
    ['as it was given out', (source: string) => source],
    ['written in another way', (source: string) => source.replace(testUrl, 'HTTP://IYO.TEST:80/.')],
  ])("is refused for someone's uploaded picture, %s", async (_how, write) => {
    const other = await newUser(app);
    const { body } = await sendFile(
      app,
      'post',
      newAvatarPath(other, 'mine'),
      await pngFile(),
      other.token,
    ).expect(201);
    await owner.add('stolen', write(body.source)).expect(400);
    expect(await owner.stored()).toEqual([]);
  });
});

describe('uploading', () => {
  test('returns the address of the picture', async () => {
    const { body } = await owner.upload('my face').expect(201);
    expect(body).toEqual({ label: 'my face', source: expect.any(String) });
    expect(body.source.slice(`${testUrl}/api/users/avatar/img/`.length)).toMatch(/^[\w-]{43}=$/);
    await getFile(app, body.source).expect(200);
    expect(await owner.stored()).toEqual([body]);
  });

  test('never gives the same picture the same address', async () => {
    const [one, two] = [await owner.upload('one'), await owner.upload('two')];
    expect(one.body.source).not.toBe(two.body.source);
  });
});

describe.each([
  ['adding a link', (label: string) => owner.add(label)],
  ['uploading', (label: string) => owner.upload(label)],
])('%s', (_way, create) => {
  test.each(['x', 'x'.repeat(51), 'a.b', 'a\u00a0b'])('is refused for the label %j', async (label) => {
    expect((await create(label).expect(400)).body.error).toBe('bad_request');
    expect(await owner.stored()).toEqual([]);
  });

  test.each(['github', 'facebook', 'GitHub', 'FACEBOOK'])('is refused for the label %s', async (label) => {
    expect((await create(label).expect(409)).body).toEqual({ error: 'reserved_label' });
    expect(await owner.stored()).toEqual([]);
  });

  test('is refused for a label that is in use', async () => {
    await owner.add('mine').expect(201);
    expect((await create('mine').expect(409)).body).toEqual({ error: 'duplicate_label' });
    expect(await owner.stored()).toEqual([{ label: 'mine', source: link('mine') }]);
  });

  test('takes the same label in another case, and from another user', async () => {
    await owner.add('mine').expect(201);
    await create('Mine').expect(201);
    const other = await newUser(app);
    await callerWith(app, other.token)
      .post(`/users/${other.username}/avatar`, { label: 'mine', source: link('other') })
      .expect(201);
  });

  test('is refused when there are five; linked accounts do not count', async () => {
    await linkAccounts(app, owner.user);
    for (const label of ['a1', 'a2', 'a3', 'a4']) await owner.add(label).expect(201);
    await create('a5').expect(201);
    const { body } = await create('a6').expect(409);
    expect(body.error).toBe('max_avatar_amount');
    expect(await owner.labels()).toEqual(['a1', 'a2', 'a3', 'a4', 'a5', 'github', 'facebook']);
    expect((await create('a1').expect(409)).body.error).toBe('duplicate_label');
    await owner.me.delete(owner.item('a2')).expect(204);
    await create('a6').expect(201);
  });

  test('stores five of ten that arrive at once', async () => {
    const names = Array.from({ length: 10 }, (_, index) => `number-${index}`);
    const responses = await Promise.all(names.map((label) => create(label)));
    expect(responses.map(({ status }) => status).sort()).toEqual([
      ...Array(5).fill(201),
      ...Array(5).fill(409),
    ]);
    expect(await owner.labels()).toHaveLength(5);
    const { images } = await avatarTables(app);
    expect(images.filter(({ username }) => username === owner.user.username).length % 5).toBe(0);
  });

  test('stores a label once when two requests race for it', async () => {
    const responses = await Promise.all([create('mine'), create('mine')]);
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(await owner.labels()).toEqual(['mine']);
  });
});

describe('removing', () => {
  test('takes the avatar and its file away, and only those', async () => {
    const { body: mine } = await owner.upload('mine').expect(201);
    const { body: yours } = await owner.upload('yours').expect(201);
    await owner.me.delete(owner.item('mine')).expect(204);
    expect(await owner.stored()).toEqual([yours]);
    await getFile(app, mine.source).expect(404);
    await getFile(app, yours.source).expect(200);
  });

  test('responds 404 for an unknown label', async () => {
    await owner.add('mine').expect(201);
    expect((await owner.me.delete(owner.item('yours')).expect(404)).body).toEqual({ error: 'not_found' });
    expect(await owner.labels()).toEqual(['mine']);
  });

  test.each(['github', 'FaceBook'])('is refused for %s, linked or not', async (label) => {
    expect((await owner.me.delete(owner.item(label)).expect(409)).body).toEqual({
      error: 'delete_protected_label',
    });
    await linkAccounts(app, owner.user);
    await owner.me.delete(owner.item(label)).expect(409);
    expect(await owner.labels()).toEqual(['github', 'facebook']);
  });
});

describe('the avatars of a user are closed', () => {
  const strangers: readonly (readonly [
    who: string,
    status: number,
    token: () => Promise<string | undefined>,
  ])[] = [
    ['nobody', 401, async () => undefined],
    ['another user', 403, async () => (await newUser(app)).token],
    ['an organization', 403, () => organizationToken(app, 'shop', owner.user.username)],
    [
      'an application of the user',
      403,
      () =>
        newThirdPartyToken(app, { username: owner.user.username, client: 'shop', scopes: ['user:avatar'] }),
    ],
  ];

  test.each(strangers)('to %s', async (_who, status, getToken) => {
    await owner.upload('mine').expect(201);
    const before = await avatarTables(app);
    const token = await getToken();
    const caller = callerWith(app, token);
    await caller.get(owner.list).expect(status);
    await caller.post(owner.list, { label: 'new', source: link('new') }).expect(status);
    await caller.put(owner.item('mine'), { label: 'new', source: link('new') }).expect(status);
    await caller.delete(owner.item('mine')).expect(status);
    await sendFile(app, 'post', newAvatarPath(owner.user, 'new'), await pngFile(), token).expect(status);
    await sendFile(app, 'put', changedAvatarPath(owner.user, 'mine', 'new'), await pngFile(), token).expect(
      status,
    );
    expect(await avatarTables(app)).toEqual(before);
  });
});

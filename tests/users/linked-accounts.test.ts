import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let user: TestUser;
let me: Caller;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});

afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
  me = callerWith(app, user.token);
});

async function linkBoth({ username }: TestUser): Promise<void> {
  const linked = { username, name: 'Bob', linked_at: app.clock.now() };
  const github = { github_id: '12', login: 'bob', avatar_url: 'https://github.com/bob.png', html_url: '' };
  const facebook = {
    facebook_id: '34',
    link: 'https://facebook.com/bob',
    picture: 'https://facebook.com/b.png',
  };
  const { db } = app.database;
  await db
    .insertInto('user_github_accounts')
    .values({ ...linked, ...github })
    .execute();
  await db
    .insertInto('user_facebook_accounts')
    .values({ ...linked, ...facebook })
    .execute();
}

/** Which linked accounts a user has, and the labels of the pictures. */
async function linksOf({ username, token }: TestUser): Promise<string[]> {
  const { body } = await callerWith(app, token).get(`/users/${username}`).expect(200);
  const accounts = ['github', 'facebook'].filter((name) => name in body);
  expect(body.avatars.map((avatar: { label: string }) => avatar.label)).toEqual(accounts);
  return accounts;
}

describe.each([
  ['deleteGithubAccount', 'github', 'facebook'],
  ['deleteFacebookAccount', 'facebook', 'github'],
])('%s', (_operation, name, other) => {
  const path = () => `/users/${user.username}/${name}`;

  test('takes the account and its picture off the profile, and only that', async () => {
    await linkBoth(user);
    const neighbour = await newUser(app);
    await linkBoth(neighbour);
    await me.delete(path()).expect(204);
    expect(await linksOf(user)).toEqual([other]);
    expect(await linksOf(neighbour)).toEqual(['github', 'facebook']);
  });

  test('responds 204 when nothing is linked', async () => {
    await me.delete(path()).expect(204);
    await me.delete(path()).expect(204);
  });

  const strangers: readonly (readonly [
    who: string,
    status: number,
    token: () => Promise<string | undefined>,
  ])[] = [
    ['nobody', 401, async () => undefined],
    ['another user', 403, async () => (await newUser(app)).token],
    ['an organization', 403, () => organizationToken(app, 'shop', user.username + name)],
    [
      'an application of the user',
      403,
      () => newThirdPartyToken(app, { username: user.username, client: 'shop', scopes: [`user:${name}`] }),
    ],
  ];

  test.each(strangers)('is closed to %s', async (_who, status, token) => {
    await linkBoth(user);
    await callerWith(app, await token())
      .delete(path())
      .expect(status);
    expect(await linksOf(user)).toEqual(['github', 'facebook']);
  });
});

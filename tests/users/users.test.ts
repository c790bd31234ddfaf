import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { hashToken, randomToken } from '../../src/crypto/tokens.ts';
import { openTestApp, type TestApp, testUrl } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let user: TestUser;
let me: Caller;
let path: string;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});

afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
  me = callerWith(app, user.token);
  path = `/users/${user.username}`;
});

const strangers: readonly (readonly [
  who: string,
  status: number,
  token: () => Promise<string | undefined>,
])[] = [
  ['nobody', 401, async () => undefined],
  ['a bad token', 401, async () => 'x'.repeat(28)],
  ['another user', 403, async () => (await newUser(app)).token],
  ['an organization', 403, () => organizationToken(app, 'shop', user.username)],
  [
    'an application of the user',
    403,
    () => newThirdPartyToken(app, { username: user.username, client: 'shop' }),
  ],
];

describe('getUser', () => {
  test('returns empty lists for a user without entries', async () => {
    const response = await me.get(path).expect(200);
    expect(response.body).toEqual({
      username: user.username,
      firstname: 'Bob',
      lastname: 'Johnson',
      publicKeys: [],
      digitalwallet: [],
      emailaddresses: [],
      phonenumbers: [],
      addresses: [],
      bankaccounts: [],
      avatars: [],
    });
  });

  test('takes one statement beside the one that finds the token', async () => {
    expect(await app.database.countStatements(() => me.get(path))).toBe(2);
  });

  test('shows stored avatars before those of the linked accounts', async () => {
    const { username } = user;
    const now = app.clock.now();
    const { db } = app.database;
    const avatar = { username, created_at: now };
    await db
      .insertInto('user_avatars')
      .values([
        { ...avatar, label: 'zz', source: 'https://example.com/zz.png', position: 1 },
        { ...avatar, label: 'aa', source: null, position: 2 },
      ])
      .execute();
    const image = { label: 'aa', image_id: 'picture=', media_type: 'image/png', content: Buffer.of(1) };
    await db
      .insertInto('user_avatar_images')
      .values({ ...avatar, ...image })
      .execute();
    const github = {
      login: 'bob',
      name: 'Bob',
      avatar_url: 'https://github.com/bob.png',
      html_url: 'https://github.com/bob',
    };
    await db
      .insertInto('user_github_accounts')
      .values({ username, github_id: '12', ...github, linked_at: now })
      .execute();
    const facebook = {
      name: 'Bob',
      link: 'https://facebook.com/bob',
      picture: 'https://facebook.com/bob.png',
    };
    await db
      .insertInto('user_facebook_accounts')
      .values({ username, facebook_id: '9007199254740991', ...facebook, linked_at: now })
      .execute();

    const { body } = await me.get(path).expect(200);
    expect(body.avatars).toEqual([
      { label: 'zz', source: 'https://example.com/zz.png' },
      { label: 'aa', source: `${testUrl}/api/users/avatar/img/picture=` },
      { label: 'github', source: 'https://github.com/bob.png' },
      { label: 'facebook', source: 'https://facebook.com/bob.png' },
    ]);
    expect(body.github).toEqual({ id: 12, ...github });
    expect(body.facebook).toEqual({ id: 9007199254740991, ...facebook });

    await me.delete(`${path}/github`).expect(204);
    await me.delete(`${path}/facebook`).expect(204);
    await me.delete(`${path}/facebook`).expect(204);
    const after = (await me.get(path).expect(200)).body;
    expect(after.avatars).toHaveLength(2);
    expect(after).not.toHaveProperty('github');
    expect(after).not.toHaveProperty('facebook');
  });

  test('finds the user by a validated address', async () => {
    const ann = await newUser(app, { email: 'ann@company.com' });
    const { body } = await callerWith(app, ann.token).get('/users/ann@company.com').expect(200);
    expect(body.username).toBe(ann.username);
  });

  test.each(strangers)('is closed to %s', async (_who, status, token) => {
    const response = await callerWith(app, await token())
      .get(path)
      .expect(status);
    expect(JSON.stringify(response.body)).not.toContain('Johnson');
  });

  test('does not tell a stranger whether a user exists', async () => {
    const other = callerWith(app, (await newUser(app)).token);
    const known = await other.get(path).expect(403);
    const unknown = await other.get('/users/nobodyatall').expect(403);
    expect(known.body).toEqual(unknown.body);
  });
});

describe('updateUserName', () => {
  const change = (body: object) => me.put(`${path}/name`, body);
  const name = async () => {
    const { firstname, lastname } = (await me.get(path)).body;
    return [firstname, lastname];
  };

  test('changes both names', async () => {
    await change({ firstname: 'Жанна', lastname: "O'Neil-van den Berg" }).expect(204);
    expect(await name()).toEqual(['Жанна', "O'Neil-van den Berg"]);
  });

  test('counts characters, not bytes', async () => {
    await change({ firstname: '😀'.repeat(60), lastname: 'é'.repeat(60) }).expect(204);
  });

  test.each([
    ['an empty first name', { firstname: '', lastname: 'Johnson' }, 'body.firstname'],
    ['a last name of 61 characters', { firstname: 'Bob', lastname: 'x'.repeat(61) }, 'body.lastname'],
    ['a control character', { firstname: 'Bob\u0007', lastname: 'Johnson' }, 'body.firstname'],
    ['no last name', { firstname: 'Bob' }, 'body.lastname'],
    ['null', { firstname: null, lastname: 'Johnson' }, 'body.firstname'],
  ])('is refused for %s', async (_what, body, word) => {
    const response = await change(body).expect(400);
    expect(response.body.error_description).toContain(word);
    expect(await name()).toEqual(['Bob', 'Johnson']);
  });

  test.each(strangers)('is closed to %s', async (_who, status, token) => {
    await callerWith(app, await token())
      .put(`${path}/name`, { firstname: 'Eve', lastname: 'X' })
      .expect(status);
    expect(await name()).toEqual(['Bob', 'Johnson']);
  });
});

describe('updatePassword', () => {
  const change = (currentpassword: string, newpassword: string) =>
    me.put(`${path}/password`, { currentpassword, newpassword });
  const stored = () =>
    app.database.db
      .selectFrom('user_passwords')
      .selectAll()
      .where('username', '=', user.username)
      .executeTakeFirstOrThrow();

  /** Signs in. @returns a token issued in that session */
  async function signIn(username: string): Promise<string> {
    const now = app.clock.now();
    const later = new Date(now.getTime() + 3_600_000);
    const sessionId = randomUUID();
    const token = randomToken(21);
    await app.database.db
      .insertInto('sessions')
      .values({
        secret_hash: hashToken(sessionId),
        session_id: sessionId,
        purpose: 'interactive',
        username,
        authenticated_at: now,
        created_at: now,
        last_seen_at: now,
        idle_expires_at: later,
        expires_at: later,
      })
      .execute();
    await app.database.db
      .insertInto('access_tokens')
      .values({
        token_hash: hashToken(token),
        grant_id: randomUUID(),
        username,
        client_id: 'itsyouonline',
        session_id: sessionId,
        scopes: ['admin'],
        created_at: now,
        expires_at: later,
      })
      .execute();
    return token;
  }

  test('replaces the password, and stores only a hash', async () => {
    await change(user.password, 'a new password').expect(204);
    const row = await stored();
    expect(row.password_hash).not.toContain('a new password');
    expect(row.version).toBe(2);
    await change(user.password, 'another one').expect(422);
    await change('a new password', 'another one').expect(204);
  });

  test('compares every byte of a long password', async () => {
    const long = `${'x'.repeat(255)}a`;
    await change(user.password, long).expect(204);
    await change(`${'x'.repeat(255)}b`, 'another one').expect(422);
    await change(long, 'another one').expect(204);
  });

  test('is refused for a wrong current password, before the new one is looked at', async () => {
    const before = await stored();
    const response = await change('wrong', 'x').expect(422);
    expect(response.body).toEqual({ error: 'incorrect_password' });
    expect(await stored()).toEqual(before);
  });

  test('is refused for a user without a password', async () => {
    await app.database.db.deleteFrom('user_passwords').where('username', '=', user.username).execute();
    expect((await change('', 'a new password').expect(422)).body.error).toBe('incorrect_password');
  });

  test.each(['', 'seven77', 'x'.repeat(257), '😀'.repeat(7), 'Password1', 'BobJohnson 1'])(
    'is refused for the new password %j',
    async (next) => {
      const before = await stored();
      const response = await change(user.password, next).expect(422);
      expect(response.body.error).toBe('invalid_password');
      expect(await stored()).toEqual(before);
    },
  );

  test('asks for the minimum that is configured', async () => {
    const short = await openTestApp({ IYO_PASSWORD_MIN: '6' });
    try {
      const bob = await newUser(short);
      const body = { currentpassword: bob.password, newpassword: 'kwibus' };
      await callerWith(short, bob.token).put(`/users/${bob.username}/password`, body).expect(204);
    } finally {
      await short.close();
    }
  });

  test('ends the sessions of the user and their tokens, and not those of others', async () => {
    const mine = await signIn(user.username);
    const other = await newUser(app);
    const theirs = await signIn(other.username);
    await change(user.password, 'a new password').expect(204);
    await callerWith(app, mine).get(path).expect(401);
    await me.get(path).expect(200);
    await callerWith(app, theirs).get(`/users/${other.username}`).expect(200);
  });

  test('leaves sessions alone when it is refused', async () => {
    const mine = await signIn(user.username);
    await change('wrong', 'a new password').expect(422);
    await callerWith(app, mine).get(path).expect(200);
  });

  test('is refused for a while after ten wrong attempts, even with the right password', async () => {
    for (let guess = 1; guess <= 10; guess += 1) await change(`guess ${guess}`, 'a new password').expect(422);
    const response = await change(user.password, 'a new password').expect(429);
    expect(response.body.error).toBe('too_many_requests');
    expect(Number(response.headers['retry-after'])).toBeGreaterThan(800);
    const other = await newUser(app);
    const body = { currentpassword: other.password, newpassword: 'a new password' };
    await callerWith(app, other.token).put(`/users/${other.username}/password`, body).expect(204);
  });

  test('limits attempts that arrive at once', async () => {
    const responses = await Promise.all(Array.from({ length: 15 }, () => change('wrong', 'a new password')));
    expect(responses.filter((response) => response.status === 422)).toHaveLength(10);
    expect(responses.filter((response) => response.status === 429)).toHaveLength(5);
  });

  test('lets one of two concurrent changes win', async () => {
    const responses = await Promise.all([
      change(user.password, 'password one'),
      change(user.password, 'password two'),
    ]);
    expect(responses.map((response) => response.status).sort()).toEqual([204, 422]);
    expect((await stored()).version).toBe(2);
  });

  test('keeps passwords out of the log', async () => {
    await change(user.password, 'a very secret new password').expect(204);
    expect(app.logLines.join()).not.toContain('a very secret new password');
  });

  test.each([
    ['no current password', { newpassword: 'a new password' }, 'body.currentpassword'],
    ['a number', { currentpassword: 7, newpassword: 'a new password' }, 'body.currentpassword'],
  ])('is refused for %s', async (_what, body, word) => {
    const response = await me.put(`${path}/password`, body).expect(400);
    expect(response.body.error_description).toContain(word);
  });

  test.each(strangers)('is closed to %s', async (_who, status, token) => {
    const before = await stored();
    const body = { currentpassword: user.password, newpassword: 'a new password' };
    await callerWith(app, await token())
      .put(`${path}/password`, body)
      .expect(status);
    expect(await stored()).toEqual(before);
  });
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let user: TestUser;
let me: Caller;
let anybody: Caller;
let registry: string;
let round = 0;

beforeAll(async () => {
  app = await openTestApp();
  anybody = callerWith(app);
  await newOrganization(app.database.db, 'shop');
});

afterAll(() => app.close());

beforeEach(async () => {
  round += 1;
  user = await newUser(app, { email: `bob${round}@company.com`, phone: `+3212345${1000 + round}` });
  me = callerWith(app, user.token);
  registry = `/users/${user.username}/registry`;
});

const write = (Key: string, Value: string) => me.post(registry, { Key, Value });
const stored = async () => (await me.get(registry).expect(200)).body;
const entry = (key: string) => `${registry}/${encodeURIComponent(key)}`;

describe('addUserRegistryEntry', () => {
  test('stores an entry and returns it', async () => {
    const response = await write('homepage', 'https://example.com').expect(201);
    expect(response.body).toEqual({ Key: 'homepage', Value: 'https://example.com' });
    expect(await stored()).toEqual([response.body]);
  });

  test('gives a key that is there the new value, in its place', async () => {
    for (const key of ['one', 'two', 'three']) await write(key, 'old').expect(201);
    await write('two', 'new').expect(201);
    expect(await stored()).toEqual([
      { Key: 'one', Value: 'old' },
      { Key: 'two', Value: 'new' },
      { Key: 'three', Value: 'old' },
    ]);
  });

  test('lets several users have the same key', async () => {
    await write('homepage', 'mine').expect(201);
    const other = await newUser(app);
    await callerWith(app, other.token)
      .post(`/users/${other.username}/registry`, { Key: 'homepage', Value: 'theirs' })
      .expect(201);
    expect(await stored()).toEqual([{ Key: 'homepage', Value: 'mine' }]);
  });

  test('stores one entry when two requests race for a key', async () => {
    const responses = await Promise.all([write('race', 'a'), write('race', 'b')]);
    expect(responses.map((response) => response.status)).toEqual([201, 201]);
    expect(await stored()).toHaveLength(1);
  });

  test('accepts an empty value, and counts characters', async () => {
    await write('k'.repeat(256), '').expect(201);
    await write('long', 'é'.repeat(1024)).expect(201);
  });

  test.each([
    ['an empty key', { Key: '', Value: 'v' }, 'body.Key'],
    ['a key of 257 characters', { Key: 'k'.repeat(257), Value: 'v' }, 'body.Key'],
    ['a value of 1025 characters', { Key: 'k', Value: 'v'.repeat(1025) }, 'body.Value'],
    ['no value', { Key: 'k' }, 'body.Value'],
    ['a number as value', { Key: 'k', Value: 7 }, 'body.Value'],
  ])('is refused for %s', async (_what, body, word) => {
    const response = await me.post(registry, body).expect(400);
    expect(response.body.error_description).toContain(word);
    expect(await stored()).toEqual([]);
  });
});

describe('listUserRegistry', () => {
  test('returns an empty list when there is nothing', async () => {
    expect(await stored()).toEqual([]);
  });
});

describe('deleteUserRegistryEntry', () => {
  test('removes that entry', async () => {
    await write('one', '1').expect(201);
    await write('two', '2').expect(201);
    await me.delete(entry('one')).expect(204);
    expect(await stored()).toEqual([{ Key: 'two', Value: '2' }]);
  });

  test('responds 404 for a key that is not there', async () => {
    await write('one', '1').expect(201);
    const response = await me.delete(entry('One')).expect(404);
    expect(response.body).toEqual({ error: 'registry_entry_not_found' });
    expect(await stored()).toHaveLength(1);
  });
});

describe('getUserRegistryEntry', () => {
  test('is open to everyone, by username, validated number and validated address', async () => {
    await write('homepage', 'https://example.com').expect(201);
    for (const name of [user.username, `+3212345${1000 + round}`, `BOB${round}@company.com`]) {
      const response = await anybody.get(`/users/${encodeURIComponent(name)}/registry/homepage`).expect(200);
      expect(response.body).toEqual({ Key: 'homepage', Value: 'https://example.com' });
    }
  });

  test('finds a key with a slash in it', async () => {
    await write('a/b c', 'v').expect(201);
    await anybody.get(entry('a/b c')).expect(200);
  });

  test('does not look at a token, not even a bad one', async () => {
    await write('homepage', 'v').expect(201);
    await callerWith(app, 'x'.repeat(28)).get(entry('homepage')).expect(200);
  });

  test('gives the same answer for an unknown user and an unknown key', async () => {
    const unknownKey = await anybody.get(entry('away')).expect(404);
    const unknownUser = await anybody.get('/users/nobody/registry/away').expect(404);
    const unknownNumber = await anybody.get('/users/%2B999999999/registry/away').expect(404);
    expect(unknownUser.body).toEqual(unknownKey.body);
    expect(unknownNumber.body).toEqual(unknownKey.body);
  });

  test('does not find anyone by an address that is not validated', async () => {
    await write('homepage', 'v').expect(201);
    await me.post(`/users/${user.username}/emailaddresses`, {
      label: 'new',
      emailaddress: `x${round}@y.com`,
    });
    await anybody.get(`/users/x${round}@y.com/registry/homepage`).expect(404);
  });
});

describe('the list and its changes are closed', () => {
  const callers: readonly (readonly [
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

  test.each(callers)('to %s', async (_who, status, token) => {
    await write('homepage', 'mine').expect(201);
    const caller = callerWith(app, await token());
    await caller.get(registry).expect(status);
    await caller.post(registry, { Key: 'homepage', Value: 'theirs' }).expect(status);
    await caller.delete(entry('homepage')).expect(status);
    expect(await stored()).toEqual([{ Key: 'homepage', Value: 'mine' }]);
  });
});

describe('looking up by phone number or address without a credential', () => {
  test('is slowed down after sixty look-ups; usernames are not counted', async () => {
    await write('homepage', 'x').expect(201);
    const byAddress = `/users/bob${round}@company.com/registry/homepage`;
    await app.database.db.deleteFrom('rate_limits').execute();
    for (let lookups = 0; lookups < 60; lookups += 1) await anybody.get(byAddress).expect(200);
    const refused = await anybody.get(byAddress).expect(429);
    expect(refused.body).toEqual({ error: 'too_many_requests' });
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    await anybody.get(entry('homepage')).expect(200);
    await app.database.db.deleteFrom('rate_limits').execute();
  });
});

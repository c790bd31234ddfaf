import { describe, expect, test } from '@jest/globals';
import { newUser } from '../../support/factories.ts';
import { organizationToken } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { callerWith } from '../../users/caller.ts';
import { authorizationOwner } from './authorization-owner.ts';

const { app, blank, user, me, list, put, stored } = authorizationOwner();

describe('getAllAuthorizations', () => {
  test('returns an empty list when nothing is shared', async () => {
    expect((await me().get(list()).expect(200)).body).toEqual([]);
  });

  test('is sorted by organization, in one statement besides the one that finds the token', async () => {
    for (const globalid of ['zoo', 'club.chess', 'bank', 'club']) await put({}, globalid).expect(201);
    const response = await me().get(list()).expect(200);
    const ids = response.body.map((record: { grantedTo: string }) => record.grantedTo);
    expect(ids).toEqual(['bank', 'club', 'club.chess', 'zoo']);
    expect(await app().database.countStatements(() => me().get(list()))).toBe(2);
  });
});

describe('getAuthorization', () => {
  test('is not found for an organization without record, known or not', async () => {
    for (const id of ['shop', 'nowhere']) expect((await me().get(`${list()}/${id}`)).status).toBe(404);
  });
});

describe('deleteAuthorization', () => {
  test('ends the sharing and the tokens of that organization, no others', async () => {
    await put({ name: true }).expect(201);
    await put({ name: true }, 'bank').expect(201);
    const token = await newThirdPartyToken(app(), {
      username: user().username,
      client: 'shop',
      scopes: ['user:name'],
    });
    const other = await newThirdPartyToken(app(), {
      username: user().username,
      client: 'bank',
      scopes: ['user:name'],
    });
    const info = `/users/${user().username}/info`;
    await callerWith(app(), token).get(info).expect(200);
    await me().delete(`${list()}/shop`).expect(204);
    expect((await me().get(list())).body).toEqual([{ ...blank('bank'), name: true, offlineAccess: true }]);
    expect((await callerWith(app(), token).get(info)).status).toBe(401);
    expect((await callerWith(app(), other).get(info)).status).toBe(200);
    await put({ name: true }).expect(201);
    expect((await callerWith(app(), token).get(info)).status).toBe(401);
  });

  test('also ends refresh tokens and codes', async () => {
    await put({ name: true }).expect(201);
    const { db } = app().database;
    const now = app().clock.now();
    await db
      .insertInto('refresh_tokens')
      .values({
        token_hash: Buffer.alloc(32, user().username),
        kind: 'oauth',
        grant_id: 'g',
        username: user().username,
        client_id: 'shop',
        granted_to: 'shop',
        scopes: ['user:name'],
        created_at: now,
        last_used_at: now,
        expires_at: now,
      })
      .execute();
    await me().delete(`${list()}/shop`).expect(204);
    const left = await db
      .selectFrom('refresh_tokens')
      .selectAll()
      .where('username', '=', user().username)
      .execute();
    expect(left).toEqual([]);
  });

  test('does nothing where nothing is shared', async () => {
    for (const id of ['shop', 'nowhere']) await me().delete(`${list()}/${id}`).expect(204);
  });
});

describe('access', () => {
  const strangers: readonly (readonly [string, number, () => Promise<string | undefined>])[] = [
    ['nobody', 401, async () => undefined],
    ['another user', 403, async () => (await newUser(app())).token],
    ['an organization for itself', 403, () => organizationToken(app(), 'shop', user().username)],
    [
      'the organization it is shared with',
      403,
      () =>
        newThirdPartyToken(app(), {
          username: user().username,
          client: 'shop',
          scopes: ['user:name', 'user:admin'],
        }),
    ],
  ];
  test.each(strangers)('%s gets %i', async (_who, status, token) => {
    await put({ name: true }).expect(201);
    const caller = callerWith(app(), await token());
    const before = await stored();
    expect((await caller.get(list())).status).toBe(status);
    expect((await caller.get(`${list()}/shop`)).status).toBe(status);
    expect((await caller.put(`${list()}/shop`, { github: true })).status).toBe(status);
    expect((await caller.delete(`${list()}/shop`)).status).toBe(status);
    expect(await stored()).toEqual(before);
  });
});

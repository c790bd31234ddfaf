import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addPerson, newOrganization } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let user: TestUser;
let list: string;

beforeAll(async () => {
  app = await openTestApp();
  const { db } = app.database;
  for (const globalid of [
    'club',
    'club.chess',
    'club.chess.juniors',
    'clubhouse',
    'club-beside',
    'guild',
    'shop',
  ])
    await newOrganization(db, globalid);
});

afterAll(() => app.close());

/** A member of everything but the shop, and owner of club.chess including suborganizations. */
beforeEach(async () => {
  user = await newUser(app);
  list = `/users/${user.username}/organizations`;
  const { db } = app.database;
  for (const globalid of ['club', 'clubhouse', 'club-beside', 'guild'])
    await addPerson(db, globalid, user.username, 'member');
  await addPerson(db, 'club.chess', user.username, 'owner');
});

/** The shop, with a token that has `user:organizations:` for some organizations, and a record that covers some. */
async function shop(carried: readonly string[], shared: readonly string[] = carried): Promise<Caller> {
  const scopes = carried.map((globalid) => `user:organizations:${globalid}`);
  const token = await newThirdPartyToken(app, { username: user.username, client: 'shop', scopes });
  const rows = shared.map((globalid, index) => ({
    username: user.username,
    granted_to: 'shop',
    relation: 'organizations' as const,
    globalid,
    position: index + 1,
  }));
  if (rows.length > 0)
    await app.database.db.insertInto('user_authorization_organizations').values(rows).execute();
  return callerWith(app, token);
}

const read = async (caller: Caller) => (await caller.get(list).expect(200)).body;

describe('getUserOrganizations with user:organizations', () => {
  test('returns the organization and those below it, and none whose id merely begins like it', async () => {
    expect(await read(await shop(['club']))).toEqual({
      owner: ['club.chess', 'club.chess.juniors'],
      member: ['club'],
    });
  });

  test('does not return those above', async () => {
    expect(await read(await shop(['club.chess.juniors']))).toEqual({
      owner: ['club.chess.juniors'],
      member: [],
    });
  });

  test('returns each organization once when several scopes open it', async () => {
    expect(await read(await shop(['club.chess', 'guild', 'club']))).toEqual({
      owner: ['club.chess', 'club.chess.juniors'],
      member: ['club', 'guild'],
    });
  });

  test('returns empty lists where the user belongs to nothing', async () => {
    expect(await read(await shop(['shop']))).toEqual({ owner: [], member: [] });
  });

  test('counts only what both the token and the record hold', async () => {
    expect(await read(await shop(['club', 'guild'], ['guild', 'clubhouse']))).toEqual({
      owner: [],
      member: ['guild'],
    });
  });

  test.each([
    ['a record without organizations', ['club'], []],
    ['a record with another organization', ['club'], ['guild']],
    ['a record with one below', ['club'], ['club.chess']],
    ['a token without organizations', [], ['club']],
  ])('is refused with %s', async (_what, carried, shared) => {
    const caller = await shop(carried, shared);
    const { status, body, headers } = await caller.get(list);
    expect([status, body.error]).toEqual([403, 'insufficient_scope']);
    expect(headers['www-authenticate']).toContain('user:organizations:{globalid}');
  });

  test.each(['user:organizations:', 'user:organizations', 'user:organizations:{globalid}'])(
    'is refused with the scope %s',
    async (scope) => {
      await shop([], ['club']);
      const access = {
        username: user.username,
        client: 'shop',
        scopes: [scope],
        shared: 'as it is',
      } as const;
      const caller = callerWith(app, await newThirdPartyToken(app, access));
      expect((await caller.get(list)).status).toBe(403);
    },
  );

  test('is refused for another user, and opens nothing else', async () => {
    const other = await newUser(app);
    const caller = await shop(['club']);
    expect((await caller.get(`/users/${other.username}/organizations`)).status).toBe(403);
    expect((await caller.delete(`${list}/club/leave`)).status).toBe(403);
    expect((await caller.get(`/users/${user.username}/authorizations`)).status).toBe(403);
  });

  test('stops when the user ends all sharing', async () => {
    const caller = await shop(['club']);
    const me = callerWith(app, user.token);
    await me.delete(`/users/${user.username}/authorizations/shop`).expect(204);
    expect((await caller.get(list)).status).toBe(401);
  });

  test("a user's own key narrowed to it sees as much, with full power everything", async () => {
    const { body } = await request(app.web)
      .post('/v1/oauth/access_token')
      .type('form')
      .accept('application/json')
      .send({
        grant_type: 'client_credentials',
        client_id: user.apiKey.applicationId,
        client_secret: user.apiKey.secret,
        response_type: 'id_token',
        scope: 'user:organizations:guild',
      });
    const narrowed = await request(app.web)
      .get(`/api${list}`)
      .set('Authorization', `bearer ${body.access_token}`)
      .expect(200);
    expect(narrowed.body).toEqual({ owner: [], member: ['guild'] });
    expect(await read(callerWith(app, user.token))).toEqual({
      owner: ['club.chess', 'club.chess.juniors'],
      member: ['club', 'club-beside', 'clubhouse', 'guild'],
    });
  });

  test('costs as many statements for several scopes as for one', async () => {
    const [one, several] = [await shop(['club']), await shop(['club.chess', 'guild'])];
    const count = (caller: Caller) => app.database.countStatements(() => read(caller));
    expect(await count(several)).toBe(await count(one));
  });
});

test('an organization may require it of its people', async () => {
  const owner = await newUser(app);
  await addPerson(app.database.db, 'shop', owner.username, 'owner');
  const me = callerWith(app, owner.token);
  const required = { scope: 'user:organizations:club', accessscopes: ['organization:member'] };
  await me.post('/organizations/shop/requiredscopes', required).expect(201);
  const users = await me.get('/organizations/shop/users').expect(200);
  expect(users.body.users).toEqual([
    { username: owner.username, role: 'organization:owner', missingscopes: ['user:organizations:club'] },
  ]);
  await me
    .post('/organizations/shop/requiredscopes', { ...required, scope: 'user:organizations:' })
    .expect(400);
});

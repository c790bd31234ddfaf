import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { type Caller, callerWith } from '../../users/caller.ts';

let app: TestApp;
let user: TestUser;
/** The organization `shop`, with access to the user's keystore. */
let shop: Caller;
let path: string;

beforeAll(async () => {
  app = await openTestApp();
  for (const globalid of ['shop', 'shop.rent', 'bank']) await newOrganization(app.database.db, globalid);
});
afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
  path = `/users/${user.username}/keystore`;
  shop = await organization('shop');
});

/** An organization with scopes that the user granted. */
async function organization(client: string, scopes = ['user:keystore']): Promise<Caller> {
  return callerWith(app, await newThirdPartyToken(app, { username: user.username, client, scopes }));
}

const keyNamed = (label: string, more: object = {}) => {
  return { label, key: 'MFkwEwYH', keydata: { algorithm: 'ecdsa', comment: 'for rent' }, ...more };
};
const table = () => app.database.db.selectFrom('user_keystore_keys').selectAll().execute();
const labels = async (caller: Caller): Promise<string[]> =>
  (await caller.get(path).expect(200)).body.map(({ label }: { label: string }) => label);

describe('keeping a key', () => {
  test('returns it with user, organization and time, ignoring these members of the body', async () => {
    const lies = {
      username: 'somebody',
      globalid: 'bank',
      keydata: { algorithm: 'ecdsa', comment: 'for rent', timestamp: '2001-01-01T00:00:00Z' },
    };
    const { body } = await shop.post(path, keyNamed('signing', lies)).expect(201);
    const timestamp = app.clock
      .now()
      .toISOString()
      .replace(/\.?0+Z$/, 'Z');
    const keydata = { algorithm: 'ecdsa', comment: 'for rent', timestamp };
    expect(body).toEqual({ ...keyNamed('signing'), username: user.username, globalid: 'shop', keydata });
    expect((await shop.get(path).expect(200)).body).toEqual([body]);
    expect((await shop.get(`${path}/signing`).expect(200)).body).toEqual(body);
  });

  test('needs no comment', async () => {
    const { body } = await shop.post(path, keyNamed('ab', { keydata: { algorithm: 'x' } })).expect(201);
    expect(body.keydata.comment).toBe('');
  });

  // promise: values
  test('reads back what was written, including a byte order mark', async () => {
    const mark = '\ufeff';
    const keydata = { algorithm: `${mark}ecdsa`, comment: `${mark}\u202efor rent ` };
    const { body } = await shop.post(path, keyNamed('marked', { key: `${mark}MFkw`, keydata })).expect(201);
    expect(body).toMatchObject({ key: `${mark}MFkw`, keydata });
    expect((await shop.get(`${path}/marked`).expect(200)).body).toEqual(body);
    expect((await shop.get(path).expect(200)).body).toEqual([body]);
  });

  test('counts characters, not bytes', async () => {
    const keydata = { algorithm: 'é'.repeat(49), comment: '€'.repeat(99) };
    await shop.post(path, keyNamed('wide', { key: '€'.repeat(65_536), keydata })).expect(201);
  });

  test.each([
    ['a label that is none', { label: 'a/b' }, 'body.label'],
    ['an empty key', { key: '' }, 'body.key'],
    ['no algorithm', { keydata: { comment: 'x' } }, 'body.keydata'],
    ['an empty algorithm', { keydata: { algorithm: '' } }, 'body.keydata.algorithm'],
    ['an algorithm of 50 characters', { keydata: { algorithm: 'x'.repeat(50) } }, 'algorithm'],
    ['a comment of 100 characters', { keydata: { algorithm: 'x', comment: 'x'.repeat(100) } }, 'comment'],
    ['a time that is none', { keydata: { algorithm: 'x', timestamp: 'now' } }, 'timestamp'],
    ['no data about it', { keydata: undefined }, 'body'],
  ])('is refused for %s', async (_what, more, field) => {
    const before = await table();
    const { body } = await shop.post(path, keyNamed('signing', more)).expect(400);
    expect(body).toEqual({ error: 'bad_request', error_description: expect.stringContaining(field) });
    expect(await table()).toEqual(before);
  });

  test('is refused for a label in use, and the first key stays', async () => {
    await shop.post(path, keyNamed('signing')).expect(201);
    const before = await table();
    const { body } = await shop.post(path, keyNamed('signing', { key: 'other' })).expect(409);
    expect(body).toEqual({ error: 'duplicate_label' });
    expect(await table()).toEqual(before);
  });

  test('succeeds exactly once when requests race for a label', async () => {
    const responses = await Promise.all(
      ['a', 'b', 'c'].map((key) => shop.post(path, keyNamed('signing', { key }))),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const winner = responses.find(({ status }) => status === 201);
    expect((await shop.get(path).expect(200)).body).toEqual([winner?.body]);
  });

  test('is final: there is no way to change or remove a key', async () => {
    await shop.post(path, keyNamed('signing')).expect(201);
    const before = await table();
    await shop.put(`${path}/signing`, keyNamed('signing', { key: 'other' })).expect(405);
    await shop.delete(`${path}/signing`).expect(405);
    await shop.delete(path).expect(405);
    expect(await table()).toEqual(before);
  });
});

describe('reading keys', () => {
  test('returns an empty list when there are none', async () => {
    expect(await labels(shop)).toEqual([]);
  });

  test('keeps the order of adding', async () => {
    for (const label of ['zz', 'Aa', 'aa']) await shop.post(path, keyNamed(label)).expect(201);
    expect(await labels(shop)).toEqual(['zz', 'Aa', 'aa']);
  });

  test('takes one statement besides those of the access check', async () => {
    for (const label of ['one', 'two']) await shop.post(path, keyNamed(label)).expect(201);
    expect(await app.database.countStatements(() => labels(shop))).toBe(3);
    expect(await app.database.countStatements(() => shop.get(`${path}/one`).expect(200))).toBe(3);
  });

  test.each(['other', 'SIGNING', 'x', 'sign%'])('there is no key %j', async (label) => {
    await shop.post(path, keyNamed('signing')).expect(201);
    const { body } = await shop.get(`${path}/${encodeURIComponent(label)}`).expect(404);
    expect(body).toEqual({ error: 'not_found' });
  });
});

describe('keys of others', () => {
  test.each(['bank', 'shop.rent'])('are not visible to %s, which has its own store', async (other) => {
    await shop.post(path, keyNamed('signing')).expect(201);
    const stranger = await organization(other);
    expect(await labels(stranger)).toEqual([]);
    await stranger.get(`${path}/signing`).expect(404);
    await stranger.post(path, keyNamed('signing', { key: 'mine' })).expect(201);
    expect((await stranger.get(`${path}/signing`).expect(200)).body.key).toBe('mine');
    expect((await shop.get(`${path}/signing`).expect(200)).body.key).toBe('MFkwEwYH');
  });

  test('of other users are unreachable with a token of this user', async () => {
    const other = await newUser(app);
    await newThirdPartyToken(app, { username: other.username, client: 'shop', scopes: ['user:keystore'] });
    const before = await table();
    await shop.get(`/users/${other.username}/keystore`).expect(403);
    await shop.post(`/users/${other.username}/keystore`, keyNamed('signing')).expect(403);
    expect(await table()).toEqual(before);
  });
});

describe('the keystore is closed', () => {
  const callers: readonly (readonly [who: string, status: number, caller: () => Promise<Caller>])[] = [
    ['nobody', 401, async () => callerWith(app)],
    ['the user', 403, async () => callerWith(app, user.token)],
    ['another user', 403, async () => callerWith(app, (await newUser(app)).token)],
    ['the organization itself', 403, async () => callerWith(app, await organizationToken(app, 'shop', path))],
    ['an application without the scope', 403, () => organization('bank', ['user:name', 'user:see'])],
    [
      'an application whose record no longer has it',
      403,
      async () => {
        const access = {
          username: user.username,
          client: 'bank',
          scopes: ['user:keystore'],
          shared: ['user:name'],
        };
        return callerWith(app, await newThirdPartyToken(app, access));
      },
    ],
  ];

  test.each(callers)('to %s', async (_who, status, caller) => {
    await shop.post(path, keyNamed('signing')).expect(201);
    const before = await table();
    const stranger = await caller();
    await stranger.get(path).expect(status);
    await stranger.get(`${path}/signing`).expect(status);
    await stranger.post(path, keyNamed('other')).expect(status);
    expect(await table()).toEqual(before);
  });

  test("to the user's own API key, even when it carries the scope", async () => {
    const { body: jwt } = await request(app.web)
      .post('/v1/oauth/access_token')
      .type('form')
      .send({
        grant_type: 'client_credentials',
        response_type: 'id_token',
        client_id: user.apiKey.applicationId,
        client_secret: user.apiKey.secret,
        scope: 'user:keystore',
      })
      .accept('application/json')
      .expect(200);
    const { status, body } = await request(app.web)
      .get(`/api${path}`)
      .set('Authorization', `bearer ${jwt.access_token}`);
    expect([status, body.error]).toEqual([403, 'forbidden']);
    const response = await request(app.web)
      .post(`/api${path}`)
      .set('Authorization', `bearer ${jwt.access_token}`)
      .send(keyNamed('signing'));
    expect([response.status, response.body.error]).toEqual([403, 'forbidden']);
  });
});

test('keys outlive the organization that stored them', async () => {
  await newOrganization(app.database.db, 'shortlived');
  const caller = await organization('shortlived');
  await caller.post(path, keyNamed('signing')).expect(201);
  const before = await table();
  await app.database.db.deleteFrom('organizations').where('globalid', '=', 'shortlived').execute();
  expect(await table()).toEqual(before);
});

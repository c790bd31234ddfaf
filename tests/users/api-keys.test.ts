import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser, tokenOf } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let user: TestUser;
let me: Caller;
let keys: string;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
});

afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
  me = callerWith(app, user.token);
  keys = `/users/${user.username}/apikeys`;
});

const add = (label: string) => me.post(keys, { label });
const stored = () =>
  app.database.db.selectFrom('user_api_keys').selectAll().where('username', '=', user.username).execute();
const labels = async () => (await me.get(keys)).body.map((key: { label: string }) => key.label);

/** The status of a request with a token. */
const statusWith = async (token: string) => (await callerWith(app, token).get(keys)).status;

async function jwtOf(clientId: string, clientSecret: string): Promise<string> {
  const response = await request(app.web)
    .post('/v1/oauth/access_token?response_type=id_token')
    .type('form')
    .send({ grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret })
    .expect(200);
  return response.text;
}

describe('addApiKey', () => {
  test('returns the key with its secret', async () => {
    const response = await add('backup script').expect(201);
    expect(response.body).toEqual({
      username: user.username,
      label: 'backup script',
      applicationid: expect.stringMatching(/^[\w-]{28}$/),
      apikey: expect.stringMatching(/^[\w-]{28}$/),
      scopes: ['user:admin'],
    });
  });

  test('creates a key whose tokens have full access to the account', async () => {
    const { body } = await add('backup').expect(201);
    expect(await statusWith(await tokenOf(app, body.applicationid, body.apikey))).toBe(200);
  });

  test('stores no readable secret', async () => {
    const { body } = await add('backup').expect(201);
    const row = (await stored()).find((key) => key.label === 'backup');
    expect(row?.secret_hash).toHaveLength(32);
    const bytes = Buffer.concat([row?.secret_hash ?? Buffer.of(), row?.sealed_secret ?? Buffer.of()]);
    expect(bytes.includes(body.apikey)).toBe(false);
  });

  test('is refused for a label that is in use', async () => {
    expect((await add('test').expect(409)).body).toEqual({ error: 'duplicate_label' });
    expect(await stored()).toHaveLength(1);
  });

  test('succeeds exactly once when two requests race for a label', async () => {
    const responses = await Promise.all([add('backup'), add('backup')]);
    expect(responses.map((response) => response.status).sort()).toEqual([201, 409]);
    expect(await stored()).toHaveLength(2);
  });

  test.each([['x'], ['a/b'], [7], [undefined]])('is refused for the label %j', async (label) => {
    const response = await me.post(keys, { label }).expect(400);
    expect(response.body.error_description).toContain('body.label');
    expect(await stored()).toHaveLength(1);
  });

  test('does not let the caller choose scopes or secret', async () => {
    const { body } = await me.post(keys, { label: 'backup', scopes: ['all'], apikey: 'mine' }).expect(201);
    expect(body.scopes).toEqual(['user:admin']);
    expect(body.apikey).not.toBe('mine');
  });
});

describe('listAPIKeys', () => {
  test('lists the keys with their secrets, oldest first', async () => {
    const { body } = await add('another').expect(201);
    const response = await me.get(keys).expect(200);
    expect(response.body.map((key: { apikey: string }) => key.apikey)).toEqual([
      user.apiKey.secret,
      body.apikey,
    ]);
  });
});

describe('getAPIkey', () => {
  test('returns one key with its secret', async () => {
    const { body } = await me.get(`${keys}/test`).expect(200);
    expect(body).toMatchObject({ label: 'test', apikey: user.apiKey.secret });
  });

  test('responds 404 for an unknown label', async () => {
    expect((await me.get(`${keys}/away`).expect(404)).body).toEqual({ error: 'not_found' });
  });
});

describe('updateAPIkey', () => {
  test('changes the label and nothing else', async () => {
    const [before] = await stored();
    await me.put(`${keys}/test`, { label: 'renamed' }).expect(204);
    expect(await stored()).toEqual([{ ...before, label: 'renamed' }]);
    expect((await me.get(`${keys}/renamed`)).body.apikey).toBe(user.apiKey.secret);
  });

  test('leaves the tokens of the key alone', async () => {
    await me.put(`${keys}/test`, { label: 'renamed' }).expect(204);
    expect(await statusWith(user.token)).toBe(200);
  });

  test('accepts the same label', async () => {
    await me.put(`${keys}/test`, { label: 'test' }).expect(204);
  });

  test('is refused for the label of another key', async () => {
    await add('backup').expect(201);
    expect((await me.put(`${keys}/test`, { label: 'backup' }).expect(409)).body.error).toBe(
      'duplicate_label',
    );
    expect(await labels()).toEqual(['test', 'backup']);
  });

  test('responds 404 for an unknown label', async () => {
    await me.put(`${keys}/away`, { label: 'renamed' }).expect(404);
    expect(await labels()).toEqual(['test']);
  });

  test('is refused for a bad label', async () => {
    const response = await me.put(`${keys}/test`, { label: '!' }).expect(400);
    expect(response.body.error_description).toContain('body.label');
  });
});

describe('deleteAPIkey', () => {
  test('ends the tokens issued to the key, opaque and signed', async () => {
    const { body } = await add('backup').expect(201);
    const opaque = await tokenOf(app, body.applicationid, body.apikey);
    const jwt = await jwtOf(body.applicationid, body.apikey);
    const withJwt = () => request(app.web).get(`/api${keys}`).set('Authorization', `bearer ${jwt}`);
    await withJwt().expect(200);
    await me.delete(`${keys}/backup`).expect(204);
    expect(await statusWith(opaque)).toBe(401);
    await withJwt().expect(401);
    expect(await labels()).toEqual(['test']);
  });

  test('responds the same when there is no such key', async () => {
    await me.delete(`${keys}/away`).expect(204);
    expect(await labels()).toEqual(['test']);
  });

  test('does not touch the key of another user under that label', async () => {
    const other = await newUser(app);
    await me.delete(`${keys}/test`).expect(204);
    await callerWith(app, other.token).get(`/users/${other.username}/apikeys/test`).expect(200);
  });
});

describe('is closed', () => {
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
      () => newThirdPartyToken(app, { username: user.username, client: 'shop', scopes: ['user:admin'] }),
    ],
  ];

  test.each(callers)('to %s', async (_who, status, token) => {
    const before = await stored();
    const caller = callerWith(app, await token());
    await caller.get(keys).expect(status);
    await caller.post(keys, { label: 'backup' }).expect(status);
    await caller.get(`${keys}/test`).expect(status);
    await caller.put(`${keys}/test`, { label: 'renamed' }).expect(status);
    await caller.delete(`${keys}/test`).expect(status);
    expect(await stored()).toEqual(before);
  });
});

describe('where secrets are shown once', () => {
  let strict: TestApp;

  beforeAll(async () => {
    strict = await openTestApp({ IYO_SHOW_SECRETS: 'once' });
  });

  afterAll(() => strict.close());

  test('the secret is in the response that creates the key, and nowhere after that', async () => {
    const bob = await newUser(strict);
    const caller = callerWith(strict, bob.token);
    const list = `/users/${bob.username}/apikeys`;
    const { body } = await caller.post(list, { label: 'backup' }).expect(201);
    await tokenOf(strict, body.applicationid, body.apikey);
    expect((await caller.get(`${list}/backup`)).body.apikey).toBe('');
    const row = await strict.database.db
      .selectFrom('user_api_keys')
      .select('sealed_secret')
      .where('label', '=', 'backup')
      .executeTakeFirst();
    expect(row).toEqual({ sealed_secret: null });
  });

  test('a secret that was kept before is not shown either', async () => {
    const bob = await newUser(strict);
    const { body } = await callerWith(strict, bob.token).get(`/users/${bob.username}/apikeys`).expect(200);
    expect(body).toEqual([expect.objectContaining({ label: 'test', apikey: '' })]);
  });
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addPerson, newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let users = 0;
let bob: TestUser;
let me: Caller;
/** An organization with which bob shares data. */
let shop: Caller;
let shopItself: Caller;
/** Another one. */
let fair: Caller;
let anonymous: Caller;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob' });
  await newUser(app, { username: 'ann' });
  await newOrganization(app.database.db, 'shop', { owner: 'ann' });
  await newOrganization(app.database.db, 'fair', { owner: 'ann' });
  me = callerWith(app, bob.token);
  shop = await clientOf('shop');
  fair = await clientOf('fair');
  shopItself = callerWith(app, await organizationToken(app, 'shop'));
  anonymous = callerWith(app);
});

afterAll(() => app.close());

async function clientOf(client: string, username = 'bob', scopes?: readonly string[]): Promise<Caller> {
  return callerWith(app, await newThirdPartyToken(app, { username, client, ...(scopes && { scopes }) }));
}

const stored = (username: string) =>
  app.database.db
    .selectFrom('user_identifiers')
    .select(['azp', 'identifier', 'globalid'])
    .where('username', '=', username)
    .orderBy('azp')
    .orderBy('position')
    .execute();

async function generate(caller: Caller, username = 'bob'): Promise<string> {
  const { body } = await caller.post(`/users/${username}/identifiers`).expect(201);
  return body.iyoids[0];
}

/** A user without identifiers. */
async function newcomer(): Promise<TestUser> {
  users += 1;
  return newUser(app, { username: `newcomer${users}` });
}

const refused = [403, 'insufficient_scope'];

describe('generateIyoID', () => {
  test('makes an identifier for the calling organization', async () => {
    const { username } = await newcomer();
    const { body } = await (await clientOf('shop', username))
      .post(`/users/${username}/identifiers`)
      .expect(201);
    expect(body).toEqual({
      username,
      iyoids: [expect.stringMatching(/^[A-Za-z0-9_-]{44}$/)],
      azp: 'shop',
    });
    expect(await stored(username)).toEqual([{ azp: 'shop', identifier: body.iyoids[0], globalid: 'shop' }]);
  });

  test("makes one for the application id of the user's own key", async () => {
    const { username, token, apiKey } = await newcomer();
    const { body } = await callerWith(app, token).post(`/users/${username}/identifiers`).expect(201);
    expect(body.azp).toBe(apiKey.applicationId);
    expect(await stored(username)).toEqual([
      { azp: apiKey.applicationId, identifier: body.iyoids[0], globalid: null },
    ]);
  });

  test('returns only the new one, and no two are equal', async () => {
    const { username } = await newcomer();
    const client = await clientOf('shop', username);
    const made = [await generate(client, username), await generate(client, username)];
    expect(new Set(made).size).toBe(2);
    expect((await stored(username)).map(({ identifier }) => identifier)).toEqual(made);
  });

  test('stops at 25 for each user and client, also when many arrive at once', async () => {
    const { username, token } = await newcomer();
    const client = await clientOf('shop', username);
    for (let count = 0; count < 20; count += 1) await generate(client, username);
    const responses = await Promise.all(
      Array.from({ length: 10 }, () => client.post(`/users/${username}/identifiers`)),
    );
    expect(responses.map(({ status }) => status).sort()).toEqual([
      ...Array(5).fill(201),
      ...Array(5).fill(409),
    ]);
    const response = await client.post(`/users/${username}/identifiers`);
    expect([response.status, response.body]).toEqual([409, { error: 'max_amount_of_identifiers_reached' }]);
    expect(await stored(username)).toHaveLength(25);
    await generate(await clientOf('fair', username), username);
    await generate(callerWith(app, token), username);
  });

  test('is refused to others, and nothing is stored', async () => {
    const { username } = await newcomer();
    const path = `/users/${username}/identifiers`;
    for (const caller of [me, shop, shopItself]) {
      const { status, body } = await caller.post(path);
      expect([status, body.error]).toEqual(refused);
    }
    expect((await anonymous.post(path)).status).toBe(401);
    expect(await stored(username)).toEqual([]);
  });

  test('is refused to an organization whose token carries no scope of the user', async () => {
    const { username } = await newcomer();
    const { status, body } = await (await clientOf('shop', username, ['openid'])).post(
      `/users/${username}/identifiers`,
    );
    expect([status, body.error]).toEqual(refused);
  });
});

describe('listIyoIds', () => {
  test('lists those of the calling client, oldest first', async () => {
    const { username, token, apiKey } = await newcomer();
    const path = `/users/${username}/identifiers`;
    const [inShop, inFair] = [await clientOf('shop', username), await clientOf('fair', username)];
    const made = [await generate(inShop, username), await generate(inShop, username)];
    const own = await generate(callerWith(app, token), username);
    expect((await inShop.get(path).expect(200)).body).toEqual({ username, iyoids: made, azp: 'shop' });
    expect((await inFair.get(path).expect(200)).body).toEqual({ username, iyoids: [], azp: 'fair' });
    expect((await callerWith(app, token).get(path).expect(200)).body).toEqual({
      username,
      iyoids: [own],
      azp: apiKey.applicationId,
    });
  });

  test('is refused to others', async () => {
    const { username } = await newcomer();
    for (const caller of [me, shop, shopItself]) {
      const { status, body } = await caller.get(`/users/${username}/identifiers`);
      expect([status, body.error]).toEqual(refused);
    }
    expect((await anonymous.get(`/users/${username}/identifiers`)).status).toBe(401);
  });
});

describe('lookupIyoID', () => {
  const lookUp = (caller: Caller, identifier: string) => caller.get(`/users/identifiers/${identifier}`);

  test('names the user to the client for which it was made, and to the organization itself', async () => {
    const identifier = await generate(shop);
    await generate(shop);
    const ofAnother = await clientOf('shop', (await newcomer()).username);
    for (const caller of [shop, shopItself, ofAnother])
      expect((await lookUp(caller, identifier).expect(200)).body).toEqual({
        username: 'bob',
        iyoids: [identifier],
        azp: 'shop',
      });
  });

  test('is not found by others', async () => {
    const identifier = await generate(shop);
    for (const caller of [me, fair]) {
      const { status, body } = await lookUp(caller, identifier);
      expect([status, body]).toEqual([404, { error: 'identifier_not_found' }]);
    }
    expect((await lookUp(anonymous, identifier)).status).toBe(401);
  });

  test.each(['x'.repeat(44), 'bob', 'info', '%25', 'emailaddresses'])(
    'does not find %s',
    async (identifier) => {
      const { status, body } = await lookUp(shop, identifier);
      expect([status, body]).toEqual([404, { error: 'identifier_not_found' }]);
    },
  );

  test('no user can be called identifiers', async () => {
    const made = { username: 'identifiers', firstname: 'I', lastname: 'D' };
    const lists = [
      'publicKeys',
      'digitalwallet',
      'emailaddresses',
      'phonenumbers',
      'addresses',
      'bankaccounts',
    ];
    const body = { ...made, ...Object.fromEntries(lists.map((list) => [list, []])) };
    const open = await openTestApp({ IYO_USER_CREATION: 'organizations' });
    try {
      await newUser(open, { username: 'ann' });
      await newOrganization(open.database.db, 'shop', { owner: 'ann' });
      const caller = callerWith(open, await organizationToken(open, 'shop'));
      const response = await caller.post('/users', body);
      expect([response.status, response.body]).toEqual([409, { error: 'user_exists' }]);
      await caller.post('/users', { ...body, username: 'identifier' }).expect(201);
    } finally {
      await open.close();
    }
  });
});

describe('an identifier instead of a username', () => {
  test('names the user for the client it was made for', async () => {
    const identifier = await generate(shop);
    const info = await shop.get(`/users/${identifier}/info`).expect(200);
    expect(info.body.username).toBe('bob');
    const own = await generate(me);
    expect((await me.get(`/users/${own}`).expect(200)).body.username).toBe('bob');
    const list = await shop.get(`/users/${identifier}/identifiers`).expect(200);
    expect(list.body.iyoids).toContain(identifier);
  });

  test('is refused to other clients and to the user, as an unknown one is', async () => {
    const identifier = await generate(shop);
    for (const caller of [me, fair])
      for (const name of [identifier, 'x'.repeat(44)]) {
        const { status, body } = await caller.get(`/users/${name}/info`);
        expect([status, body.error]).toEqual(refused);
      }
  });

  test('opens nothing that the username would not', async () => {
    const identifier = await generate(shop);
    const { username } = await newcomer();
    const ofAnother = await clientOf('shop', username);
    expect((await ofAnother.get(`/users/${identifier}/info`)).status).toBe(403);
    expect((await shop.get(`/users/${identifier}`)).status).toBe(403);
    expect((await shopItself.get(`/users/${identifier}/info`)).status).toBe(403);
  });

  test('stands for no user where no token is needed', async () => {
    await me.post('/users/bob/registry', { Key: 'colour', Value: 'red' }).expect(201);
    const identifier = await generate(shop);
    await anonymous.get('/users/bob/registry/colour').expect(200);
    await anonymous.get(`/users/${identifier}/registry/colour`).expect(404);
  });

  test('a username costs no statement more than without identifiers', async () => {
    const identifier = await generate(me);
    const read = (name: string) =>
      app.database.countStatements(() => me.get(`/users/${name}/apikeys`).expect(200));
    expect(await read('bob')).toBe(2);
    expect(await read(identifier)).toBe(3);
  });
});

describe('an identifier of the calling organization, in operations of organizations', () => {
  let mine: string;
  let foreign: string;
  let username: string;

  beforeAll(async () => {
    ({ username } = await newcomer());
    mine = await generate(await clientOf('shop', username), username);
    foreign = await generate(await clientOf('fair', username), username);
  });

  const ismember = (identifier: string) => shopItself.get(`/organizations/shop/users/ismember/${identifier}`);

  test('is understood in ismember, and no other', async () => {
    expect((await ismember(mine).expect(200)).body).toEqual({ IsMember: false });
    await addPerson(app.database.db, 'shop', username, 'member');
    expect((await ismember(mine).expect(200)).body).toEqual({ IsMember: true });
    expect((await ismember('x'.repeat(44)).expect(200)).body).toEqual({ IsMember: false });
    const { status, body } = await ismember(foreign);
    expect([status, body.error]).toEqual(refused);
    await shopItself.delete(`/organizations/shop/members/${mine}`).expect(204);
    expect((await ismember(mine).expect(200)).body).toEqual({ IsMember: false });
  });

  test('is understood in invitations, and no other', async () => {
    const invite = (searchstring: string) => shopItself.post('/organizations/shop/members', { searchstring });
    const response = await invite(foreign);
    expect([response.status, response.body]).toEqual([404, { error: 'user_not_found' }]);
    expect((await invite(mine).expect(201)).body).toMatchObject({ user: username, method: 'website' });
    await shopItself.delete(`/organizations/shop/invitations/${mine}`).expect(204);
  });

  test('is understood in a change of role, and no other', async () => {
    await addPerson(app.database.db, 'shop', username, 'member');
    const change = (name: string) =>
      shopItself.put('/organizations/shop/members', { username: name, role: 'owner' });
    await change(foreign).expect(404);
    expect((await change(mine).expect(200)).body.owners).toEqual(['ann', username]);
    await shopItself.delete(`/organizations/shop/owners/${mine}`).expect(204);
  });

  test('is understood in grants, and no other', async () => {
    await clientOf('shop', username);
    const response = await shopItself.post('/organizations/shop/grants', { username: foreign, grant: 'vip' });
    expect([response.status, response.body]).toEqual([404, { error: 'user_not_found' }]);
    await shopItself.post('/organizations/shop/grants', { username: mine, grant: 'vip' }).expect(201);
    await shopItself
      .put('/organizations/shop/grants', { username: mine, oldgrant: 'vip', newgrant: 'guest' })
      .expect(200);
    expect((await shopItself.get(`/organizations/shop/grants/${mine}`).expect(200)).body).toEqual(['guest']);
    expect((await shopItself.get(`/organizations/shop/grants/${foreign}`)).body.error).toBe(refused[1]);
    await shopItself.delete(`/organizations/shop/grants/${mine}/guest`).expect(204);
    await shopItself.delete(`/organizations/shop/grants/${mine}`).expect(204);
  });
});

test('identifiers stay when the user ends all sharing, and go with the organization', async () => {
  await newOrganization(app.database.db, 'camp', { owner: 'ann' });
  const { username, token } = await newcomer();
  const identifier = await generate(await clientOf('camp', username), username);
  await callerWith(app, token).delete(`/users/${username}/authorizations/camp`).expect(204);
  expect((await stored(username)).map((row) => row.identifier)).toEqual([identifier]);
  const camp = callerWith(app, await organizationToken(app, 'camp'));
  await camp.get(`/users/identifiers/${identifier}`).expect(200);
  await camp.delete('/organizations/camp').expect(204);
  expect(await stored(username)).toEqual([]);
});

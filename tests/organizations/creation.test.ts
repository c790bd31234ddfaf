import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization, newOrganizationsOf, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';

let app: TestApp;
let ann: TestUser;
let ben: TestUser;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
  ben = await newUser(app, { username: 'ben' });
});

afterAll(() => app.close());

function create(body: object, token = ann.token) {
  return request(app.web).post('/api/organizations').set('Authorization', `token ${token}`).send(body);
}

function find(globalid: string) {
  return app.database.db
    .selectFrom('organizations')
    .select('globalid')
    .where('globalid', '=', globalid)
    .executeTakeFirst();
}

const empty = {
  publicKeys: [],
  dns: [],
  members: [],
  orgowners: [],
  orgmembers: [],
  includes: [],
  requiredscopes: [],
  includesuborgsof: [],
};

describe('createNewOrganization', () => {
  test('makes the caller its only owner and returns what was stored', async () => {
    const response = await create({ globalid: 'greenitglobe' }).expect(201);
    expect(response.body).toEqual({ ...empty, globalid: 'greenitglobe', owners: ['ann'] });
    const read = await request(app.web)
      .get('/api/organizations/greenitglobe')
      .set('Authorization', `token ${ann.token}`);
    expect(read.body).toEqual(response.body);
  });

  test('stores public keys, host names and required scopes in their order', async () => {
    const content = {
      publicKeys: ['second', 'first', 'second'],
      dns: ['zeta.com', 'Alpha.com'],
      requiredscopes: [
        { scope: 'user:phone', accessscopes: ['organization:owner'] },
        { scope: 'user:email:work', accessscopes: ['organization:member', 'organization:owner'] },
      ],
    };
    const response = await create({ globalid: 'contentful', ...content }).expect(201);
    expect(response.body).toEqual({ ...empty, globalid: 'contentful', owners: ['ann'], ...content });
  });

  test('ignores members, links and suborganizations in the body', async () => {
    await newOrganization(app.database.db, 'bystander', { owner: 'ben' });
    const response = await create({
      globalid: 'modest',
      owners: ['ben'],
      members: ['ben'],
      orgowners: ['bystander'],
      orgmembers: ['bystander'],
      includes: ['bystander'],
      includesuborgsof: ['bystander'],
      secondsvalidity: 5,
    }).expect(201);
    expect(response.body).toEqual({ ...empty, globalid: 'modest', owners: ['ann'] });
    const { db } = app.database;
    const rows = await db
      .selectFrom('organization_users')
      .select('username')
      .where('globalid', '=', 'modest')
      .execute();
    expect(rows).toEqual([{ username: 'ann' }]);
    expect(await db.selectFrom('organization_links').selectAll().execute()).toEqual([]);
  });

  test('trims spaces at both ends and keeps inner ones', async () => {
    const response = await create({ globalid: '  cloud potatoes ' }).expect(201);
    expect(response.body.globalid).toBe('cloud potatoes');
    expect(await find('cloud potatoes')).toBeDefined();
  });

  // promise: organization-names
  test.each([
    ['too short', 'ab'],
    ['too short without its spaces', ' ab '],
    ['only spaces', '     '],
    ['with capitals', 'Shop'],
    ['with a dot', 'my.shop'],
    ['with a slash', 'my/shop'],
    ['with a percent sign', 'my%shop'],
    ['with an accent', 'caf\u00e9'],
    ['with a no-break space', 'my\u00a0shop'],
    ['with a line break', 'bank\nverified'],
    ['with a carriage return', 'bank\rverified'],
    ['with a tab', 'bank\tverified'],
    ['with a form feed', 'bank\fverified'],
    ['with two spaces in a row', 'bank  verified'],
    ['ending with a line break', 'bank verified\n'],
    ['with digits of another script', 'shop\u0661'],
    ['too long', 'x'.repeat(151)],
    ['empty', ''],
    ['a number', 12345],
  ])('refuses an id %s', async (_what, globalid) => {
    const response = await create({ globalid });
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await find(String(globalid).trim())).toBeUndefined();
  });

  test.each([
    ['3 letters', 'abc'],
    ['150 letters', 'y'.repeat(150)],
    ['all kinds of letters', 'a-z_0 9'],
  ])('accepts an id of %s', async (_what, globalid) => {
    expect((await create({ globalid })).status).toBe(201);
  });

  test.each([
    ['without a body', undefined],
    ['that is no object', '["shop"]'],
    ['that is no JSON', '{"globalid":'],
    ['without an id', '{}'],
  ])('refuses a request %s', async (_what, text) => {
    const call = request(app.web).post('/api/organizations').set('Authorization', `token ${ann.token}`);
    const response = await call.type('json').send(text);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
  });

  test.each([
    ['a host name that is none', { dns: ['not a host'] }],
    ['more than 100 host names', { dns: Array.from({ length: 101 }, (_, n) => `host${n}.com`) }],
    ['a host name twice', { dns: ['shop.com', 'SHOP.com'] }],
    ['more than 20 public keys', { publicKeys: Array.from({ length: 21 }, () => 'key') }],
    [
      'a scope no one can grant',
      { requiredscopes: [{ scope: 'user:admin', accessscopes: ['organization:owner'] }] },
    ],
    ['a scope for no one', { requiredscopes: [{ scope: 'user:name', accessscopes: [] }] }],
    [
      'a scope twice',
      {
        requiredscopes: [
          { scope: 'user:name', accessscopes: ['organization:owner'] },
          { scope: 'user:name', accessscopes: ['organization:member'] },
        ],
      },
    ],
    [
      'a scope of too many bytes',
      {
        requiredscopes: [
          { scope: `user:email:${'\u00e9'.repeat(1000)}`, accessscopes: ['organization:owner'] },
        ],
      },
    ],
  ])('refuses %s and stores nothing', async (_what, content) => {
    const response = await create({ globalid: 'halfway', ...content });
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await find('halfway')).toBeUndefined();
    expect(
      await app.database.db
        .selectFrom('reserved_names')
        .select('name')
        .where('name', '=', 'halfway')
        .execute(),
    ).toEqual([]);
  });

  test('refuses the id of an existing organization, which stays unchanged', async () => {
    await newOrganization(app.database.db, 'taken', { owner: 'ben' });
    const response = await create({ globalid: 'taken' });
    expect([response.status, response.body]).toEqual([409, { error: 'organization_exists' }]);
    const { db } = app.database;
    const rows = await db
      .selectFrom('organization_users')
      .select('username')
      .where('globalid', '=', 'taken')
      .execute();
    expect(rows).toEqual([{ username: 'ben' }]);
  });

  test('refuses the name of a user', async () => {
    const response = await create({ globalid: 'ben' });
    expect([response.status, response.body]).toEqual([409, { error: 'user_exists' }]);
    expect(await find('ben')).toBeUndefined();
  });

  test('refuses the id of the site itself', async () => {
    for (const globalid of ['itsyouonline', ' itsyouonline ']) {
      const response = await create({ globalid });
      expect([response.status, response.body]).toEqual([409, { error: 'organization_exists' }]);
    }
  });

  test('distinguishes ids that look alike', async () => {
    for (const globalid of ['a-b', 'a_b', 'axb', 'a b']) {
      expect((await create({ globalid })).body.globalid).toBe(globalid);
    }
  });

  test('is not for anonymous callers, third parties and organizations', async () => {
    const anonymous = await request(app.web).post('/api/organizations').send({ globalid: 'unwanted' });
    expect(anonymous.status).toBe(401);
    await newOrganization(app.database.db, 'pushy', { owner: 'ben' });
    const tokens = [
      await organizationToken(app, 'pushy'),
      await newThirdPartyToken(app, {
        username: 'ann',
        client: 'pushy',
        scopes: ['user:admin', 'user:name'],
      }),
    ];
    for (const token of tokens) expect((await create({ globalid: 'unwanted' }, token)).status).toBe(403);
    expect(await find('unwanted')).toBeUndefined();
  });

  test('of the same id twice at the same moment succeeds once', async () => {
    const responses = await Promise.all(
      [ann, ben, ann, ben].map((user) => create({ globalid: 'contested' }, user.token)),
    );
    const statuses = responses.map((response) => response.status).sort();
    expect(statuses).toEqual([201, 409, 409, 409]);
    const { db } = app.database;
    const rows = await db
      .selectFrom('organization_users')
      .select('role')
      .where('globalid', '=', 'contested')
      .execute();
    expect(rows).toEqual([{ role: 'owner' }]);
  });
});

describe('the limit of 1000 organizations', () => {
  async function newOwnerOf(username: string, count: number): Promise<TestUser> {
    const user = await newUser(app, { username });
    await newOrganizationsOf(app.database.db, username, count);
    return user;
  }

  async function ownershipsOf(username: string): Promise<number> {
    const rows = await app.database.db
      .selectFrom('organization_users')
      .select('globalid')
      .where('username', '=', username)
      .where('role', '=', 'owner')
      .execute();
    return rows.length;
  }

  test('holds when many are created at the same moment', async () => {
    const user = await newOwnerOf('busy', 998);
    const expected = ['busy-a', 'busy-b', 'busy-c', 'busy-d', 'busy-e', 'busy-f'];
    const responses = await Promise.all(expected.map((globalid) => create({ globalid }, user.token)));
    const refused = responses.filter((response) => response.status !== 201);
    expect(refused.map((response) => [response.status, response.body.error])).toEqual(
      Array(4).fill([422, 'maximum_amount_of_organizations_reached']),
    );
    expect(await ownershipsOf('busy')).toBe(1000);
  });

  test('counts sub-organizations, and refuses them too', async () => {
    const user = await newOwnerOf('broad', 1000);
    const response = await request(app.web)
      .post('/api/organizations/broad-0')
      .set('Authorization', `token ${user.token}`)
      .send({ globalid: 'broad-0.sub' });
    expect([response.status, response.body.error]).toEqual([422, 'maximum_amount_of_organizations_reached']);
    expect(await find('broad-0.sub')).toBeUndefined();
  });

  test('is reported before a taken name, but after a malformed one', async () => {
    const user = await newOwnerOf('eager', 1000);
    expect((await create({ globalid: 'ben' }, user.token)).status).toBe(422);
    expect((await create({ globalid: 'Ben' }, user.token)).status).toBe(400);
  });

  test('does not bind organizations creating their own sub-organizations', async () => {
    await newOwnerOf('large', 1000);
    const token = await organizationToken(app, 'large-0');
    await request(app.web)
      .post('/api/organizations/large-0')
      .set('Authorization', `token ${token}`)
      .send({ globalid: 'large-0.sub' })
      .expect(201);
  });
});

describe('getOrganization', () => {
  test('shows every list in its own order', async () => {
    const { db } = app.database;
    await newOrganization(db, 'crowded', { owner: 'ben', members: ['ann'] });
    for (const child of ['crowded.z', 'crowded.a', 'crowded.a.deep']) await newOrganization(db, child);
    await newOrganization(db, 'crowded-z');
    const response = await request(app.web)
      .get('/api/organizations/crowded')
      .set('Authorization', `token ${ann.token}`)
      .expect(200);
    expect(response.body).toEqual({
      ...empty,
      globalid: 'crowded',
      owners: ['ben'],
      members: ['ann'],
      includes: ['crowded.a', 'crowded.z'],
    });
  });

  test('finds an id with spaces behind its percent signs', async () => {
    await create({ globalid: 'spa ced' }).expect(201);
    const response = await request(app.web)
      .get('/api/organizations/spa%20ced')
      .set('Authorization', `token ${ann.token}`);
    expect(response.body.globalid).toBe('spa ced');
  });

  test.each(['%25', 'cont_sted', 'cont%25', 'contested%20', 'CONTESTED'])(
    'does not read %s as a pattern',
    async (id) => {
      const response = await request(app.web)
        .get(`/api/organizations/${id}`)
        .set('Authorization', `token ${ann.token}`);
      expect([response.status, response.body.error]).toEqual([404, 'organization_not_found']);
    },
  );

  test('takes few statements', async () => {
    const count = await app.database.countStatements(() =>
      request(app.web)
        .get('/api/organizations/crowded')
        .set('Authorization', `token ${ann.token}`)
        .expect(200),
    );
    expect(count).toBeLessThanOrEqual(4);
  });
});

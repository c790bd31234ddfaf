import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import type { TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newOrganization, organizationToken } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { type Caller, callerWith } from '../../users/caller.ts';
import {
  type Documents,
  newDocuments,
  now,
  openDocumentsApp,
  said,
  signature,
  unsigned,
} from './documents.ts';

let app: TestApp;
let d: Documents;

beforeAll(async () => {
  app = await openDocumentsApp();
});
afterAll(() => app.close());

beforeEach(async () => {
  d = await newDocuments(app);
});

describe('reading a document', () => {
  const numbersFor = async (query: string) => {
    const { body } = await d.shop.get(`${d.item()}${query}`).expect(200);
    expect(body).toMatchObject(d.owned());
    return body.versions.map(({ version }: { version: number }) => version);
  };

  test.each([
    ['', [3]],
    ['?version=-1', [3]],
    ['?version=0', [1, 2, 3]],
    ['?version=1', [1]],
    ['?version=2', [2]],
    ['?version=3', [3]],
    ['?version=4', [3]],
    ['?version=-2', [3]],
    ['?version=2147483648', [3]],
    ['?version=99999999999999999999999', [3]],
  ])('with %j returns versions %j', async (query, expected) => {
    await d.create().expect(201);
    for (const category of ['two', 'three']) await d.append({ category }).expect(201);
    expect(await numbersFor(query)).toEqual(expected);
  });

  test('leaves out dates that are not set', async () => {
    await d.create({ start_date: '2029-01-01T00:00:00Z' }).expect(201);
    const { body } = await d.shop.get(d.item()).expect(200);
    expect(body).toEqual({
      ...d.owned(),
      versions: [
        { ...said, ...unsigned, version: 1, creation_date: now(app), start_date: '2029-01-01T00:00:00Z' },
      ],
    });
  });

  test('is refused for a version that is not a number', async () => {
    await d.create().expect(201);
    await d.shop.get(`${d.item()}?version=newest`).expect(400);
  });

  test.each(['rent 32', 'RENT 31', 'rent%'])('there is no document %j', async (uniqueid) => {
    await d.create().expect(201);
    const { body } = await d.shop.get(d.item(uniqueid)).expect(404);
    expect(body).toEqual({ error: 'document_not_found' });
  });

  test('finds ids with slashes and of maximum length', async () => {
    const uniqueid = `${'é'.repeat(97)}/ %`;
    await d.create({ uniqueid }).expect(201);
    expect((await d.shop.get(d.item(uniqueid)).expect(200)).body.uniqueid).toBe(uniqueid);
  });

  test('takes one statement besides those of the access check', async () => {
    await d.create().expect(201);
    await d.append().expect(201);
    for (const query of ['', '?version=0', '?version=1'])
      expect(await app.database.countStatements(() => d.me.get(`${d.item()}${query}`).expect(200))).toBe(2);
    expect(await app.database.countStatements(() => d.me.get(d.list).expect(200))).toBe(2);
  });
});

describe('listing documents', () => {
  const listed = async (caller: Caller, query = '') =>
    (await caller.get(`${d.list}${query}`).expect(200)).body.map(
      ({ globalid, uniqueid, version }: Record<string, unknown>) => `${globalid}: ${uniqueid} v${version}`,
    );

  test('returns an empty list when there is nothing', async () => {
    expect(await listed(d.me)).toEqual([]);
    expect(await listed(d.shop)).toEqual([]);
  });

  test('shows each in its newest version, newest first, then by name', async () => {
    for (const uniqueid of ['b', 'a']) await d.create({ uniqueid }).expect(201);
    await d.create({ uniqueid: 'a' }, d.bank).expect(201);
    app.clock.advance(1);
    await d.create({ uniqueid: 'c' }).expect(201);
    expect(await listed(d.me)).toEqual(['shop: c v1', 'bank: a v1', 'shop: a v1', 'shop: b v1']);
    app.clock.advance(1);
    await d.shop.put(d.item('a'), said).expect(201);
    expect(await listed(d.me)).toEqual(['shop: a v2', 'shop: c v1', 'bank: a v1', 'shop: b v1']);
  });

  test('shows an organization its own, and the user those of the named organization', async () => {
    await d.create().expect(201);
    await d.create({}, d.bank).expect(201);
    for (const query of ['', '?globalid=shop', '?globalid='])
      expect(await listed(d.shop, query)).toEqual(['shop: rent 31 v1']);
    expect(await listed(d.me, '?globalid=bank')).toEqual(['bank: rent 31 v1']);
    expect(await listed(d.me, '?globalid=nobody')).toEqual([]);
    expect(await listed(d.me, '?globalid=')).toHaveLength(2);
  });
});

describe('documents of other organizations', () => {
  test.each(['bank', 'shop.rent'])('are unreachable for %s', async (globalid) => {
    await d.create().expect(201);
    const before = await d.rows();
    const stranger = await d.organization(globalid);
    const responses = [
      await stranger.get(`${d.list}?globalid=d.shop`),
      await stranger.get(d.item()),
      await d.append({}, stranger),
      await stranger.put(d.signing(), { ...said, ...signature }),
    ];
    for (const { status, body } of responses)
      expect([status, body]).toEqual([403, { error: 'unauthorized_organization' }]);
    expect((await stranger.get(d.list).expect(200)).body).toEqual([]);
    expect(await d.rows()).toEqual(before);
  });

  test('are refused before it shows whether they exist', async () => {
    await d.bank.get(d.item('no such')).expect(403);
    await d.bank.put(`${d.item('no such')}/sign/1`, { ...said, ...signature }).expect(403);
  });
});

describe('the user', () => {
  test('reads the documents of every organization and writes none', async () => {
    await d.create().expect(201);
    await d.create({}, d.bank).expect(201);
    expect((await d.me.get(d.item('rent 31', 'shop')).expect(200)).body.globalid).toBe('shop');
    expect((await d.me.get(d.item('rent 31', 'bank')).expect(200)).body.globalid).toBe('bank');
    const before = await d.rows();
    await d.create({ uniqueid: 'mine' }, d.me).expect(403);
    await d.append({}, d.me).expect(403);
    await d.me.put(d.signing(), { ...said, ...signature }).expect(403);
    expect(await d.rows()).toEqual(before);
  });

  test('reads with an API key narrowed to the scope, and writes nothing with it', async () => {
    await d.create().expect(201);
    const jwt = await narrowedJwt();
    const send = (method: 'get' | 'post' | 'put', path: string) =>
      request(app.web)[method](`/api${path}`).set('Authorization', `bearer ${jwt}`);
    expect((await send('get', d.list).expect(200)).body).toHaveLength(1);
    await send('get', d.item()).expect(200);
    const before = await d.rows();
    const responses = [
      await send('post', d.list).send({ ...said, uniqueid: 'mine' }),
      await send('put', d.item()).send(said),
      await send('put', `${d.list}/rent/${d.user.apiKey.applicationId}`).send(said),
      await send('put', d.signing()).send({ ...said, ...signature }),
    ];
    for (const { status, body } of responses)
      expect([status, body]).toEqual([403, { error: 'unauthorized_organization' }]);
    expect(await d.rows()).toEqual(before);
  });

  /** A JWT made from the user's API key, with `user:see` only. */
  async function narrowedJwt(): Promise<string> {
    const { applicationId: client_id, secret: client_secret } = d.user.apiKey;
    const parameters = { grant_type: 'client_credentials', response_type: 'id_token', scope: 'user:see' };
    const { body } = await request(app.web)
      .post('/v1/oauth/access_token')
      .type('form')
      .accept('application/json')
      .send({ ...parameters, client_id, client_secret })
      .expect(200);
    return body.access_token;
  }
});

describe('documents are closed', () => {
  const callers: readonly (readonly [who: string, status: number, caller: () => Promise<Caller>])[] = [
    ['nobody', 401, async () => callerWith(app)],
    ['another user', 403, async () => callerWith(app, (await newUser(app)).token)],
    [
      'the organization itself',
      403,
      async () => callerWith(app, await organizationToken(app, 'shop', d.list)),
    ],
    ['an application without the scope', 403, () => d.organization('shop', ['user:name', 'user:keystore'])],
    [
      'an application with a token for another user',
      403,
      async () => {
        const { username } = await newUser(app);
        const access = { username, client: 'shop', scopes: ['user:see'] };
        return callerWith(app, await newThirdPartyToken(app, access));
      },
    ],
  ];

  test.each(callers)('to %s', async (_who, status, caller) => {
    await d.create().expect(201);
    const before = await d.rows();
    const stranger = await caller();
    await stranger.get(d.list).expect(status);
    await stranger.get(d.item()).expect(status);
    await d.create({ uniqueid: 'other' }, stranger).expect(status);
    await d.append({}, stranger).expect(status);
    await stranger.put(d.signing(), { ...said, ...signature }).expect(status);
    expect(await d.rows()).toEqual(before);
  });
});

test('documents outlive the organization that made them, and stay readable for the user', async () => {
  await newOrganization(app.database.db, 'shortlived');
  await d.create({}, await d.organization('shortlived')).expect(201);
  await app.database.db.deleteFrom('organizations').where('globalid', '=', 'shortlived').execute();
  expect((await d.me.get(d.item('rent 31', 'shortlived')).expect(200)).body.versions).toHaveLength(1);
});

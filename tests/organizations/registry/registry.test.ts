import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser, type TestUser } from '../../support/factories.ts';
import { newOrganization } from '../../support/organizations.ts';

let app: TestApp;
let ann: TestUser;
let made = 0;
/** An organization of ann's, new in each test. */
let shop: string;

beforeAll(async () => {
  app = await openTestApp();
  ann = await newUser(app, { username: 'ann' });
});

afterAll(() => app.close());

beforeEach(async () => {
  made += 1;
  shop = await newOrganization(app.database.db, `shop${made}`, { owner: 'ann' });
});

const registry = () => `/api/organizations/${shop}/registry`;
const entryOf = (key: string) => `${registry()}/${encodeURIComponent(key)}`;

function write(entry: unknown, token = ann.token) {
  return request(app.web)
    .post(registry())
    .set('Authorization', `token ${token}`)
    .send(entry as object);
}

async function list(): Promise<unknown> {
  const response = await request(app.web)
    .get(registry())
    .set('Authorization', `token ${ann.token}`)
    .expect(200);
  return response.body;
}

function remove(key: string, token = ann.token) {
  return request(app.web).delete(entryOf(key)).set('Authorization', `token ${token}`);
}

describe('addOrganizationRegistryEntry', () => {
  test('stores an entry and returns it', async () => {
    const response = await write({ Key: 'homepage', Value: 'https://shop.com' }).expect(201);
    expect(response.body).toEqual({ Key: 'homepage', Value: 'https://shop.com' });
    expect(await list()).toEqual([{ Key: 'homepage', Value: 'https://shop.com' }]);
  });

  test('overwrites a key in its place', async () => {
    for (const Key of ['one', 'two', 'three']) await write({ Key, Value: 'old' }).expect(201);
    const response = await write({ Key: 'one', Value: 'new' }).expect(201);
    expect(response.body).toEqual({ Key: 'one', Value: 'new' });
    expect(await list()).toEqual([
      { Key: 'one', Value: 'new' },
      { Key: 'two', Value: 'old' },
      { Key: 'three', Value: 'old' },
    ]);
  });

  test('reads members in lower case too', async () => {
    const response = await write({ key: 'homepage', value: 'x' }).expect(201);
    expect(response.body).toEqual({ Key: 'homepage', Value: 'x' });
  });

  test.each([
    ['an empty value', { Key: 'empty', Value: '' }],
    ['a key of 256 letters and a value of 1024', { Key: '\u00e9'.repeat(256), Value: '\u00e9'.repeat(1024) }],
    ['a key with a slash, a percent sign and a blank', { Key: 'a/b %2F c', Value: 'x' }],
  ])('takes %s', async (_what, entry) => {
    await write(entry).expect(201);
    expect((await request(app.web).get(entryOf(entry.Key)).expect(200)).body).toEqual(entry);
  });

  test.each([
    ['an empty key', { Key: '', Value: 'x' }],
    ['a key of 257 letters', { Key: 'x'.repeat(257), Value: 'x' }],
    ['a value of 1025 letters', { Key: 'k', Value: 'x'.repeat(1025) }],
    ['no key', { Value: 'x' }],
    ['no value', { Key: 'k' }],
    ['a value that is a number', { Key: 'k', Value: 1 }],
    ['a list', []],
  ])('refuses %s', async (_what, entry) => {
    const response = await write(entry);
    expect([response.status, response.body.error]).toEqual([400, 'bad_request']);
    expect(await list()).toEqual([]);
  });

  test('keeps the entries of organizations apart', async () => {
    await write({ Key: 'color', Value: 'green' }).expect(201);
    const first = shop;
    shop = await newOrganization(app.database.db, `${first}.eu`, { owner: 'ann' });
    await write({ Key: 'color', Value: 'red' }).expect(201);
    expect(await list()).toEqual([{ Key: 'color', Value: 'red' }]);
    shop = first;
    expect(await list()).toEqual([{ Key: 'color', Value: 'green' }]);
  });

  test('of the same key at the same moment leaves one entry', async () => {
    const responses = await Promise.all(['a', 'b', 'c'].map((Value) => write({ Key: 'race', Value })));
    expect(responses.map((response) => response.status)).toEqual([201, 201, 201]);
    expect(await list()).toHaveLength(1);
  });
});

describe('listOrganizationRegistry', () => {
  test('returns an empty list when there is nothing', async () => {
    expect(await list()).toEqual([]);
  });

  test('puts the oldest key first', async () => {
    for (const Key of ['zz', 'aa', 'mm']) await write({ Key, Value: Key }).expect(201);
    expect(await list()).toMatchObject([{ Key: 'zz' }, { Key: 'aa' }, { Key: 'mm' }]);
  });
});

describe('getOrganizationRegistryEntry', () => {
  test('is open to everyone', async () => {
    await write({ Key: 'color', Value: 'green' }).expect(201);
    const response = await request(app.web).get(entryOf('color')).expect(200);
    expect(response.body).toEqual({ Key: 'color', Value: 'green' });
  });

  test.each(['colour', 'COLOR', 'colo_', 'col%', ' color'])('compares exactly: no entry %p', async (key) => {
    await write({ Key: 'color', Value: 'green' }).expect(201);
    const response = await request(app.web).get(entryOf(key));
    expect([response.status, response.body]).toEqual([404, { error: 'registry_entry_not_found' }]);
  });

  test('distinguishes an unknown organization from an unknown key', async () => {
    shop = 'no such organization';
    const response = await request(app.web).get(entryOf('color'));
    expect([response.status, response.body]).toEqual([404, { error: 'organization_not_found' }]);
  });
});

describe('deleteOrganizationRegistryEntry', () => {
  test('removes the entry alone', async () => {
    for (const Key of ['one', 'two']) await write({ Key, Value: 'x' }).expect(201);
    const response = await remove('one');
    expect([response.status, response.text]).toEqual([204, '']);
    expect(await list()).toEqual([{ Key: 'two', Value: 'x' }]);
  });

  test('of an unknown key is not found and removes nothing', async () => {
    await write({ Key: 'one', Value: 'x' }).expect(201);
    for (const key of ['two', 'ONE', 'o%', 'o_e']) {
      const response = await remove(key);
      expect([response.status, response.body]).toEqual([404, { error: 'registry_entry_not_found' }]);
    }
    expect(await list()).toHaveLength(1);
  });

  test('reaches a key with a slash', async () => {
    await write({ Key: 'a/b', Value: 'x' }).expect(201);
    await remove('a/b').expect(204);
    expect(await list()).toEqual([]);
  });
});

test('members may neither write nor list nor delete', async () => {
  const member = await newUser(app);
  shop = await newOrganization(app.database.db, `${shop}.club`, { owner: 'ann', members: [member.username] });
  await write({ Key: 'color', Value: 'green' }).expect(201);
  expect((await write({ Key: 'color', Value: 'red' }, member.token)).status).toBe(403);
  expect((await remove('color', member.token)).status).toBe(403);
  const listing = await request(app.web).get(registry()).set('Authorization', `token ${member.token}`);
  expect(listing.status).toBe(403);
  expect(await list()).toEqual([{ Key: 'color', Value: 'green' }]);
});

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { routes } from '../../generated/routes.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newOrganization } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';
import { proveNumber } from './factors.ts';
import { fillProfile } from './full-profile.ts';

let app: TestApp;
let bob: TestUser;
let me: Caller;
let shop: Caller;
let anybody: Caller;

beforeAll(async () => {
  app = await openTestApp();
  bob = await newUser(app, { username: 'bob', email: 'bob@example.com', phone: '+32470000001' });
  await newUser(app, { username: 'ann', email: 'ann@example.com', phone: '+32470000003' });
  await fillProfile(app, 'bob');
  await newOrganization(app.database.db, 'shop', { owner: 'bob' });
  const scopes = ['user:name', 'user:keystore', 'user:see'];
  shop = callerWith(app, await newThirdPartyToken(app, { username: 'bob', client: 'shop', scopes }));
  me = callerWith(app, bob.token);
  anybody = callerWith(app);
  await me.post('/users/bob/phonenumbers', { label: 'draft', phonenumber: '+32470000002' }).expect(201);
  await me
    .post('/users/bob/emailaddresses', { label: 'draft', emailaddress: 'draft@example.com' })
    .expect(201);
  await me.post('/users/bob/registry', { Key: 'color', Value: 'blue' }).expect(201);
});

afterAll(() => app.close());

/** Identifiers of bob in a path, encoded. */
const names = [
  ['a validated number', '+32470000001'],
  ['a validated number, percent-encoded', '%2B32470000001'],
  ['a validated address', 'bob@example.com'],
  ['a validated address, percent-encoded', 'bob%40example.com'],
  ['a validated address in another letter case', 'BOB@Example.COM'],
  ['a validated address with the dot of the root', 'bob@example.com.'],
  ['a validated number with a blank in front', '%20+32470000001'],
  ['a validated number as people write it', '0032%20(0)470-00.00.01'],
  ['the username in another letter case', 'Bob'],
] as const;

/** Identifiers of no one or of others. */
const strangers = [
  ['a number on the profile that is not validated', '+32470000002'],
  ['an address on the profile that is not validated', 'draft@example.com'],
  ["someone else's number", '+32470000003'],
  ["someone else's address", 'ann@example.com'],
  ['an unknown number', '+32470000009'],
  ['an unknown address', 'nobody@example.com'],
  ['a number without its sign', '32470000001'],
  ['a part of an address', 'bob@'],
  ['two addresses', 'bob@example.com,ann@example.com'],
  ['an address with a pattern', '%25@example.com'],
  ['a sign alone', '+'],
] as const;

const ofUsers = routes.filter(({ path }) => path.startsWith('/users/{username}'));

/** A path below a user; other parameters name something that exists if possible. */
function pathOf({ path }: (typeof routes)[number], username: string): string {
  const values: Readonly<Record<string, string>> = {
    username,
    label: 'home',
    key: 'color',
    grantedTo: 'shop',
  };
  return path.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? 'absent');
}

describe.each(names)('%s', (_what, name) => {
  const reads = ofUsers.filter(({ method, operation }) => method === 'get' && operation !== 'getTOTPSecret');

  test('stands for the user in everything that can be read', async () => {
    for (const route of reads) {
      const caller = route.scopes.includes('user:admin') || route.public ? me : shop;
      const expected = await caller.get(pathOf(route, 'bob'));
      const found = await caller.get(pathOf(route, name));
      expect([route.operation, found.status, found.body]).toEqual([
        route.operation,
        expected.status,
        expected.body,
      ]);
      expect([200, 404]).toContain(found.status);
    }
  });

  test('stands for the user in what is written', async () => {
    await me.put(`/users/${name}/name`, { firstname: 'Robert', lastname: 'Johnson' }).expect(204);
    expect((await me.get('/users/bob')).body.firstname).toBe('Robert');
    const key = await me.post(`/users/${name}/apikeys`, { label: 'made' }).expect(201);
    expect(key.body.username).toBe('bob');
    await me.delete(`/users/${name}/apikeys/made`).expect(204);
    expect((await me.get('/users/bob/apikeys')).body).toHaveLength(1);
    const record = await me.put(`/users/${name}/authorizations/shop`, {
      keystore: true,
      see: true,
      name: true,
    });
    expect([record.status, record.body.username]).toEqual([201, 'bob']);
    await me.delete(`/users/${name}/organizations/shop/leave`).expect(409);
  });

  test('stands for the user where an organization keeps something', async () => {
    const label = name.replace(/\W/g, '-');
    const kept = await shop.post(`/users/${name}/keystore`, { label, key: 'x', keydata: { algorithm: 'y' } });
    expect([kept.status, kept.body.username]).toEqual([201, 'bob']);
    const content = {
      category: 'a',
      link: 'b',
      markdown_short_description: 'c',
      markdown_full_description: 'd',
    };
    const document = await shop.post(`/users/${name}/see`, { uniqueid: label, ...content });
    expect([document.status, document.body.username]).toEqual([201, 'bob']);
  });

  test('gives strangers no access, and all access to the public registry', async () => {
    const stranger = callerWith(app, (await newUser(app)).token);
    expect((await stranger.get(`/users/${name}`)).status).toBe(403);
    expect((await anybody.get(`/users/${name}`)).status).toBe(401);
    expect((await anybody.get(`/users/${name}/registry/color`)).body).toEqual({
      Key: 'color',
      Value: 'blue',
    });
  });
});

describe.each(strangers)('%s', (_what, name) => {
  test('stands for no user: guarded operations refuse it, public ones find nothing', async () => {
    for (const route of ofUsers) {
      const caller = route.scopes.includes('user:admin') ? me : shop;
      const { status, body } = await caller[route.method as keyof Caller](pathOf(route, name));
      const expected = route.public ? [404, 'registry_entry_not_found'] : [403, 'insufficient_scope'];
      expect([route.operation, status, body.error]).toEqual([route.operation, ...expected]);
    }
  });
});

describe('a contact stands for the user', () => {
  test('from the moment it is validated, and no longer than it is', async () => {
    const path = '/users/+32470000055';
    await me.post('/users/bob/phonenumbers', { label: 'late', phonenumber: '+32470000055' }).expect(201);
    await me.get(path).expect(403);
    await proveNumber(app, 'bob', '+32470000055');
    await me.get(path).expect(200);
    await me.delete('/users/bob/phonenumbers/late').expect(204);
    await me.get(path).expect(403);
  });

  test('who validated it, not who lists it too', async () => {
    const ben = await newUser(app, { username: 'ben' });
    const him = callerWith(app, ben.token);
    await him.post('/users/ben/phonenumbers', { label: 'mine', phonenumber: '+32470000001' }).expect(201);
    await him.get('/users/+32470000001').expect(403);
    await me.get('/users/+32470000001').expect(200);
  });
});

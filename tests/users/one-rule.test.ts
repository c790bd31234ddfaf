import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readEmailAddress } from '../../src/names/email-address.ts';
import { readPhoneNumber } from '../../src/names/phone-number.ts';
import { readSearchText } from '../../src/users/search/search-text.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { callerWith } from './caller.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
});
afterAll(() => app.close());

async function caller() {
  const { username, token } = await newUser(app);
  return { username, me: callerWith(app, token), own: `/users/${username}` };
}

describe('a contact typed in two places', () => {
  test.each([
    '+32 (0)470 12.34-56',
    '0032470/123456',
    '\u202a+32 470 12 34 56\u202c',
    '＋３２４７０１２３４５６',
  ])('is the same phone number: %j', (typed) => {
    const number = '+32470123456';
    expect([readPhoneNumber(typed), readSearchText(typed).phone]).toEqual([number, number]);
  });

  test.each([' Bob@Company.com ', '\ufeffbob@company.com', 'bob@company.com.', 'bob@company.com\u200b'])(
    'is the same email address: %j',
    (typed) => {
      const address = 'bob@company.com';
      expect([readEmailAddress(typed), readSearchText(typed).email]).toEqual([address, address]);
    },
  );
});

describe('a name, by the API', () => {
  const odd = ['Bob\u202e', '\ufeffBob', 'Bo\u200bb', 'Bob <b>', 'www.evil.example'];

  // promise: look-alikes, real-names
  test.each(odd)('is refused when it is %j, and nothing changes', async (firstname) => {
    const { username, me, own } = await caller();
    const { body } = await me.put(`${own}/name`, { firstname, lastname: 'Other' }).expect(400);
    expect(body.error_description).toContain('body.firstname');
    const row = app.database.db.selectFrom('users').selectAll().where('username', '=', username);
    expect(await row.executeTakeFirst()).toMatchObject({ first_name: 'Bob', last_name: 'Johnson' });
  });

  // promise: real-names
  test('is stored composed, with single spaces', async () => {
    const { me, own } = await caller();
    await me.put(`${own}/name`, { firstname: ' Jose\u0301  Luis ', lastname: 'J. R.' }).expect(204);
    expect((await me.get(own)).body).toMatchObject({ firstname: 'Jos\u00e9 Luis', lastname: 'J. R.' });
  });
});

describe('white space in a new label', () => {
  const odd = ['two\tparts', 'two  parts', ' parts', 'parts\n', 'two\nparts'];

  // promise: look-alikes
  test.each(odd)('is refused when it is %j, and nothing is stored', async (label) => {
    const { username, me, own } = await caller();
    const content = { street: 'Main', nr: '1', postalcode: '9450', city: 'Town', country: 'Land' };
    await me.post(`${own}/addresses`, { ...content, label: 'home' }).expect(201);
    await me.post(`${own}/addresses`, { ...content, label }).expect(400);
    await me.put(`${own}/addresses/home`, { ...content, label }).expect(400);
    await me.post(`${own}/phonenumbers`, { label, phonenumber: '+3212345678' }).expect(400);
    await me.post(`${own}/emailaddresses`, { label, emailaddress: 'a@company.com' }).expect(400);
    await me.post(`${own}/apikeys`, { label }).expect(400);
    await me.put(`${own}/apikeys/test`, { label }).expect(400);
    const { db } = app.database;
    const labelsIn = async (table: 'user_addresses' | 'user_phone_numbers' | 'user_api_keys') =>
      (await db.selectFrom(table).select('label').where('username', '=', username).execute()).map(
        (row) => row.label,
      );
    expect(await labelsIn('user_addresses')).toEqual(['home']);
    expect(await labelsIn('user_phone_numbers')).toEqual([]);
    expect(await labelsIn('user_api_keys')).toEqual(['test']);
  });
});

describe('a new key of a registry', () => {
  const odd = [
    '\ufeffkey',
    'ke\u200by',
    'key\u202e',
    'e\u0301',
    'two  words',
    'tab\tbed',
    'no\u00a0break',
    '\u0001',
  ];

  test.each(odd)('is refused when it is %j, and nothing is stored', async (Key) => {
    const { me, own } = await caller();
    const globalid = await newOrganization(app.database.db, `keys${odd.indexOf(Key)}`);
    const organization = callerWith(app, await organizationToken(app, globalid));
    await me.post(`${own}/registry`, { Key, Value: 'x' }).expect(400);
    await organization.post(`/organizations/${globalid}/registry`, { Key, Value: 'x' }).expect(400);
    const { db } = app.database;
    expect(await db.selectFrom('user_registry_entries').selectAll().execute()).toEqual([]);
    expect(await db.selectFrom('organization_registry_entries').selectAll().execute()).toEqual([]);
  });

  test.each(['漢字', 'clé é', 'می\u200cخواهم', 'a/b.c', '👍'])('may be %j', async (Key) => {
    const { me, own } = await caller();
    await me.post(`${own}/registry`, { Key, Value: '\ufeff as it is \u202e' }).expect(201);
    const { body } = await me.get(`${own}/registry/${encodeURIComponent(Key)}`).expect(200);
    expect(body).toEqual({ Key, Value: '\ufeff as it is \u202e' });
    await me.delete(`${own}/registry/${encodeURIComponent(Key)}`).expect(204);
  });
});

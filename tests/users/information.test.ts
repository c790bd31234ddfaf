import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import request from 'supertest';
import { hashToken, randomToken } from '../../src/crypto/tokens.ts';
import { jwtFor } from '../oauth/exchange.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addPerson, linkOrganization, newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';
import { emailOf, fillProfile, keyOf, phoneOf } from './full-profile.ts';

let app: TestApp;
let user: TestUser;
let me: Caller;
let info: string;

beforeAll(async () => {
  app = await openTestApp();
  const { db } = app.database;
  for (const globalid of ['shop', 'shop.front', 'club', 'club.chess', 'bank']) {
    await newOrganization(db, globalid);
  }
  await linkOrganization(db, 'bank', 'club', 'orgowner');
});

afterAll(() => app.close());

beforeEach(async () => {
  user = await newUser(app);
  me = callerWith(app, user.token);
  info = `/users/${user.username}/info`;
});

const map = (requestedlabel: string, reallabel: string) => ({ requestedlabel, reallabel });

/** The user shares data with the shop. */
const share = (body: object) => me.put(`/users/${user.username}/authorizations/shop`, body).expect(201);

/** What the shop sees with a token of these scopes. */
async function seen(...scopes: string[]) {
  const token = await newThirdPartyToken(app, {
    username: user.username,
    client: 'shop',
    scopes,
    shared: 'as it is',
  });
  return (await callerWith(app, token).get(info).expect(200)).body;
}

/** What a token of the user's own API key sees, narrowed to these scopes. */
async function seenByNarrowedKey(...scopes: string[]) {
  const token = randomToken(21);
  const now = app.clock.now();
  const { username, apiKey } = user;
  const key = { username, client_id: apiKey.applicationId, application_id: apiKey.applicationId };
  await app.database.db
    .insertInto('access_tokens')
    .values({
      ...key,
      token_hash: hashToken(token),
      grant_id: randomUUID(),
      scopes,
      created_at: now,
      expires_at: now,
    })
    .execute();
  return (await callerWith(app, token).get(info).expect(200)).body;
}

const noGithub = { login: '', id: 0, avatar_url: '', html_url: '', name: '' };
const noFacebook = { id: 0, name: '', picture: '', link: '' };

/** The response when nothing may be shown. */
const blank = () => ({
  username: user.username,
  firstname: '',
  lastname: '',
  emailaddresses: [],
  validatedemailaddresses: [],
  phonenumbers: [],
  validatedphonenumbers: [],
  addresses: [],
  bankaccounts: [],
  digitalwallet: [],
  publicKeys: [],
  avatar: [],
  facebook: noFacebook,
  github: noGithub,
  organizations: [],
  ownerof: { emailaddresses: [] },
});

const email = (real: string, label = real) => ({ label, emailaddress: emailOf(user.username, real) });
const phone = (real: string, label = real) => ({ label, phonenumber: phoneOf(user.username, real) });
const address = (label: string) => ({
  label,
  street: 'S',
  nr: '1',
  other: '',
  postalcode: '9000',
  city: 'Gent',
  country: 'Belgium',
});
const bank = (label: string) => ({ label, iban: 'BE1', bic: 'ABCDEFGH', country: 'Belgium' });
const wallet = (label: string) => ({
  label,
  address: 'x',
  currencysymbol: 'BTC',
  noexpiration: true,
  expire: '0001-01-01T00:00:00Z',
});
const key = (real: string, label = real) => ({ label, publickey: keyOf(real) });
const avatar = (real: string, label = real) => ({ label, source: `https://${real}.png` });
const both = <Entry>(make: (label: string) => Entry) => [make('home'), make('work')];
const github = {
  login: 'bob',
  id: 42,
  avatar_url: 'https://github.png',
  html_url: 'https://gh',
  name: 'Bob',
};
// Parsing the response here loses the last digits of the id; it is sent correctly.
const facebook = {
  id: Number('10158812345678901'),
  name: 'Bob',
  picture: 'https://facebook.png',
  link: 'https://fb',
};

describe('a user sees', () => {
  test('everything, under their own labels', async () => {
    await fillProfile(app, user.username);
    await addPerson(app.database.db, 'club', user.username, 'member');
    const { body } = await me.get(info).expect(200);
    expect(body).toEqual({
      username: user.username,
      firstname: 'Bob',
      lastname: 'Johnson',
      emailaddresses: both(email),
      validatedemailaddresses: [email('home')],
      phonenumbers: both(phone),
      validatedphonenumbers: [phone('home')],
      addresses: both(address),
      bankaccounts: both(bank),
      digitalwallet: both(wallet),
      publicKeys: both(key),
      avatar: [...both(avatar), avatar('github'), avatar('facebook')],
      facebook,
      github,
      organizations: ['bank', 'club', 'club.chess'],
      ownerof: { emailaddresses: [email('home')] },
    });
  });

  test('blank members where there is nothing', async () => {
    const { body } = await me.get(info).expect(200);
    expect(body).toEqual({ ...blank(), firstname: 'Bob', lastname: 'Johnson' });
  });

  test('all digits of an id that exceeds the range of a number', async () => {
    await fillProfile(app, user.username);
    const { text } = await me.get(info).expect(200);
    expect(text).toContain('"facebook":{"id":10158812345678901,');
    const profile = await me.get(`/users/${user.username}`).expect(200);
    expect(profile.text).toContain('"facebook":{"id":10158812345678901,');
  });

  test('a validated address once, although it has two labels', async () => {
    await fillProfile(app, user.username);
    await me.post(`/users/${user.username}/emailaddresses`, { ...email('home'), label: 'again' }).expect(201);
    const { body } = await me.get(info).expect(200);
    expect(body.ownerof.emailaddresses).toEqual([email('home')]);
    expect(body.validatedemailaddresses).toEqual([email('home'), email('home', 'again')]);
  });
});

describe('a third party sees', () => {
  test('what is shared, under the labels it asked for', async () => {
    await fillProfile(app, user.username);
    await addPerson(app.database.db, 'club', user.username, 'member');
    const maps = [map('main', 'work'), map('other', 'home')];
    await share({
      name: true,
      github: true,
      facebook: true,
      emailaddresses: maps,
      validatedemailaddresses: [map('proven', 'home')],
      phonenumbers: maps,
      validatedphonenumbers: [map('proven', 'home')],
      addresses: maps,
      bankaccounts: maps,
      digitalwallet: maps,
      publicKeys: maps,
      avatars: [...maps, map('hub', 'github')],
      organizations: ['club.chess', 'bank'],
      ownerof: { emailaddresses: [emailOf(user.username, 'home')] },
    });
    const sharedEntries = <Entry>(make: (real: string, label: string) => Entry) => [
      make('work', 'main'),
      make('home', 'other'),
    ];
    const renamed = sharedEntries((_real, label) => label);
    expect(await seen('user:info')).toEqual({
      username: user.username,
      firstname: 'Bob',
      lastname: 'Johnson',
      emailaddresses: sharedEntries(email),
      validatedemailaddresses: [email('home', 'proven')],
      phonenumbers: sharedEntries(phone),
      validatedphonenumbers: [phone('home', 'proven')],
      addresses: renamed.map(address),
      bankaccounts: renamed.map(bank),
      digitalwallet: renamed.map(wallet),
      publicKeys: sharedEntries(key),
      avatar: [...sharedEntries(avatar), avatar('github', 'hub')],
      facebook,
      github,
      organizations: ['club.chess', 'bank'],
      ownerof: { emailaddresses: [email('home')] },
    });
  });

  test('nothing but the username when nothing is shared', async () => {
    await fillProfile(app, user.username);
    await share({});
    expect(await seen('user:name', 'user:email', 'user:github')).toEqual(blank());
    expect(await seen('user:info')).toEqual(blank());
  });

  test.each([
    ['user:name', { firstname: 'Bob', lastname: 'Johnson' }],
    ['user:github', { github }],
    ['user:facebook', { facebook }],
    ['user:email', { emailaddresses: ['main', 'other'] }],
    ['user:email:main', { emailaddresses: ['main'] }],
    ['user:email:', { emailaddresses: ['main'] }],
    ['user:email:home', {}],
    ['user:email:absent', {}],
    ['user:validated:email', { validatedemailaddresses: ['main'] }],
    ['user:phone', { phonenumbers: ['main', 'other'] }],
    ['user:phone:other', { phonenumbers: ['other'] }],
    ['user:phone:other:write', { phonenumbers: ['other'] }],
    ['user:validated:phone:main', { validatedphonenumbers: ['main'] }],
    ['user:address:other', { addresses: ['other'] }],
    ['user:bankaccount', { bankaccounts: ['main', 'other'] }],
    ['user:digitalwalletaddress:main:BTC', { digitalwallet: ['main'] }],
    ['user:publickey:other', { publicKeys: ['other'] }],
    ['user:avatar', { avatar: ['main', 'other'] }],
    ['user:memberof:club', { organizations: ['club'] }],
    ['user:memberof:bank', {}],
    ['user:memberof:club.chess', {}],
  ])('with %s no more than that stands for', async (scope, expected) => {
    await fillProfile(app, user.username);
    await addPerson(app.database.db, 'club', user.username, 'member');
    const maps = [map('main', 'home'), map('other', 'work')];
    await share({
      name: true,
      github: true,
      facebook: true,
      emailaddresses: maps,
      validatedemailaddresses: maps,
      phonenumbers: maps,
      validatedphonenumbers: maps,
      addresses: maps,
      bankaccounts: maps,
      digitalwallet: maps,
      publicKeys: maps,
      avatars: maps,
      organizations: ['club'],
      ownerof: { emailaddresses: [emailOf(user.username, 'home')] },
    });
    const body = await seen(scope);
    const labelled = (value: unknown) =>
      Array.isArray(value) ? value.map((entry: { label?: string }) => entry.label ?? entry) : value;
    const found = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, labelled(value)]));
    expect(found).toEqual({ ...blank(), ...expected });
  });

  test('an owned address only by its own scope', async () => {
    await fillProfile(app, user.username);
    const owned = emailOf(user.username, 'home');
    await share({ name: true, ownerof: { emailaddresses: [owned] } });
    const { ownerof, firstname } = await seen(`user:ownerof:email:${owned}`);
    expect([ownerof.emailaddresses, firstname]).toEqual([[email('home')], '']);
    expect((await seen('user:ownerof:email:other@example.com')).ownerof.emailaddresses).toEqual([]);
  });

  const everyKind = { name: true, github: true, keystore: true, phonenumbers: [map('main', 'home')] };

  test('all of the record with user:info, whatever other scopes are beside it', async () => {
    await fillProfile(app, user.username);
    await share(everyKind);
    const expected = { firstname: 'Bob', lastname: 'Johnson', github, phonenumbers: [phone('home', 'main')] };
    expect(await seen('user:info', 'user:email')).toEqual({ ...blank(), ...expected });
  });

  // promise: no-information, asvs-8.2.3
  test.each([
    [['user:see']],
    [['user:keystore']],
    [['user:organizations:club']],
    [['user:keystore', 'user:see', 'openid']],
  ])('nothing but the username with %s, which stand for no information', async (scopes) => {
    await fillProfile(app, user.username);
    await share({ ...everyKind, see: true });
    expect(await seen(...scopes)).toEqual(blank());
  });

  test('nothing but the username with a JWT that was narrowed to user:see', async () => {
    await fillProfile(app, user.username);
    await share({ ...everyKind, see: true });
    const scopes = ['user:name', 'user:phone', 'user:see'];
    const who = { username: user.username, client: 'shop', shared: 'as it is' } as const;
    const token = await newThirdPartyToken(app, { ...who, scopes });
    const jwt = await jwtFor(app, token, { scope: 'user:see' });
    const { body } = await request(app.web)
      .get(`/api${info}`)
      .set('Authorization', `bearer ${jwt}`)
      .expect(200);
    expect(body).toEqual(blank());
  });

  // promise: labels
  test('no entry that was removed, nor a later one under its label', async () => {
    await fillProfile(app, user.username);
    await share({ addresses: [map('main', 'home'), map('other', 'work')] });
    await me.delete(`/users/${user.username}/addresses/home`).expect(204);
    const later = { ...address('home'), city: 'Paris' };
    await me.post(`/users/${user.username}/addresses`, later).expect(201);
    expect((await seen('user:address')).addresses).toEqual([address('other')]);
  });

  test('an entry under the same label after it was renamed', async () => {
    await fillProfile(app, user.username);
    await share({ addresses: [map('main', 'home')] });
    await me.put(`/users/${user.username}/addresses/home`, { ...address('home'), label: 'cave' }).expect(201);
    expect((await seen('user:address')).addresses).toEqual([address('main')]);
  });

  test('one entry twice when it asked for it under two names', async () => {
    await fillProfile(app, user.username);
    await share({ addresses: [map('billing', 'home'), map('shipping', 'home')] });
    expect((await seen('user:address')).addresses).toEqual([address('billing'), address('shipping')]);
  });

  test('validated contacts and owned addresses no longer than they are validated', async () => {
    await fillProfile(app, user.username);
    const { username } = user;
    await share({
      emailaddresses: [map('main', 'home')],
      validatedemailaddresses: [map('main', 'home')],
      validatedphonenumbers: [map('main', 'home')],
      ownerof: { emailaddresses: [emailOf(username, 'home')] },
    });
    const { db } = app.database;
    await db.deleteFrom('validated_email_addresses').where('username', '=', username).execute();
    await db.deleteFrom('validated_phone_numbers').where('username', '=', username).execute();
    expect(await seen('user:info')).toEqual({ ...blank(), emailaddresses: [email('home', 'main')] });
  });

  test('memberships no longer than they last', async () => {
    const { db } = app.database;
    await addPerson(db, 'club', user.username, 'member');
    await share({ organizations: ['club', 'bank', 'club.chess'] });
    expect((await seen('user:info')).organizations).toEqual(['club', 'bank', 'club.chess']);
    await db.deleteFrom('organization_users').where('username', '=', user.username).execute();
    expect((await seen('user:info')).organizations).toEqual([]);
  });

  test('membership of its own sub-organization when it may know that of itself', async () => {
    const { db } = app.database;
    await addPerson(db, 'shop', user.username, 'member');
    await share({ organizations: ['shop'] });
    await db
      .updateTable('organization_users')
      .set({ globalid: 'shop.front' })
      .where('username', '=', user.username)
      .execute();
    expect((await seen('user:memberof:shop.front')).organizations).toEqual(['shop.front']);
    expect((await seen('user:memberof:shop')).organizations).toEqual([]);
  });
});

describe('an API key that was narrowed sees', () => {
  test.each([
    ['user:name', { firstname: 'Bob', lastname: 'Johnson' }],
    ['user:github', { github }],
    ['user:email', { emailaddresses: ['home', 'work'] }],
    ['user:email:work', { emailaddresses: ['work'] }],
    ['user:email:absent', {}],
    ['user:validated:email', { validatedemailaddresses: ['home'] }],
    ['user:validated:email:work', {}],
    ['user:validated:phone:home', { validatedphonenumbers: ['home'] }],
    ['user:avatar:github', { avatar: ['github'] }],
    ['user:memberof:club.chess', { organizations: ['club.chess'] }],
    ['user:memberof:shop', {}],
    ['user:info', {}],
    ['user:keystore', {}],
  ])('with %s what that stands for, under the real labels', async (scope, expected) => {
    await fillProfile(app, user.username);
    await addPerson(app.database.db, 'club', user.username, 'member');
    const body = await seenByNarrowedKey(scope);
    const labelled = (value: unknown) =>
      Array.isArray(value) ? value.map((entry: { label?: string }) => entry.label ?? entry) : value;
    const found = Object.fromEntries(Object.entries(body).map(([name, value]) => [name, labelled(value)]));
    expect(found).toEqual({ ...blank(), ...expected });
  });

  test('an owned address only while it is validated', async () => {
    await fillProfile(app, user.username);
    const scopes = ['home', 'work'].map((label) => `user:ownerof:email:${emailOf(user.username, label)}`);
    expect((await seenByNarrowedKey(...scopes)).ownerof.emailaddresses).toEqual([email('home')]);
  });

  test('each entry once, however many scopes stand for it', async () => {
    await fillProfile(app, user.username);
    const { emailaddresses } = await seenByNarrowedKey('user:email:work', 'user:email', 'user:email:home');
    expect(emailaddresses).toEqual([email('work'), email('home')]);
  });
});

describe('access', () => {
  test.each<readonly [string, number, () => Promise<string | undefined>]>([
    ['nobody', 401, async () => undefined],
    ['another user', 403, async () => (await newUser(app)).token],
    ['an organization for itself', 403, () => organizationToken(app, 'shop', user.username)],
    [
      'a third party with a token of another user',
      403,
      async () => newThirdPartyToken(app, { username: (await newUser(app)).username, client: 'shop' }),
    ],
  ])('%s gets %i', async (_who, status, token) => {
    await share({ name: true });
    expect((await callerWith(app, await token()).get(info)).status).toBe(status);
  });
});

describe('the number of statements', () => {
  const many = (count: number) => Array.from({ length: count }, (_, index) => `entry ${index}`);

  async function grow(count: number): Promise<void> {
    const { db } = app.database;
    const { username } = user;
    const rows = many(count).map((label, index) => ({
      username,
      label,
      position: index + 10,
      created_at: app.clock.now(),
    }));
    const addresses = rows.map((row) => ({
      ...row,
      street: 'S',
      nr: '1',
      postal_code: '1',
      city: 'C',
      country: 'B',
    }));
    await db.insertInto('user_addresses').values(addresses).execute();
    await db
      .insertInto('user_public_keys')
      .values(rows.map((row) => ({ ...row, public_key: keyOf(row.label) })))
      .execute();
    const emails = rows.map((row, index) => ({ ...row, email_address: `${username}-${index}@example.com` }));
    await db.insertInto('user_email_addresses').values(emails).execute();
    await db
      .insertInto('validated_email_addresses')
      .values(emails.map(({ email_address }) => ({ username, email_address, validated_at: app.clock.now() })))
      .execute();
    await share({
      addresses: rows.map(({ label }) => map(label, label)),
      emailaddresses: rows.map(({ label }) => map(label, label)),
      organizations: ['club', 'club.chess'],
    });
  }

  test('does not depend on how much there is', async () => {
    await addPerson(app.database.db, 'club', user.username, 'member');
    await share({ organizations: ['club'] });
    const third = callerWith(
      app,
      await newThirdPartyToken(app, {
        username: user.username,
        client: 'shop',
        scopes: ['user:info'],
        shared: 'as it is',
      }),
    );
    const count = (caller: Caller) => app.database.countStatements(() => caller.get(info).expect(200));
    // Token, profile, organizations; for a third party also the record, twice.
    expect([await count(me), await count(third)]).toEqual([3, 5]);
    await grow(100);
    expect([await count(me), await count(third)]).toEqual([3, 5]);
    const { body } = await third.get(info);
    expect([body.addresses.length, body.emailaddresses.length]).toEqual([100, 100]);
  });
});

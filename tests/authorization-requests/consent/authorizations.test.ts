import { describe, expect, test } from '@jest/globals';
import { invite } from '../../organizations/invitations/stored-invitation.ts';
import { newUser } from '../../support/factories.ts';
import { addPerson } from '../../support/organizations.ts';
import { newThirdPartyToken } from '../../support/third-party.ts';
import { callerWith } from '../../users/caller.ts';
import { newNumber, proveNumber } from '../../users/factors.ts';
import { authorizationOwner } from './authorization-owner.ts';

const { app, user, me, list, put, blank, stored, addresses, addAddresses, map, shown } = authorizationOwner();

describe('updateAuthorization', () => {
  test('stores and returns everything that can be shared', async () => {
    const { username } = user();
    const profile = `/users/${username}`;
    const number = newNumber();
    await addAddresses();
    await me().post(`${profile}/emailaddresses`, { label: 'mail', emailaddress: `${username}@example.com` });
    await me().post(`${profile}/phonenumbers`, { label: 'mobile', phonenumber: number }).expect(201);
    await me()
      .post(`${profile}/banks`, { label: 'kbc', iban: 'BE1', bic: 'ABCDEFGH', country: 'Belgium' })
      .expect(201);
    await me()
      .post(`${profile}/digitalwallet`, {
        label: 'btc',
        address: 'x',
        currencysymbol: 'BTC',
        noexpiration: true,
      })
      .expect(201);
    const now = app().clock.now();
    const email_address = `${username}@example.com`;
    const { db } = app().database;
    await db
      .insertInto('validated_email_addresses')
      .values({ username, email_address, validated_at: now })
      .execute();
    await proveNumber(app(), username, number);
    await db
      .insertInto('user_public_keys')
      .values({ username, label: 'ssh', public_key: 'x', position: 1, created_at: now })
      .execute();
    await db
      .insertInto('user_avatars')
      .values({ username, label: 'face', source: 'https://x', position: 1, created_at: now })
      .execute();
    await addPerson(db, 'club', username, 'member');
    const body = {
      name: true,
      github: true,
      facebook: true,
      keystore: true,
      see: true,
      addresses: [map('billing', 'home'), map('shipping', 'home')],
      emailaddresses: [map('main', 'mail')],
      validatedemailaddresses: [map('main', 'mail')],
      phonenumbers: [map('main', 'mobile'), map('sms', 'mobile', 'write')],
      validatedphonenumbers: [map('main', 'mobile')],
      bankaccounts: [map('main', 'kbc')],
      digitalwallet: [{ ...map('main', 'btc'), currency: 'BTC' }, map('other', 'btc')],
      publicKeys: [map('main', 'ssh')],
      avatars: [map('main', 'face')],
      organizations: ['club.chess', 'club'],
      ownerof: { emailaddresses: [email_address] },
    };
    const expected = {
      username,
      grantedTo: 'shop',
      name: true,
      github: true,
      facebook: true,
      keystore: true,
      see: true,
      addresses: [shown('billing', 'home'), shown('shipping', 'home')],
      emailaddresses: [shown('main', 'mail')],
      validatedemailaddresses: [shown('main', 'mail')],
      phonenumbers: [shown('main', 'mobile'), map('sms', 'mobile', 'write')],
      validatedphonenumbers: [shown('main', 'mobile')],
      bankaccounts: [shown('main', 'kbc')],
      digitalwallet: [{ ...shown('main', 'btc'), currency: 'BTC' }, shown('other', 'btc')],
      publicKeys: [shown('main', 'ssh')],
      avatars: [shown('main', 'face')],
      organizations: ['club.chess', 'club'],
      ownerof: { emailaddresses: [email_address] },
    };
    expect((await put(body).expect(201)).body).toEqual(expected);
    expect((await me().get(`${list()}/shop`).expect(200)).body).toEqual(expected);
    expect((await me().get(list()).expect(200)).body).toEqual([expected]);
  });

  test('shares nothing that the body leaves out', async () => {
    await addAddresses();
    await put({ name: true, see: true, addresses: [map('main', 'home')] }).expect(201);
    expect((await put({ github: true }).expect(201)).body).toEqual({ ...blank(), github: true });
    const [, labels] = await stored();
    expect(labels).toEqual([]);
  });

  test('an empty body shares nothing and still creates a record', async () => {
    expect((await put({}).expect(201)).body).toEqual(blank());
    expect((await me().get(list()).expect(200)).body).toEqual([blank()]);
  });

  test('takes username and organization from the path, whatever the body says', async () => {
    const { body } = await put({ username: 'mallory', grantedTo: 'bank', name: true }).expect(201);
    expect(body).toEqual({ ...blank(), name: true });
    expect((await me().get(`${list()}/bank`)).status).toBe(404);
  });

  test.each(['no one knows', 'itsyouonline'])('is refused for "%s", which is no organization', async (id) => {
    const { status, body } = await put({ name: true }, encodeURIComponent(id));
    expect([status, body.error]).toEqual([404, 'organization_not_found']);
    expect(await stored()).toEqual([[], [], [], []]);
  });

  test('keeps the tokens issued from the record', async () => {
    await put({ name: true }).expect(201);
    const token = await newThirdPartyToken(app(), {
      username: user().username,
      client: 'shop',
      scopes: ['user:name'],
    });
    await put({ github: true }).expect(201);
    const third = callerWith(app(), token);
    expect((await third.get(`/users/${user().username}/info`).expect(200)).body.firstname).toBe('');
  });

  test('drops entries with an empty or unknown real label', async () => {
    await addAddresses();
    const { body } = await put({
      addresses: [map('main', ''), map('one', 'nowhere'), map('two', 'work'), map('six', 'Home')],
      emailaddresses: [map('main', 'home')],
    }).expect(201);
    expect(body).toEqual({ ...blank(), addresses: [shown('two', 'work')] });
  });

  test('of several entries for one requested label the last counts', async () => {
    await addAddresses();
    const { body } = await put({ addresses: [map('main', 'home'), map('main', 'work')] }).expect(201);
    expect(body.addresses).toEqual([shown('main', 'work')]);
    const none = await put({ addresses: [map('main', 'home'), map('main', '')] }).expect(201);
    expect(none.body).toEqual(blank());
  });

  test('maps validated contacts only while they are validated', async () => {
    const number = newNumber();
    const profile = `/users/${user().username}`;
    await me().post(`${profile}/phonenumbers`, { label: 'mobile', phonenumber: number }).expect(201);
    const body = {
      phonenumbers: [map('main', 'mobile')],
      validatedphonenumbers: [map('main', 'mobile')],
      validatedemailaddresses: [map('main', 'mobile')],
    };
    const before = (await put(body).expect(201)).body;
    expect(before).toEqual({ ...blank(), phonenumbers: [shown('main', 'mobile')] });
    await proveNumber(app(), user().username, number);
    const after = (await put(body).expect(201)).body;
    expect(after.validatedphonenumbers).toEqual([shown('main', 'mobile')]);
    expect(after.validatedemailaddresses).toBeUndefined();
  });

  test('a number that someone else has validated is not validated for this user', async () => {
    const number = newNumber();
    const other = await newUser(app(), { phone: number });
    const phones = `/users/${user().username}/phonenumbers`;
    await me().post(phones, { label: 'mobile', phonenumber: number }).expect(201);
    const { body } = await put({ validatedphonenumbers: [map('main', 'mobile')] }).expect(201);
    expect([other.username, body]).toEqual([other.username, blank()]);
  });

  test('lets others write phone numbers only', async () => {
    await addAddresses();
    const { body } = await put({ addresses: [map('main', 'home', 'write')] }).expect(201);
    expect(body.addresses).toEqual([shown('main', 'home')]);
  });

  test('the avatars of linked accounts can be shared', async () => {
    const avatars = [map('main', 'github'), map('two', 'facebook')];
    expect((await put({ avatars }).expect(201)).body).toEqual(blank());
    const account = { username: user().username, name: 'Bob', linked_at: app().clock.now() };
    await app()
      .database.db.insertInto('user_github_accounts')
      .values({ ...account, github_id: '1', login: 'bob', avatar_url: 'https://g', html_url: '' })
      .execute();
    await app()
      .database.db.insertInto('user_facebook_accounts')
      .values({ ...account, facebook_id: '1', link: 'https://f', picture: 'https://p' })
      .execute();
    const { body } = await put({ avatars }).expect(201);
    expect(body.avatars).toEqual([shown('main', 'github'), shown('two', 'facebook')]);
  });

  test('keeps the organizations that the user belongs to in any way, or is invited to', async () => {
    const { db } = app().database;
    await addPerson(db, 'club', user().username, 'member');
    await invite(app(), { globalid: 'bank.vault', role: 'owner', username: user().username });
    await invite(app(), { globalid: 'zoo', role: 'member', username: user().username, status: 'rejected' });
    const organizations = ['zoo', 'club.chess', 'bank', 'bank.vault', 'club.chess', 'nowhere', 'shop'];
    const { body } = await put({ organizations }).expect(201);
    expect(body.organizations).toEqual(['club.chess', 'bank.vault']);
  });

  test('leaves organization lists, which only a consent sets, as they are', async () => {
    const { db } = app().database;
    await put({ name: true }).expect(201);
    const tree = { username: user().username, granted_to: 'shop', relation: 'organizations' as const };
    await db
      .insertInto('user_authorization_organizations')
      .values({ ...tree, globalid: 'club', position: 1 })
      .execute();
    const { body } = await put({ github: true }).expect(201);
    expect(body).toEqual({ ...blank(), github: true });
    expect((await stored())[2]).toMatchObject([{ ...tree, globalid: 'club' }]);
  });

  test('keeps the addresses that are validated for the user as owned', async () => {
    const { username } = user();
    const other = await newUser(app(), { email: `other.${username}@example.com` });
    const profile = `/users/${username}/emailaddresses`;
    for (const label of ['one', 'two']) {
      await me()
        .post(profile, { label, emailaddress: `${label}.${username}@example.com` })
        .expect(201);
    }
    await app()
      .database.db.insertInto('validated_email_addresses')
      .values({ username, email_address: `one.${username}@example.com`, validated_at: app().clock.now() })
      .execute();
    const requested = ['one', 'two', 'other', 'ONE'].map((name) => `${name}.${username}@Example.com`);
    const { body } = await put({ ownerof: { emailaddresses: requested } }).expect(201);
    expect([other.username, body.ownerof.emailaddresses]).toEqual([
      other.username,
      [`one.${username}@example.com`],
    ]);
  });

  test.each([
    ['a requested label that is too short', { addresses: [map('x', 'home')] }],
    ['a requested label with a colon', { addresses: [map('a:b', 'home')] }],
    ['a real label that breaks the pattern', { addresses: [map('main', 'a:b')] }],
    ['an entry without real label', { addresses: [{ requestedlabel: 'main' }] }],
    ['an unknown permission', { phonenumbers: [map('main', 'home', 'admin')] }],
    ['a currency that is too long', { digitalwallet: [{ ...map('main', 'btc'), currency: 'x'.repeat(16) }] }],
    ['a flag that is no boolean', { name: 'yes' }],
    ['null in a list', { organizations: [null] }],
    ['ownerof without addresses', { ownerof: {} }],
  ])('refuses %s', async (_what, body) => {
    await put({ name: true }).expect(201);
    const before = await stored();
    expect((await put(body)).status).toBe(400);
    expect(await stored()).toEqual(before);
  });

  test('of two at the same moment, one takes effect completely', async () => {
    await addAddresses();
    const bodies = [
      { name: true, addresses: [map('one', 'home'), map('two', 'home')] },
      { github: true, addresses: [map('two', 'work'), map('three', 'work')] },
    ];
    for (let round = 0; round < 5; round += 1) {
      const responses = await Promise.all(bodies.map((body) => put(body)));
      expect(responses.map((response) => response.status)).toEqual([201, 201]);
      const { body } = await me().get(`${list()}/shop`);
      expect(responses.map((response) => response.body)).toContainEqual(body);
    }
  });

  test('an entry that is removed at the same moment is not left behind', async () => {
    for (let round = 0; round < 5; round += 1) {
      await me().post(`/users/${user().username}/addresses`, addresses[0]).expect(201);
      const [saved, removed] = await Promise.all([
        put({ addresses: [map('main', 'home')] }),
        me().delete(`/users/${user().username}/addresses/home`),
      ]);
      expect([saved.status, removed.status]).toEqual([201, 204]);
      const [, labels] = await stored();
      expect(labels).toEqual([]);
    }
  });

  test('an entry that is renamed at the same moment is followed or dropped', async () => {
    await addAddresses();
    for (const [before, after] of [
      ['home', 'cave'],
      ['cave', 'home'],
    ]) {
      const [saved, renamed] = await Promise.all([
        put({ addresses: [map('main', before as string)] }),
        me().put(`/users/${user().username}/addresses/${before}`, { ...addresses[0], label: after }),
      ]);
      expect([saved.status, renamed.status]).toEqual([201, 201]);
      const [, labels] = await stored();
      expect(labels?.filter((row) => 'real_label' in row && row.real_label === before)).toEqual([]);
    }
  });

  test('costs the same number of statements for two entries and for two thousand', async () => {
    await addAddresses();
    await addPerson(app().database.db, 'club', user().username, 'member');
    const bodyOf = (count: number) => ({
      addresses: Array.from({ length: count }, (_, index) => map(`label ${index}`, 'home')),
      organizations: [...Array.from({ length: count }, (_, index) => `unknown${index}`), 'club'],
    });
    const few = await app().database.countStatements(() => put(bodyOf(2)).expect(201));
    const many = await app().database.countStatements(() => put(bodyOf(2000)).expect(201));
    expect(many).toBe(few);
    expect((await me().get(`${list()}/shop`)).body.addresses).toHaveLength(2000);
  });
});

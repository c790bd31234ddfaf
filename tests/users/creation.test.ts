import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let shop: Caller;
let username: string;
let round = 0;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
  shop = callerWith(app, await organizationToken(app, 'shop'));
});

afterAll(() => app.close());

beforeEach(() => {
  round += 1;
  username = `new${round}`;
  app.senders.mails.length = 0;
});

const key =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBpGOpt9iq/Vb5aLpjPbMF29oTm6cda2LA/z+jkZQvET bob@example.com';

const githubAccount = {
  login: 'bob',
  id: 12,
  avatar_url: 'https://github.com/bob.png',
  html_url: '',
  name: 'Bob',
};

function wholeUser() {
  return {
    username,
    firstname: 'Bob',
    lastname: 'Johnson',
    publicKeys: [key],
    expire: '2030-10-20T16:41:41.09Z',
    emailaddresses: [
      { label: 'work', emailaddress: `Bob${round}@Company.com` },
      { label: 'home', emailaddress: `bob${round}@example.com` },
      { label: 'copy', emailaddress: `bob${round}@example.com` },
    ],
    digitalwallet: [
      { label: 'coin', address: 'abc', expire: '2028-10-20T16:41:41.09Z', currencysymbol: 'bb' },
      { label: 'gold', address: 'def', currencysymbol: 'gg', noexpiration: true },
    ],
    phonenumbers: [{ label: 'be', phonenumber: '+3212341234123' }],
    addresses: [
      {
        label: 'home',
        city: 'Springfield',
        street: 'Main',
        nr: '45B',
        country: 'Tomorrowland',
        postalcode: 'T-9',
      },
    ],
    bankaccounts: [{ label: 'kbc', iban: 'TL123451234512345', bic: 'ABCDEFGH', country: 'Tomorrowland' }],
    github: githubAccount,
  };
}

function barelyUser() {
  return {
    username,
    firstname: 'Bob',
    lastname: 'Johnson',
    publicKeys: [],
    emailaddresses: [],
    digitalwallet: [],
    phonenumbers: [],
    addresses: [],
    bankaccounts: [],
  };
}

/** All rows that a refused creation could have left behind. */
async function traces() {
  const { db } = app.database;
  const users = await db.selectFrom('users').selectAll().where('username', '=', username).execute();
  const names = await db.selectFrom('reserved_names').selectAll().where('name', '=', username).execute();
  return [...users, ...names];
}

describe('createUser', () => {
  test('stores everything and returns the stored user', async () => {
    const { body } = await shop.post('/users', wholeUser()).expect(201);
    const { expire, ...sent } = wholeUser();
    expect(body).toEqual({
      ...sent,
      emailaddresses: [
        { label: 'work', emailaddress: `bob${round}@company.com` },
        { label: 'home', emailaddress: `bob${round}@example.com` },
        { label: 'copy', emailaddress: `bob${round}@example.com` },
      ],
      addresses: [{ ...sent.addresses[0], other: '' }],
      digitalwallet: [
        { ...sent.digitalwallet[0], noexpiration: false },
        { ...sent.digitalwallet[1], expire: '0001-01-01T00:00:00Z' },
      ],
      avatars: [{ label: 'github', source: 'https://github.com/bob.png' }],
    });
    const [row] = await app.database.db
      .selectFrom('users')
      .selectAll()
      .where('username', '=', username)
      .execute();
    expect(row?.expires_at?.toISOString()).toBe(new Date(expire).toISOString());
  });

  test('creates no password, no API key and no validated contact', async () => {
    await shop.post('/users', wholeUser()).expect(201);
    for (const table of [
      'user_passwords',
      'user_api_keys',
      'validated_email_addresses',
      'validated_phone_numbers',
    ] as const) {
      const rows = await app.database.db
        .selectFrom(table)
        .select('username')
        .where('username', '=', username)
        .execute();
      expect(rows).toEqual([]);
    }
  });

  test('sends one message to each address', async () => {
    await shop.post('/users', wholeUser()).expect(201);
    expect(app.senders.mails.map((mail) => mail.to)).toEqual([
      [`bob${round}@company.com`],
      [`bob${round}@example.com`],
    ]);
  });

  test('still succeeds, without more messages, when an address got too many of them', async () => {
    const victim = [{ label: 'work', emailaddress: 'victim@company.com' }];
    for (let count = 1; count <= 6; count += 1) {
      const body = { ...barelyUser(), username: `flood${count}`, emailaddresses: victim };
      await shop.post('/users', body).expect(201);
    }
    expect(app.senders.mails).toHaveLength(5);
  });

  test('needs no entries', async () => {
    await shop.post('/users', barelyUser()).expect(201);
  });

  test.each([
    ['a user', 'user_exists'],
    ['an organization', 'organization_exists'],
  ])('is refused for the name of %s', async (owner, code) => {
    const taken = owner === 'a user' ? (await newUser(app)).username : 'shop';
    const response = await shop.post('/users', { ...wholeUser(), username: taken }).expect(409);
    expect(response.body).toEqual({ error: code });
    expect(app.senders.mails).toEqual([]);
  });

  test('succeeds exactly once when two requests race for a name', async () => {
    const responses = await Promise.all([shop.post('/users', wholeUser()), shop.post('/users', wholeUser())]);
    expect(responses.map((response) => response.status).sort()).toEqual([201, 409]);
    expect(app.senders.mails).toHaveLength(2);
  });

  test('is refused as a whole when two entries of a kind share a label', async () => {
    const entry = { label: 'home', phonenumber: '+3212341234123' };
    const response = await shop.post('/users', { ...wholeUser(), phonenumbers: [entry, entry] }).expect(409);
    expect(response.body).toEqual({ error: 'duplicate_label' });
    expect(await traces()).toEqual([]);
    expect(app.senders.mails).toEqual([]);
  });

  test('is refused for more than a hundred entries of a kind', async () => {
    const phonenumbers = Array.from({ length: 101 }, (_, index) => ({
      label: `number ${index}`,
      phonenumber: '+3212341234123',
    }));
    const response = await shop.post('/users', { ...wholeUser(), phonenumbers }).expect(409);
    expect(response.body.error).toBe('too_many_entries');
    expect(await traces()).toEqual([]);
  });

  test.each([
    // promise: ascii-names
    ['an upper-case name', { username: 'Bob' }, 'body.username'],
    ['an underscore in the name', { username: 'bob_1' }, 'body.username'],
    ['no first name', { firstname: undefined }, 'body.firstname'],
    [
      'a bad phone number',
      { phonenumbers: [{ label: 'be', phonenumber: '0123456' }] },
      'body.phonenumbers.0.phonenumber',
    ],
    [
      'a bad label',
      { emailaddresses: [{ label: '!', emailaddress: 'a@b.com' }] },
      'body.emailaddresses.0.label',
    ],
    [
      'two addresses in one',
      { emailaddresses: [{ label: 'home', emailaddress: 'a@b.com,c@d.com' }] },
      'emailaddress',
    ],
    ['a key that is none', { publicKeys: ['ssh-rsa AAAA'] }, 'publickey'],
    [
      'a wallet without expiry',
      { digitalwallet: [{ label: 'coin', address: 'a', currencysymbol: 'b' }] },
      'expire',
    ],
    ['a negative account id', { facebook: { id: -1, name: '', picture: '', link: '' } }, 'facebook.id'],
    ['an account id beyond 64 bits', { github: { ...githubAccount, id: 1e300 } }, 'github.id'],
    ['no lists', { addresses: undefined }, 'body.addresses'],
  ])('is refused for %s', async (_what, change, word) => {
    const response = await shop.post('/users', { ...wholeUser(), ...change }).expect(400);
    expect(response.body.error).toBe('bad_request');
    expect(response.body.error_description).toContain(word);
    expect(await traces()).toEqual([]);
    expect(app.senders.mails).toEqual([]);
  });

  const callers: readonly (readonly [
    who: string,
    status: number,
    token: () => Promise<string | undefined>,
  ])[] = [
    ['nobody', 401, async () => undefined],
    ['a bad token', 401, async () => 'x'.repeat(28)],
    ['a user', 403, async () => (await newUser(app)).token],
    [
      'an application of a user',
      403,
      async () =>
        newThirdPartyToken(app, {
          username: (await newUser(app)).username,
          client: 'shop',
          scopes: ['organization:owner'],
        }),
    ],
  ];

  test.each(callers)('is closed to %s', async (_who, status, token) => {
    await callerWith(app, await token())
      .post('/users', wholeUser())
      .expect(status);
    expect(await traces()).toEqual([]);
  });

  test('is closed to organizations too where the operator does not open it', async () => {
    const closed = await openTestApp({ IYO_USER_CREATION: 'closed' });
    try {
      await newOrganization(closed.database.db, 'shop');
      const caller = callerWith(closed, await organizationToken(closed, 'shop'));
      const response = await caller.post('/users', wholeUser()).expect(403);
      expect(response.body.error).toBe('insufficient_scope');
      expect(await closed.database.db.selectFrom('users').selectAll().execute()).toEqual([]);
    } finally {
      await closed.close();
    }
  });
});

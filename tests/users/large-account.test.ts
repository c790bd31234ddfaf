import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newOrganization } from '../support/organizations.ts';
import { type Account, accountOfSize } from './account-of-size.ts';
import { type Caller, callerWith } from './caller.ts';

let app: TestApp;
let small: Account;
let large: Account;

const entries = 100;
const organizations = 1000;

beforeAll(async () => {
  app = await openTestApp();
  await newOrganization(app.database.db, 'shop');
  small = await accountOfSize(app, { entries: 1, organizations: 2 });
  large = await accountOfSize(app, { entries, organizations });
}, 120_000);

afterAll(() => app.close());

type Body = Readonly<Record<string, readonly unknown[]>> & { readonly length: number };

const lengths = (body: Body, ...names: string[]) => names.map((name) => body[name]?.length);
const kinds = ['emailaddresses', 'phonenumbers', 'addresses', 'bankaccounts', 'digitalwallet', 'publicKeys'];
const hundreds = (count: number) => Array.from({ length: count }, () => entries);

interface Read {
  readonly path: string;
  readonly as: 'user' | 'shop';
  /** The number of entries in the response. */
  readonly sizes: (body: Body) => unknown;
  readonly expected: unknown;
}

const list = (path: string, expected = entries): Read => ({
  path,
  as: 'user',
  sizes: (body) => body.length,
  expected,
});

const profile = (path: string, as: Read['as'], avatars: string, pictures: number): Read => ({
  path,
  as,
  sizes: (body) => [...lengths(body, ...kinds), body[avatars]?.length],
  expected: [...hundreds(kinds.length), pictures],
});

const reads: readonly Read[] = [
  list('/addresses'),
  list('/banks'),
  list('/digitalwallet'),
  list('/emailaddresses'),
  list('/emailaddresses?validated'),
  list('/phonenumbers'),
  list('/phonenumbers?validated'),
  list('/publickeys'),
  // Two more belong to the linked accounts.
  list('/avatar', entries + 2),
  // One more was created with the user.
  list('/apikeys', entries + 1),
  list('/registry'),
  // One more is the shop's.
  list('/authorizations', entries + 1),
  list('/contracts?max=250'),
  list('/see'),
  { ...list('/see'), as: 'shop' },
  { ...list('/keystore'), as: 'shop' },
  { path: '/twofamethods', as: 'user', sizes: (body) => lengths(body, 'sms'), expected: [entries] },
  {
    path: '/organizations',
    as: 'user',
    sizes: (body) => lengths(body, 'owner', 'member'),
    expected: [organizations / 2, organizations / 2],
  },
  {
    path: '/notifications',
    as: 'user',
    sizes: (body) =>
      lengths(body, 'invitations', 'organizationinvitations', 'contractRequests', 'missingscopes'),
    expected: [entries, entries, entries, organizations + entries],
  },
  profile('', 'user', 'avatars', entries + 2),
  profile('/info', 'user', 'avatar', entries + 2),
  profile('/info', 'shop', 'avatar', entries),
];

function callerOf({ user, shopToken }: Account, as: Read['as']): Caller {
  return callerWith(app, as === 'user' ? user.token : shopToken);
}

describe.each(reads)('GET /users/{username}$path as $as', ({ path, as, sizes, expected }) => {
  const read = (account: Account) => callerOf(account, as).get(`/users/${account.user.username}${path}`);

  test('returns everything, in as many statements as for a small account', async () => {
    expect(sizes((await read(large).expect(200)).body)).toEqual(expected);
    const statements = await app.database.countStatements(() => read(large).expect(200));
    expect(statements).toBe(await app.database.countStatements(() => read(small).expect(200)));
    expect(statements).toBeGreaterThan(0);
  });
});

describe('adding to a large account', () => {
  test('is refused in as many statements as adding to a small one takes, except for the audit event', async () => {
    const add = ({ user }: Account) =>
      callerWith(app, user.token).post(`/users/${user.username}/banks`, {
        label: 'one more',
        iban: 'BE1',
        bic: 'ABCDEFGH',
        country: 'Belgium',
      });
    const refused = await app.database.countStatements(() => add(large).expect(409));
    expect(refused).toBe((await app.database.countStatements(() => add(small).expect(201))) - 1);
  });
});

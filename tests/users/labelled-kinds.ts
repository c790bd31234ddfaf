import type { SharedKind } from '../../src/consents/tables.ts';
import type { LabelledTable } from '../../src/users/labelled-entries/queries.ts';

/** Test data of a kind of labelled entry. */
export interface LabelledKind {
  readonly name: string;
  readonly path: string;
  readonly table: LabelledTable;
  readonly sharedAs: readonly SharedKind[];
  /** The status of an update. */
  readonly changed: 200 | 201;
  readonly canReadOne: boolean;
  /** Two contents without label, both as sent and as returned; they depend on the word. */
  readonly contents: (word: string) => readonly [first: object, second: object];
  /** Bodies that are refused, with a word of the error description. */
  readonly broken: readonly (readonly [what: string, body: object, word: string])[];
}

const rsaKey =
  'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAAAgQCjyWqGku1eko4eI1xlwuxlRRutVh3UOorbF2pFlj50yKrxzUz6lZ21J0UqXH8W4tCjSkRyUwrY6xGGMw5X1ilCBm1vwsC+71QW/M4x1Y2kIlsmdfe0DROLpxIS2vy/sEGjr+F2wIGIZ4KLA09lD7O/Zwi0C8LSiU2uJECgJ2W5qQ== ann@laptop';
const ed25519Key =
  'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBpGOpt9iq/Vb5aLpjPbMF29oTm6cda2LA/z+jkZQvET bob@example.com';
const address = {
  city: 'Springfield',
  street: 'Main',
  nr: '45B',
  country: 'Tomorrowland',
  postalcode: 'T-9',
};
const account = { iban: 'TL123451234512345', bic: 'ABCDEFGH', country: 'Tomorrowland' };
const coin = {
  address: 'fdfgfgergerger',
  expire: '2018-10-20T16:41:41.09Z',
  currencysymbol: 'bb',
  noexpiration: false,
};

export const simpleKinds: readonly LabelledKind[] = [
  {
    name: 'addresses',
    path: 'addresses',
    table: 'user_addresses',
    sharedAs: ['addresses'],
    changed: 201,
    canReadOne: true,
    contents: () => [
      { ...address, other: 'floor 2' },
      { ...address, city: 'Capital City', other: '' },
    ],
    broken: [
      ['a city of 31 characters', { ...address, label: 'home', city: 'x'.repeat(31) }, 'body.city'],
      ['no street', { ...address, label: 'home', street: undefined }, 'body.street'],
      ['a number as house number', { ...address, label: 'home', nr: 45 }, 'body.nr'],
    ],
  },
  {
    name: 'bank accounts',
    path: 'banks',
    table: 'user_bank_accounts',
    sharedAs: ['bankaccounts'],
    changed: 200,
    canReadOne: true,
    contents: () => [account, { ...account, bic: 'ABCDEFGHIJK' }],
    broken: [
      ['a BIC of 9 characters', { ...account, label: 'home', bic: 'ABCDEFGHI' }, 'body.bic'],
      ['an empty IBAN', { ...account, label: 'home', iban: '' }, 'body.iban'],
    ],
  },
  {
    name: 'digital wallet',
    path: 'digitalwallet',
    table: 'user_digital_wallet_addresses',
    sharedAs: ['digitalwallet'],
    changed: 201,
    canReadOne: true,
    contents: () => [coin, { ...coin, address: 'other', expire: '2030-01-01T00:00:00Z', noexpiration: true }],
    broken: [
      ['no expiry although it expires', { ...coin, label: 'home', expire: undefined }, 'expire'],
      ['an empty date', { ...coin, label: 'home', expire: '' }, 'body.expire'],
      ['a day that does not exist', { ...coin, label: 'home', expire: '2018-02-30T00:00:00Z' }, 'expire'],
      ['no symbol', { ...coin, label: 'home', currencysymbol: '' }, 'body.currencysymbol'],
    ],
  },
  {
    name: 'public keys',
    path: 'publickeys',
    table: 'user_public_keys',
    sharedAs: ['publicKeys'],
    changed: 201,
    canReadOne: true,
    contents: () => [{ publickey: rsaKey }, { publickey: ed25519Key }],
    broken: [
      [
        'a kind no one uses any more',
        { label: 'home', publickey: 'ssh-dss AAAAB3NzaC1kc3M=' },
        'body.publickey',
      ],
      [
        'a key of another kind than it says',
        { label: 'home', publickey: rsaKey.replace('rsa', 'ed25519') },
        'publickey',
      ],
      ['a key cut short', { label: 'home', publickey: ed25519Key.slice(0, 60) }, 'publickey'],
      ['two lines', { label: 'home', publickey: `${rsaKey}\n${rsaKey}` }, 'body.publickey'],
    ],
  },
];

export const emailKind: LabelledKind = {
  name: 'email addresses',
  path: 'emailaddresses',
  table: 'user_email_addresses',
  sharedAs: ['emailaddresses', 'validatedemailaddresses'],
  changed: 201,
  canReadOne: false,
  contents: (word) => [{ emailaddress: `${word}@company.com` }, { emailaddress: `${word}@example.com` }],
  broken: [
    ['no @', { label: 'home', emailaddress: 'company.com' }, 'body.emailaddress'],
    ['no dot', { label: 'home', emailaddress: 'bob@localhost' }, 'body.emailaddress'],
    ['a second recipient', { label: 'home', emailaddress: 'bob@a.com,ann@b.com' }, 'emailaddress'],
    ['a hidden character', { label: 'home', emailaddress: 'bob\u200b@a.com' }, 'emailaddress'],
    ['101 characters', { label: 'home', emailaddress: `${'x'.repeat(95)}@a.com` }, 'body.emailaddress'],
  ],
};

export const phoneKind: LabelledKind = {
  name: 'phone numbers',
  path: 'phonenumbers',
  table: 'user_phone_numbers',
  sharedAs: ['phonenumbers', 'validatedphonenumbers'],
  changed: 201,
  canReadOne: true,
  contents: (word) => {
    const digits = Buffer.from(word).join('');
    return [{ phonenumber: `+3247${digits}` }, { phonenumber: `+2012${digits}` }];
  },
  broken: [
    ['no code of a country', { label: 'home', phonenumber: '0470123456' }, 'body.phonenumber'],
    ['something before it', { label: 'home', phonenumber: 'x+3212341234' }, 'body.phonenumber'],
    ['something behind it', { label: 'home', phonenumber: '+3212341234x' }, 'body.phonenumber'],
    ['a second number', { label: 'home', phonenumber: '+3212341234,+3212341235' }, 'body.phonenumber'],
    ['foreign digits', { label: 'home', phonenumber: '+٣٢١٢٣٤١٢٣٤' }, 'body.phonenumber'],
    ['5 digits', { label: 'home', phonenumber: '+32123' }, 'body.phonenumber'],
    ['51 digits', { label: 'home', phonenumber: `+${'3'.repeat(51)}` }, 'body.phonenumber'],
    ['a bare number', { label: 'home', phonenumber: 3212341234 }, 'body.phonenumber'],
  ],
};

import { expect } from '@jest/globals';
import fc from 'fast-check';
import { sql } from 'kysely';
import { readPhoneNumber } from '../../src/names/phone-number.ts';
import { bodiesOf, type JsonObject } from '../support/arbitraries.ts';
import type { Creation } from '../support/creations.ts';
import {
  bodiesWith,
  contractOf,
  emailAddresses,
  inUtc,
  labels,
  openSshKeys,
  phoneNumbers,
  picture,
  users,
  walletAddresses,
} from './finer-values.ts';

const asItIs = (body: JsonObject) => body;
const address = (body: JsonObject) => ({ other: '', ...body });
const email = (body: JsonObject) => ({ ...body, emailaddress: String(body.emailaddress).toLowerCase() });
const phone = (body: JsonObject) => ({ ...body, phonenumber: readPhoneNumber(String(body.phonenumber)) });
const wallet = ({ expire, ...body }: JsonObject) => ({
  noexpiration: false,
  ...body,
  expire: expire === undefined ? '0001-01-01T00:00:00Z' : inUtc(expire),
});

type Labelled = Pick<Creation, 'operation' | 'path' | 'type' | 'response' | 'bodies'> & {
  readonly table: string;
};

const labelled: readonly Labelled[] = [
  {
    operation: 'registerNewUserAddress',
    path: 'addresses',
    type: 'Address',
    table: 'user_addresses',
    response: address,
  },
  {
    operation: 'createUserBankAccount',
    path: 'banks',
    type: 'BankAccount',
    table: 'user_bank_accounts',
    response: asItIs,
  },
  {
    operation: 'registerNewDigitalAssetAddress',
    path: 'digitalwallet',
    type: 'NewDigitalAssetAddress',
    table: 'user_digital_wallet_addresses',
    bodies: walletAddresses,
    response: wallet,
  },
  {
    operation: 'registerNewUserPhonenumber',
    path: 'phonenumbers',
    type: 'NewPhonenumber',
    table: 'user_phone_numbers',
    bodies: bodiesWith('NewPhonenumber', { phonenumber: phoneNumbers }),
    response: phone,
  },
  {
    operation: 'registerNewEmailAddress',
    path: 'emailaddresses',
    type: 'NewEmailAddress',
    table: 'user_email_addresses',
    bodies: bodiesWith('NewEmailAddress', { emailaddress: emailAddresses }),
    response: email,
  },
  {
    operation: 'addPublicKey',
    path: 'publickeys',
    type: 'PublicKey',
    table: 'user_public_keys',
    bodies: bodiesWith('PublicKey', { publickey: openSshKeys }),
    response: asItIs,
  },
  {
    operation: 'createAvatarFromLink',
    path: 'avatar',
    type: 'Avatar',
    table: 'user_avatars',
    bodies: bodiesWith('Avatar', {
      source: fc.webUrl({ withFragments: true, withQueryParameters: true }),
      label: labels.filter((label) => !/^(github|facebook)$/i.test(label)),
    }),
    response: asItIs,
  },
  {
    operation: 'addUserRegistryEntry',
    path: 'registry',
    type: 'RegistryEntry',
    table: 'user_registry_entries',
    response: asItIs,
  },
];

const contracts: Creation = {
  operation: 'createUserContract',
  caller: 'ann',
  path: '/users/ann/contracts',
  type: 'NewContract',
  response: contractOf({ type: 'user', name: 'ann' }),
  reading: () => '/users/ann/contracts?includeExpired=true',
  clear: [sql`delete from contracts`],
};

const newKey = ({ label }: JsonObject) => ({
  label,
  username: 'ann',
  apikey: expect.stringMatching(/^[\w-]{28}$/),
  applicationid: expect.stringMatching(/^[\w-]{28}$/),
  scopes: ['user:admin'],
});

const apiKeys: Creation = {
  operation: 'addApiKey',
  caller: 'ann',
  path: '/users/ann/apikeys',
  type: 'APIKeyLabel',
  bodies: bodiesOf('APIKeyLabel').filter(({ label }) => label !== 'test'),
  response: newKey,
  found: (body) => [newKey({ label: 'test' }), newKey(body)],
  clear: [sql`delete from user_api_keys where label <> 'test'`],
};

const names: Creation = {
  operation: 'updateUserName',
  caller: 'ann',
  method: 'put',
  path: '/users/ann/name',
  type: 'PersonName',
  status: 204,
  response: () => undefined,
  reading: () => '/users/ann',
  found: (body) => expect.objectContaining(body),
  clear: [],
};

const kept: Creation = {
  operation: 'saveKeyStoreKey',
  caller: 'shopForAnn',
  path: '/users/ann/keystore',
  type: 'KeyStoreKey',
  response: (body) => {
    const { algorithm, comment = '' } = body.keydata as JsonObject;
    const keydata = { algorithm, comment, timestamp: expect.any(String) };
    return { ...body, username: 'ann', globalid: 'shop', keydata };
  },
  clear: [sql`delete from user_keystore_keys`],
};

const documents: Creation = {
  operation: 'createSeeObject',
  caller: 'shopForAnn',
  path: '/users/ann/see',
  type: 'NewSeeObject',
  bodies: bodiesWith('NewSeeObject', { signature: fc.constant('') }),
  response: ({ start_date, end_date, ...body }) => ({
    content_type: '',
    keystore_label: '',
    ...body,
    ...(start_date !== undefined && { start_date: inUtc(start_date) }),
    ...(end_date !== undefined && { end_date: inUtc(end_date) }),
    username: 'ann',
    globalid: 'shop',
    version: 1,
    creation_date: expect.any(String),
  }),
  clear: [sql`delete from see_objects`],
};

const shares = ['name', 'github', 'facebook', 'keystore', 'see', 'offlineAccess'];

/**
 * Ann has no entries, no organization other than the shop and no validated address, so the rest of the body has no
 * effect.
 */
const authorizations: Creation = {
  operation: 'updateAuthorization',
  caller: 'ann',
  method: 'put',
  path: '/users/ann/authorizations/bank',
  type: 'NewAuthorization',
  response: (body) => ({
    username: 'ann',
    grantedTo: 'bank',
    name: false,
    ...Object.fromEntries(shares.filter((name) => body[name] === true).map((name) => [name, true])),
    organizations: [],
    ownerof: { emailaddresses: [] },
  }),
  found: (body) => authorizations.response(body),
  clear: [sql`delete from user_authorizations where granted_to = 'bank'`],
};

const asList = (value: unknown) => value as JsonObject[];

const accounts: Creation = {
  operation: 'createUser',
  caller: 'shop',
  path: '/users',
  type: 'NewUser',
  bodies: users,
  reading: false,
  response: ({ expire, ...user }) => {
    const [github, facebook] = [user.github, user.facebook] as (JsonObject | undefined)[];
    return {
      ...user,
      emailaddresses: asList(user.emailaddresses).map(email),
      phonenumbers: asList(user.phonenumbers).map(phone),
      addresses: asList(user.addresses).map(address),
      digitalwallet: asList(user.digitalwallet).map(wallet),
      avatars: [
        ...(github?.avatar_url === picture ? [{ label: 'github', source: picture }] : []),
        ...(facebook?.picture === picture ? [{ label: 'facebook', source: picture }] : []),
      ],
    };
  },
  clear: [
    sql`delete from users where username <> 'ann'`,
    sql`delete from reserved_names where kind = 'user' and name <> 'ann'`,
  ],
};

export const userCreations: readonly Creation[] = [
  ...labelled.map(
    ({ table, path, ...creation }): Creation => ({
      ...creation,
      caller: 'ann',
      path: `/users/ann/${path}`,
      clear: [sql`delete from ${sql.table(table)}`, sql`delete from pending_email_validations`],
    }),
  ),
  apiKeys,
  names,
  contracts,
  kept,
  documents,
  authorizations,
  accounts,
];

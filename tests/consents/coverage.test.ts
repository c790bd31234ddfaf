import { describe, expect, test } from '@jest/globals';
import {
  type AuthorizationRecord,
  coveredScopes,
  isCovered,
  missingScopes,
  partsNeededFor,
} from '../../src/consents/coverage.ts';

const record: AuthorizationRecord = {
  grantedTo: 'shop',
  flags: new Set(['user:name', 'user:see']),
  labels: [
    { kind: 'emailaddresses', requestedLabel: 'main', realLabel: 'home', canWrite: false, currency: null },
    { kind: 'phonenumbers', requestedLabel: 'sms', realLabel: 'home', canWrite: true, currency: null },
    { kind: 'phonenumbers', requestedLabel: 'main', realLabel: 'work', canWrite: false, currency: null },
    { kind: 'digitalwallet', requestedLabel: 'pay', realLabel: 'btc', canWrite: false, currency: 'BTC' },
    {
      kind: 'validatedphonenumbers',
      requestedLabel: 'main',
      realLabel: 'work',
      canWrite: false,
      currency: null,
    },
  ],
  memberOf: ['shop', 'club.chess'],
  organizationTrees: ['club'],
  ownedEmails: ['bob@example.com'],
};

describe('a record covers', () => {
  test.each([
    'user:name',
    'user:see',
    'openid',
    'user:email',
    'user:email:main',
    'user:email:',
    'user:phone',
    'user:phone:sms',
    'user:phone:sms:write',
    'user:phone:main',
    'user:digitalwalletaddress:pay',
    'user:digitalwalletaddress:pay:ETH',
    'user:validated:phone',
    'user:validated:phone:main',
    'user:memberof:club.chess',
    'user:memberof:shop',
    'user:memberof:shop.front',
    'user:memberof:shop.front.desk',
    'user:organizations:club',
    'user:ownerof:email:bob@example.com',
  ])('%s', (scope) => expect(isCovered(record, scope)).toBe(true));
});

describe('a record does not cover', () => {
  test.each([
    ['what is not shared', 'user:github'],
    ['a kind of which nothing is shared', 'user:address'],
    ['the label under which the user keeps it', 'user:email:home'],
    ['a label of another kind', 'user:email:sms'],
    ['writing what may only be read', 'user:phone:main:write'],
    ['the validated form of what is shared in the other', 'user:validated:email'],
    ['a label in another letter case', 'user:email:Main'],
    ['what begins like a label', 'user:email:mai'],
    ['another segment behind the permission', 'user:phone:sms:write:write'],
    ['an organization below a foreign one', 'user:memberof:club.chess.juniors'],
    ['an organization above', 'user:memberof:club'],
    ['an organization whose id begins the same', 'user:memberof:shop2'],
    ['an organization whose id looks like a child', 'user:memberof:shop-front'],
    ['an organization below a listed tree', 'user:organizations:club.chess'],
    ['an address in another letter case', 'user:ownerof:email:Bob@example.com'],
    ['full power', 'user:admin'],
    ['what is implied only', 'user:info'],
    ['a prefix', 'user:'],
    ['nothing', ''],
    ['another world', 'organization:owner'],
  ])('%s', (_what, scope) => expect(isCovered(record, scope)).toBe(false));

  test('a suborganization of the client when the client itself is not listed', () => {
    const other = { ...record, memberOf: ['shop.back'] };
    expect(isCovered(other, 'user:memberof:shop.front')).toBe(false);
    expect(isCovered(other, 'user:memberof:shop.back')).toBe(true);
  });
});

test('the covered scopes of a token keep their order', () => {
  const scopes = ['user:phone:sms', 'user:admin', 'user:name', 'user:github'];
  expect(coveredScopes(record, scopes)).toEqual(['user:phone:sms', 'user:name']);
});

describe('the parts of a record that are read for required scopes', () => {
  /** The record as the database returns it when only some parts are selected. */
  function read(required: readonly string[]): AuthorizationRecord {
    const { labels, organizations, ownedEmails } = partsNeededFor(required);
    return {
      ...record,
      labels: labels ? record.labels : [],
      memberOf: organizations ? record.memberOf : [],
      organizationTrees: organizations ? record.organizationTrees : [],
      ownedEmails: ownedEmails ? record.ownedEmails : [],
    };
  }

  test.each([
    'user:name',
    'user:github',
    'user:email',
    'user:email:home',
    'user:phone:sms:write',
    'user:digitalwalletaddress:pay:ETH',
    'user:validated:phone:main',
    'user:validated:email:main',
    'user:memberof:club.chess',
    'user:memberof:shop.front',
    'user:organizations:club',
    'user:ownerof:email:bob@example.com',
    'user:ownerof:email:eve@example.com',
    'user:name:x',
  ])('suffice to tell whether %s is missing', (scope) => {
    expect(missingScopes(read([scope]), [scope])).toEqual(missingScopes(record, [scope]));
  });

  test('are none for names alone', () => {
    expect(partsNeededFor(['user:name', 'user:github', 'offline_access'])).toEqual({
      labels: false,
      organizations: false,
      ownedEmails: false,
    });
  });
});

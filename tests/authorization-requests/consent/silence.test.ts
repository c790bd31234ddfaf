import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { possibleScopes } from '../../../src/authorization-requests/consent/possible-scopes.ts';
import { isConsentSilent } from '../../../src/authorization-requests/consent/prior-consent.ts';
import type { AuthorizationRecord } from '../../../src/consents/coverage.ts';
import { deleteAuthorization } from '../../../src/consents/queries.ts';
import { storeAuthorization } from '../../../src/consents/storage-queries.ts';
import { inTransaction } from '../../../src/db/pg-errors.ts';
import { openTestApp, type TestApp } from '../../support/app.ts';
import { newUser } from '../../support/factories.ts';
import { newInvitation, newOrganization, someTime } from '../../support/organizations.ts';

let app: TestApp;
beforeAll(async () => {
  app = await openTestApp();
  await newUser(app, { username: 'bob', email: 'bob@company.com', phone: '+32475000001' });
  const { db } = app.database;
  await newOrganization(db, 'shop');
  await newOrganization(db, 'other');
  await newOrganization(db, 'club', { members: ['bob'] });
  await newOrganization(db, 'chain');
  await newOrganization(db, 'chain.store', { members: ['bob'] });
});
afterAll(() => app.close());
beforeEach(() => inTransaction(app.database.db, (trx) => deleteAuthorization(trx, 'bob', 'shop')));

const nothing: AuthorizationRecord = {
  grantedTo: 'shop',
  flags: new Set(),
  labels: [],
  memberOf: [],
  organizationTrees: [],
  ownedEmails: [],
};

const share = (record: Partial<AuthorizationRecord> = {}) =>
  inTransaction(app.database.db, (trx) =>
    storeAuthorization(trx, 'bob', { ...nothing, ...record }, app.clock.now()),
  );
const silent = (...scopes: string[]) => isConsentSilent(app.database.db, 'bob', 'shop', scopes);
const possible = (clientId: string, ...scopes: string[]) =>
  possibleScopes(app.database.db, 'bob', clientId, scopes);

const label = (kind: AuthorizationRecord['labels'][number]['kind'], real: string, requested = 'main') => ({
  kind,
  requestedLabel: requested,
  realLabel: real,
  canWrite: false,
  currency: null,
});

describe('consent is', () => {
  test('asked at the first visit, even when the client wants nothing', async () => {
    expect(await silent()).toBe(false);
    await share();
    expect(await silent()).toBe(true);
  });

  test('silent for what was shared and for less, asked for more', async () => {
    await share({ flags: new Set(['user:name', 'user:github']) });
    expect(await silent('user:name', 'user:github')).toBe(true);
    expect(await silent('user:name')).toBe(true);
    expect(await silent('user:name', 'user:facebook')).toBe(false);
  });

  test('silent about openid, and about aliases of what was shared', async () => {
    await share({ flags: new Set(['user:name']), labels: [label('emailaddresses', 'main')] });
    expect(await silent('openid', 'profile', 'email')).toBe(true);
    expect(await silent('openid', 'profile', 'phone')).toBe(false);
  });

  test('asked for offline access that was not given before', async () => {
    await share();
    expect(await silent('user:name', 'offline_access')).toBe(false);
    await share({ flags: new Set(['user:name', 'offline_access']) });
    expect(await silent('user:name', 'offline_access')).toBe(true);
  });

  test('silent about what cannot be given', async () => {
    await share();
    expect(await silent('user:admin', 'nonsense', 'user:memberof:other')).toBe(true);
  });

  test('asked again when the shared entry is no longer validated', async () => {
    await share({ labels: [label('validatedphonenumbers', 'main'), label('phonenumbers', 'main')] });
    expect(await silent('user:validated:phone')).toBe(true);
    const { db } = app.database;
    const fact = { username: 'bob', phone_number: '+32475000001' };
    await db.deleteFrom('validated_phone_numbers').where('username', '=', 'bob').execute();
    expect(await silent('user:validated:phone')).toBe(false);
    expect(await silent('user:phone')).toBe(true);
    await db
      .insertInto('validated_phone_numbers')
      .values({ ...fact, validated_at: someTime })
      .execute();
    expect(await silent('user:validated:phone')).toBe(true);
  });

  test('asked again when a shared label is gone, even with another entry of that kind', async () => {
    await share({
      labels: [label('emailaddresses', 'main', 'work'), label('emailaddresses', 'gone', 'home')],
    });
    expect(await silent('user:email:work')).toBe(true);
    expect(await silent('user:email:home')).toBe(false);
    expect(await silent('user:email')).toBe(true);
  });

  test('silent about an owned address in any spelling', async () => {
    await share({ ownedEmails: ['bob@company.com'] });
    expect(await silent('user:ownerof:email:Bob@Company.com')).toBe(true);
    expect(await silent('user:ownerof:email:eve@company.com')).toBe(false);
  });
});

describe('possible is', () => {
  test('each scope of the catalogue', async () => {
    const all = [
      ...[
        'openid',
        'profile',
        'user:name',
        'user:see',
        'user:keystore',
        'offline_access',
        'user:address',
        'user:address:home address',
      ],
      ...['user:phone:main:write', 'user:phone::write', 'user:validated:email:x1', 'user:avatar:main:read'],
      ...['user:digitalwalletaddress', 'user:digitalwalletaddress:coins:BTC', 'user:organizations:other'],
    ];
    expect(await possible('shop', ...all)).toEqual(all);
  });

  // promise: scope-limits
  test.each([
    'user:admin',
    'admin',
    'user:info',
    'organization:owner',
    'grant:x',
    'user:name:x',
    'profile',
    'user:email:a',
    `user:email:${'x'.repeat(51)}`,
    'user:email:<b>',
    'user:email:main:write',
    'user:validated:phone:main:write',
    'user:email:main:x:y',
    'user:ownerof:email:nobody',
    'user:memberof:',
    'user:memberof:nowhere',
    "user:memberof:' or 1=1 --",
    'user:memberof:a\0b',
    'user:organizations:nowhere',
    'user:digitalwalletaddress:coins:write',
  ])('never %j', async (scope) => {
    expect(await possible('shop', scope)).toEqual([]);
  });

  // promise: memberof
  test('a membership that the user has', async () => {
    expect(await possible('shop', 'user:memberof:club', 'user:memberof:other')).toEqual([
      'user:memberof:club',
    ]);
  });

  test('a membership that the user is invited to', async () => {
    expect(await possible('shop', 'user:memberof:team')).toEqual([]);
    const { db } = app.database;
    await newOrganization(db, 'team');
    await newInvitation(db, 'team', { username: 'bob', role: 'member' });
    expect(await possible('shop', 'user:memberof:team')).toEqual(['user:memberof:team']);
  });

  test('the membership of the client by one of its sub-organizations, for that client only', async () => {
    expect(await possible('chain', 'user:memberof:chain')).toEqual(['user:memberof:chain']);
    expect(await possible('shop', 'user:memberof:chain')).toEqual([]);
  });
});

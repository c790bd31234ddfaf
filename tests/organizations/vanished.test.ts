import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { createOrganizationDescriptionsService } from '../../src/api/organizations/descriptions.ts';
import { createOrganizationDnsService } from '../../src/api/organizations/dns.ts';
import { createOrganizationLogoService } from '../../src/api/organizations/logo.ts';
import { createOrganizationRequiredScopesService } from '../../src/api/organizations/required-scopes.ts';
import { createOrganizationTwoFactorService } from '../../src/api/organizations/two-factor.ts';
import { NotFound } from '../../src/base/errors.ts';
import { createTestClock } from '../support/clock.ts';
import { openTestDatabase, type TestDatabase } from '../support/database.ts';

let database: TestDatabase;

beforeAll(async () => {
  database = await openTestDatabase();
});

afterAll(() => database.close());

const context = { caller: undefined, scopes: [], requestId: 'test', network: () => 'test', userAgent: '' };
const request = { path: { globalid: 'vanished' }, query: {}, headers: {} };

/** Requests to an organization that is deleted after the access check. */
const writes: [
  string,
  (parts: { db: TestDatabase['db']; clock: ReturnType<typeof createTestClock> }) => unknown,
][] = [
  [
    'a description',
    (parts) =>
      createOrganizationDescriptionsService(parts).setDescription(
        { ...request, body: { langkey: 'en', text: 'text' } },
        context,
      ),
  ],
  [
    'a logo',
    (parts) =>
      createOrganizationLogoService(parts).setOrganizationLogo(
        { ...request, body: { logo: 'https://shop.com/logo.png' } },
        context,
      ),
  ],
  [
    'a second factor validity',
    (parts) =>
      createOrganizationTwoFactorService(parts).set2faValidityTime({ ...request, body: 60 }, context),
  ],
  [
    'a DNS name',
    (parts) =>
      createOrganizationDnsService({
        ...parts,
        publicUrl: '',
        resolveTxt: async () => [],
      }).createOrganizationDns({ ...request, body: { name: 'shop.com' } }, context),
  ],
  [
    'a required scope',
    (parts) =>
      createOrganizationRequiredScopesService(parts).addRequiredScope(
        { ...request, body: { scope: 'user:name', accessscopes: ['organization:owner'] } },
        context,
      ),
  ],
];

test.each(writes)('%s of an organization that was just deleted is not stored', async (_what, write) => {
  const refused = await Promise.resolve(write({ db: database.db, clock: createTestClock() })).catch(
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(NotFound);
  expect(refused).toHaveProperty('code', 'organization_not_found');
});

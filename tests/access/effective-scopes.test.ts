import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { sql } from 'kysely';
import { effectiveScopes } from '../../src/access/effective-scopes.ts';
import { tokenBasisOfRow } from '../../src/tokens/basis-queries.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { addPerson, newOrganization, organizationToken } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';

let app: TestApp;
let alice: TestUser;
const db = () => app.database.db;

beforeAll(async () => {
  app = await openTestApp();
  alice = await newUser(app, { username: 'alice' });
  await newOrganization(db(), 'shop', { owner: 'alice' });
  await newOrganization(db(), 'club');
  await newOrganization(db(), 'club.chess', { owner: 'alice' });
  await newOrganization(db(), 'club.bridge');
  await newOrganization(db(), 'club.ants', { owner: 'alice' });
  await newOrganization(db(), 'club-b', { owner: 'alice' });
});
afterAll(() => app.close());

const consent = (clientId: string) => ({ kind: 'consent', username: 'alice', clientId }) as const;

async function shareMembership(client: string, globalid: string): Promise<void> {
  const row = { username: 'alice', granted_to: client, relation: 'memberof', globalid, position: 1 } as const;
  await db().insertInto('user_authorization_organizations').values(row).execute();
}

describe('effective scopes', () => {
  test('a consent gives what the record shares', async () => {
    await newThirdPartyToken(app, { username: 'alice', client: 'shop', scopes: ['user:name'] });
    const scopes = ['user:name', 'profile', 'user:email', 'email', 'user:admin'];
    expect(await effectiveScopes(db(), consent('shop'), scopes)).toEqual(['user:name', 'profile']);
  });

  test('without a record there are none', async () => {
    expect(await effectiveScopes(db(), consent('club.bridge'), ['user:name'])).toBeUndefined();
  });

  test('a membership counts while it is shared and exists', async () => {
    await newThirdPartyToken(app, { username: 'alice', client: 'club-b' });
    for (const globalid of ['shop', 'club.bridge', 'club']) await shareMembership('club-b', globalid);
    const scopes = ['shop', 'club.bridge', 'club', 'club.chess'].map((name) => `user:memberof:${name}`);
    expect(await effectiveScopes(db(), consent('club-b'), scopes)).toEqual(['user:memberof:shop']);
  });

  test('a member only of suborganizations of the client gets those memberships', async () => {
    await newThirdPartyToken(app, { username: 'alice', client: 'club' });
    await shareMembership('club', 'club');
    expect(
      await effectiveScopes(db(), consent('club'), ['user:memberof:club', 'user:memberof:club.chess']),
    ).toEqual(['user:memberof:club.ants', 'user:memberof:club.chess']);
    await addPerson(db(), 'club', 'alice', 'member');
    expect(await effectiveScopes(db(), consent('club'), ['user:memberof:club'])).toEqual([
      'user:memberof:club',
    ]);
  });

  test('takes at most three statements', async () => {
    await sql`delete from organization_users where globalid = 'club' and username = 'alice'`.execute(db());
    const scopes = ['user:memberof:club', 'user:memberof:shop', 'user:name'];
    expect(
      await app.database.countStatements(() => effectiveScopes(db(), consent('club'), scopes)),
    ).toBeLessThanOrEqual(3);
  });

  test("a user's API key counts while it exists", async () => {
    const basis = {
      kind: 'userApiKey',
      username: 'alice',
      applicationId: alice.apiKey.applicationId,
    } as const;
    const scopes = ['user:admin', 'user:memberof:shop', 'user:memberof:club.bridge'];
    expect(await effectiveScopes(db(), basis, scopes)).toEqual(['user:admin', 'user:memberof:shop']);
    expect(await effectiveScopes(db(), { ...basis, applicationId: 'gone' }, scopes)).toBeUndefined();
    expect(await effectiveScopes(db(), { ...basis, username: 'bob' }, scopes)).toBeUndefined();
  });

  test("an organization's API key counts while it allows client credentials", async () => {
    await organizationToken(app, 'shop');
    const row = await db()
      .selectFrom('access_tokens')
      .selectAll()
      .where('globalid', '=', 'shop')
      .executeTakeFirstOrThrow();
    const basis = tokenBasisOfRow(row);
    expect(basis).toEqual({ kind: 'organizationApiKey', globalid: 'shop', keyId: row.organization_key_id });
    if (!basis) throw new Error('no basis');
    expect(await effectiveScopes(db(), basis, ['organization:owner'])).toEqual(['organization:owner']);
    await db().updateTable('organization_api_keys').set({ allows_client_credentials: false }).execute();
    expect(await effectiveScopes(db(), basis, ['organization:owner'])).toBeUndefined();
  });
});

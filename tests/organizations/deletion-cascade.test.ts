import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { type Kysely, sql } from 'kysely';
import request from 'supertest';
import { hashToken } from '../../src/crypto/tokens.ts';
import type { Database } from '../../src/schema.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { linkOrganization, newOrganization, organizationToken, someTime } from '../support/organizations.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { fillEverything, newCode, newInvitation, newRefreshToken } from './dependents.ts';

let app: TestApp;
let db: Kysely<Database>;
let ann: TestUser;
let made = 0;
/** A root organization of ann's with the suborganization `${root}.eu`, new in each test. */
let root: string;
/** An unrelated organization. */
let other: string;

beforeAll(async () => {
  app = await openTestApp();
  db = app.database.db;
  ann = await newUser(app, { username: 'ann' });
});

afterAll(() => app.close());

beforeEach(async () => {
  made += 1;
  root = await newOrganization(db, `going${made}`, { owner: 'ann' });
  await newOrganization(db, `${root}.eu`, { owner: 'ann' });
  other = await newOrganization(db, `staying${made}`, { owner: 'ann' });
});

function remove(globalid: string, token = ann.token) {
  return request(app.web)
    .delete(`/api/organizations/${encodeURIComponent(globalid)}`)
    .set('Authorization', `token ${token}`);
}

/** The scopes of a stored token; undefined when it no longer exists. */
async function scopesOf(token: string): Promise<string[] | undefined> {
  const row = await db
    .selectFrom('access_tokens')
    .select('scopes')
    .where('token_hash', '=', hashToken(token))
    .executeTakeFirst();
  return row?.scopes;
}

const ownTables = [
  'organization_dns_names',
  'organization_public_keys',
  'organization_required_scopes',
  'organization_descriptions',
  'organization_logos',
  'organization_registry_entries',
  'organization_grants',
  'user_identifiers',
  'remembered_second_factors',
  'organization_users',
] as const;

async function invitations(): Promise<string[]> {
  const rows = await db.selectFrom('organization_invitations').selectAll().execute();
  return rows.map((row) => `${row.globalid} to ${row.username ?? row.invited_globalid}`).sort();
}

describe('deleting an organization deletes', () => {
  async function organizationsIn(table: (typeof ownTables)[number]): Promise<string[]> {
    const { rows } = await sql<{ globalid: string }>`select globalid from ${sql.table(table)}`.execute(db);
    return rows.map((row) => row.globalid);
  }

  test.each(ownTables)('its rows in %s, also those of its suborganizations, and no others', async (table) => {
    await newOrganization(db, `${root}.eu.sales`, { owner: 'ann' });
    const going = [root, `${root}.eu`, `${root}.eu.sales`];
    for (const globalid of [...going, other]) await fillEverything(db, globalid);
    expect(await organizationsIn(table)).toEqual(expect.arrayContaining([...going, other]));
    await remove(root).expect(204);
    const left = await organizationsIn(table);
    expect(left.filter((globalid) => going.includes(globalid))).toEqual([]);
    expect(left).toContain(other);
  });

  test('its links in both directions, and included sub-organizations', async () => {
    await newOrganization(db, `${other}.x`);
    await linkOrganization(db, other, root, 'orgowner', true);
    await linkOrganization(db, other, `${root}.eu`, 'orgmember');
    await linkOrganization(db, root, other, 'orgmember', true);
    await linkOrganization(db, other, `${other}.x`, 'orgmember');
    await remove(root).expect(204);
    const read = await request(app.web)
      .get(`/api/organizations/${other}`)
      .set('Authorization', `token ${ann.token}`);
    expect(read.body).toMatchObject({ orgowners: [], orgmembers: [`${other}.x`], includesuborgsof: [] });
    const rows = await db
      .selectFrom('organization_links')
      .select('linked_globalid')
      .where('globalid', '=', root)
      .execute();
    expect(rows).toEqual([]);
  });

  test('the invitations it sent, in any state, and those in which it is invited', async () => {
    await newInvitation(db, { from: root, username: 'bob' });
    await newInvitation(db, { from: `${root}.eu`, username: 'bob', status: 'rejected' });
    await newInvitation(db, { from: root, organization: other, status: 'accepted' });
    await newInvitation(db, { from: other, organization: root });
    await newInvitation(db, { from: other, organization: `${root}.eu`, status: 'accepted' });
    await newInvitation(db, { from: other, username: 'bob' });
    await remove(root).expect(204);
    expect(await invitations()).toEqual([`${other} to bob`]);
  });

  test('its API keys and the tokens it got with them', async () => {
    const own = await organizationToken(app, `${root}.eu`);
    const others = await organizationToken(app, other);
    await newRefreshToken(db, { client: root });
    const kept = await newRefreshToken(db, { client: other });
    await remove(root).expect(204);
    expect(await scopesOf(own)).toBeUndefined();
    expect(await scopesOf(others)).toEqual(['organization:owner']);
    const keys = await db.selectFrom('organization_api_keys').select('globalid').execute();
    expect(keys.filter((key) => key.globalid.startsWith(root))).toEqual([]);
    const refresh = await db
      .selectFrom('refresh_tokens')
      .select('token_hash')
      .where('client_id', 'in', [root, other])
      .execute();
    expect(refresh).toEqual([{ token_hash: kept }]);
    const response = await request(app.web)
      .get(`/api/organizations/${other}`)
      .set('Authorization', `token ${own}`);
    expect(response.status).toBe(401);
  });

  test('what users share with it, and the codes and tokens based on that', async () => {
    const forIt = await newThirdPartyToken(app, { username: 'ann', client: root });
    const forOther = await newThirdPartyToken(app, { username: 'ann', client: other });
    await newCode(db, root, []);
    await newRefreshToken(db, { client: root, username: 'ann' });
    await remove(root).expect(204);
    expect(await scopesOf(forIt)).toBeUndefined();
    expect(await scopesOf(forOther)).toEqual(['user:name']);
    for (const table of ['authorization_codes', 'refresh_tokens'] as const) {
      const rows = await db.selectFrom(table).select('client_id').where('client_id', '=', root).execute();
      expect(rows).toEqual([]);
    }
    const records = await db.selectFrom('user_authorizations').select('granted_to').execute();
    expect(records.map((row) => row.granted_to)).toEqual(expect.arrayContaining([other]));
    expect(records.map((row) => row.granted_to)).not.toContain(root);
  });

  test('the memberships that users share with others, in records, tokens and codes', async () => {
    const gone = [`user:memberof:${root}`, `user:memberof:${root}.eu`];
    const kept = ['user:name', `user:memberof:${root}-eu`, `user:memberof:${other}`];
    const mixed = ['user:name', ...gone, `user:memberof:${root}-eu`, `user:memberof:${other}`];
    const token = await newThirdPartyToken(app, { username: 'ann', client: other, scopes: mixed });
    const untouched = await newThirdPartyToken(app, { username: 'ann', client: other, scopes: kept });
    const refresh = await newRefreshToken(db, { client: other, username: 'ann', scopes: mixed });
    const code = await newCode(db, other, mixed);
    const shared = { username: 'ann', granted_to: other, relation: 'memberof' as const, position: 1 };
    await db
      .insertInto('user_authorization_organizations')
      .values([root, `${root}.eu`, other].map((globalid) => ({ ...shared, globalid })))
      .execute();
    await remove(root).expect(204);
    expect(await scopesOf(token)).toEqual(kept);
    expect(await scopesOf(untouched)).toEqual(kept);
    const refreshed = await db
      .selectFrom('refresh_tokens')
      .select('scopes')
      .where('token_hash', '=', refresh)
      .execute();
    expect(refreshed).toEqual([{ scopes: kept }]);
    const codes = await db
      .selectFrom('authorization_codes')
      .select('scopes')
      .where('code_hash', '=', code)
      .execute();
    expect(codes).toEqual([{ scopes: kept }]);
    const records = await db
      .selectFrom('user_authorization_organizations')
      .select('globalid')
      .where('granted_to', '=', other)
      .execute();
    expect(records).toEqual([{ globalid: other }]);
  });

  test('the membership of a sub-organization only, when only that is deleted', async () => {
    const token = await newThirdPartyToken(app, {
      username: 'ann',
      client: other,
      scopes: [`user:memberof:${root}`, `user:memberof:${root}.eu`],
    });
    await remove(`${root}.eu`).expect(204);
    expect(await scopesOf(token)).toEqual([`user:memberof:${root}`]);
  });
});

describe('deleting an organization keeps', () => {
  test('contracts to which it is a party', async () => {
    const contract = { contract_id: `c-${root}`, content: 'x', contract_type: 'y', created_at: someTime };
    await db
      .insertInto('contracts')
      .values({ ...contract, expires_at: someTime })
      .execute();
    const party = { contract_id: `c-${root}`, party_type: 'organization', party_name: root, position: 1 };
    await db.insertInto('contract_parties').values(party).execute();
    await remove(root).expect(204);
    const parties = await db
      .selectFrom('contract_parties')
      .select('party_name')
      .where('contract_id', '=', `c-${root}`)
      .execute();
    expect(parties).toEqual([{ party_name: root }]);
  });

  test('what it kept with users', async () => {
    const key = { label: 'main', key: 'k', algorithm: 'a', comment: '' };
    await db
      .insertInto('user_keystore_keys')
      .values({ username: 'ann', globalid: root, ...key, position: 1, created_at: someTime })
      .execute();
    await remove(root).expect(204);
    const rows = await db
      .selectFrom('user_keystore_keys')
      .select('label')
      .where('globalid', '=', root)
      .execute();
    expect(rows).toEqual([{ label: 'main' }]);
  });
});

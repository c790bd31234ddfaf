import { randomUUID } from 'node:crypto';
import type { Insertable, Kysely } from 'kysely';
import { type SharedKind, sharedKinds } from '../../src/consents/tables.ts';
import type { Database } from '../../src/schema.ts';
import type { TestApp } from '../support/app.ts';
import { newUser, type TestUser } from '../support/factories.ts';
import { newThirdPartyToken } from '../support/third-party.ts';
import { fillProfile } from './full-profile.ts';

export interface AccountSize {
  /** Number of entries of each kind, records, invitations and documents. */
  readonly entries: number;
  readonly organizations: number;
}

export interface Account {
  readonly user: TestUser;
  /** A token of the organization `shop`, with which everything is shared. */
  readonly shopToken: string;
}

const numbersTo = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** Stores a user with this much of everything. The organization `shop` must exist. */
export async function accountOfSize(app: TestApp, { entries, organizations }: AccountSize): Promise<Account> {
  const user = await newUser(app);
  const { username } = user;
  const { db } = app.database;
  const now = app.clock.now();
  const labels = numbersTo(entries).map((number) => `entry-${number}`);
  await fillProfile(app, username, labels, entries);
  await storeKeys(db, username, labels, now);
  const own = numbersTo(organizations).map((number) => `${username}-own-${number}`);
  const others = labels.map((_, index) => `${username}-other-${index + 1}`);
  await storeOrganizations(db, username, own, others, now);
  await storeAsked(db, username, own, others, now);
  const shopToken = await shareEverything(app, username, labels, others);
  await storeDocuments(db, username, labels, now);
  return { user, shopToken };
}

type Rows<Table extends keyof Database> = Insertable<Database[Table]>[];

async function insert<Table extends keyof Database>(
  db: Kysely<Database>,
  table: Table,
  rows: Rows<Table>,
): Promise<void> {
  await db.insertInto(table).values(rows).execute();
}

async function storeKeys(db: Kysely<Database>, username: string, labels: readonly string[], now: Date) {
  const rows = labels.map((label, index) => ({ username, label, position: index + 10, created_at: now }));
  const keys = rows.map((row) => ({
    ...row,
    application_id: `${username}${row.position}`.padEnd(28, '-'),
    secret_hash: Buffer.from(row.username.padEnd(28, '-') + String(row.position).padStart(4, '0')),
  }));
  await insert(db, 'user_api_keys', keys);
  const registry = rows.map(({ label, ...row }) => ({ ...row, key: label, value: 'x', updated_at: now }));
  await insert(db, 'user_registry_entries', registry);
  const kept = rows.map((row) => ({ ...row, globalid: 'shop', key: 'x', algorithm: 'y', comment: '' }));
  await insert(db, 'user_keystore_keys', kept);
}

/** The user owns one half of the organizations (`own`) and is a member of the other half; each requires a scope. */
async function storeOrganizations(
  db: Kysely<Database>,
  username: string,
  own: readonly string[],
  others: readonly string[],
  now: Date,
) {
  const all = [...own, ...others];
  await insert(
    db,
    'reserved_names',
    all.map((name) => ({ name, kind: 'organization', reserved_at: now })),
  );
  await insert(
    db,
    'organizations',
    all.map((globalid) => ({ globalid, created_at: now })),
  );
  const roles = own.map((globalid, index) => ({ globalid, role: index % 2 ? 'member' : 'owner' }) as const);
  const people = roles.map((row) => ({ ...row, username, position: 1, created_at: now }));
  await insert(db, 'organization_users', people);
  const access_scopes: Rows<'organization_required_scopes'>[number]['access_scopes'] = ['organization:owner'];
  const required = all.map((globalid) => ({ globalid, scope: 'user:github', access_scopes, position: 1 }));
  await insert(
    db,
    'organization_required_scopes',
    required.map((row) => ({ ...row, created_at: now })),
  );
}

/** Invitations of the user and of the user's organizations, and contracts to sign. */
async function storeAsked(
  db: Kysely<Database>,
  username: string,
  own: readonly string[],
  others: readonly string[],
  now: Date,
) {
  const invitations = others.flatMap((globalid, index): Rows<'organization_invitations'> => {
    const common = { globalid, method: 'website', created_at: now } as const;
    const invited = own[(2 * index) % own.length] ?? null;
    return [
      { ...common, invitation_id: randomUUID(), role: 'member', username, position: 1 },
      { ...common, invitation_id: randomUUID(), role: 'orgmember', invited_globalid: invited, position: 2 },
    ];
  });
  await insert(db, 'organization_invitations', invitations);
  const contracts = others.map((contract_id) => ({
    contract_id,
    content: 'x',
    contract_type: 'y',
    created_at: now,
  }));
  await insert(
    db,
    'contracts',
    contracts.map((row) => ({ ...row, expires_at: new Date(now.getTime() + 1e9) })),
  );
  const party = { party_type: 'user', party_name: username, position: 1 };
  await insert(
    db,
    'contract_parties',
    others.map((contract_id) => ({ contract_id, ...party })),
  );
}

/**
 * Shares everything with `shop` under the same labels, and the name with each other one. @returns a token of the shop
 */
async function shareEverything(
  app: TestApp,
  username: string,
  labels: readonly string[],
  others: readonly string[],
): Promise<string> {
  const now = app.clock.now();
  const records = others.map((granted_to) => ({ username, granted_to, shares_name: true }));
  await insert(
    app.database.db,
    'user_authorizations',
    records.map((row) => ({ ...row, created_at: now, updated_at: now })),
  );
  const maps = (sharedKinds as readonly SharedKind[]).flatMap((kind) =>
    labels.map((label) => ({ kind, requested: label, real: label })),
  );
  const scopes = ['user:info', 'user:name', 'user:keystore', 'user:see'];
  return newThirdPartyToken(app, { username, client: 'shop', scopes, labels: maps });
}

async function storeDocuments(db: Kysely<Database>, username: string, labels: readonly string[], now: Date) {
  const objects = labels.map((uniqueid) => ({ username, globalid: 'shop', uniqueid, created_at: now }));
  await insert(db, 'see_objects', objects);
  const content = {
    category: 'a',
    link: 'b',
    markdown_short_description: 'c',
    markdown_full_description: 'd',
  };
  await insert(
    db,
    'see_versions',
    objects.map((row) => ({ ...row, ...content, version: 1 })),
  );
}

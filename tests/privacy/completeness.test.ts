import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type CatalogColumn, type ForeignKey, listColumns, listForeignKeys } from '../db/catalog.ts';
import { openTestApp, type TestApp } from '../support/app.ts';
import { newUser } from '../support/factories.ts';
import { openUserAgent, signInAs } from '../support/user-agent.ts';
import { exportAndWait } from './exports/exporting.ts';

/** Tables with data of a user that are not exported, with the reason. */
const notExported: Readonly<Record<string, string>> = {
  access_tokens: 'hashes of short-lived secrets; the authorizations behind them are exported',
  account_deletions: 'exists only while the account is closed, when no export can be asked for',
  account_link_requests: 'a hash that lives for minutes',
  authorization_codes: 'hashes of secrets that live for seconds',
  authorization_grants: 'what holds tokens of one authorization together; the authorization is exported',
  authorization_requests: 'what an application asked for, for minutes; the answer is exported',
  device_authorizations: 'what a device asked for, for minutes; the authorization is exported',
  factor_resets: 'a request of days, with the hash of a link; the audit log has it',
  login_sms_codes: 'hashes of codes that live for minutes; the message is exported',
  passkey_challenges: 'random values that live for minutes',
  password_reset_tokens: 'hashes of links that live for an hour; the message is exported',
  pending_email_validations: 'hashes of links that live for two days; the message is exported',
  pending_phone_validations: 'hashes of codes that live for minutes; the message is exported',
  refresh_tokens: 'hashes of secrets; the authorizations behind them are exported',
  registrations: 'exists only before there is an account',
  see_objects: 'counts the versions of a document; the versions are exported',
  webhook_deliveries: 'copies of events on their way for seven days at most; the audit log is exported',
  user_totp_offers: 'a secret that was shown and not confirmed, for half an hour',
};

/** Columns that name a user and stay when the user's row is deleted, with what happens to them. */
const notCascading: Readonly<Record<string, string>> = {
  'audit_events.actor': 'replaced by a random name by pseudonymizeEvents',
  'audit_events.username': 'replaced by a random name by pseudonymizeEvents',
  'organization_invitations.invited_by': 'the name alone, which is never given out again',
  'organization_invitations.username': 'deleteInvitationsOf',
  'organizations.created_by': 'the name alone, which is never given out again',
  'outbox_messages.username': 'deleteMessagesOf',
  'webhook_deliveries.actor': 'deleteFinishedDeliveriesAbout; what waits is gone in seven days',
  'webhook_deliveries.username': 'deleteFinishedDeliveriesAbout; what waits is gone in seven days',
  'user_identifiers.username': 'kept for good, so that an identifier never means another person',
};

let app: TestApp;
let columns: readonly CatalogColumn[];
let keys: readonly ForeignKey[];

beforeAll(async () => {
  app = await openTestApp();
  columns = await listColumns(app.database.db);
  keys = await listForeignKeys(app.database.db);
});
afterAll(() => app.close());

/** Columns that name a user, by foreign key or by their name. */
function columnsNamingUsers(): string[] {
  const byKey = keys
    .filter(({ target }) => target === 'users')
    .flatMap((key) => key.columns.map((name) => `${key.table}.${name}`));
  const byName = columns.filter(({ column }) =>
    /^(username|actor|created_by|invited_by|owner)$/.test(column),
  );
  const all = [...byKey, ...byName.map(({ table, column }) => `${table}.${column}`)];
  return [...new Set(all)].filter((name) => name !== 'users.username').sort();
}

/** Tables with a column that names a user, and tables that belong to those. */
function tablesOfUsers(): Set<string> {
  const tables = new Set(['users', ...columnsNamingUsers().map((name) => name.split('.')[0] ?? '')]);
  for (let grown = true; grown; ) {
    const before = tables.size;
    for (const { table, target, onDelete } of keys)
      if (onDelete === 'cascade' && tables.has(target) && target !== 'organizations') tables.add(table);
    grown = tables.size > before;
  }
  return tables;
}

describe('what the server holds of a user', () => {
  // To fix a failure, add the table to an area of the export, or to `notExported` with a reason.
  test('is in the export, table by table', async () => {
    const user = await newUser(app);
    const agent = openUserAgent(app);
    await signInAs(app, agent, user.username);
    const before = app.database.statements().length;
    await exportAndWait(app, agent);
    const read = new Set(app.database.statements().slice(before).flatMap(tablesReadIn));
    const missing = [...tablesOfUsers()].filter((table) => !read.has(table)).sort();
    expect(missing).toEqual(Object.keys(notExported).sort());
  });

  // To fix a failure, let the foreign key cascade, or add the column to `notCascading` with what erases it.
  test('is erased with the account, column by column', () => {
    const staying = columnsNamingUsers().filter((name) => !goesWithUser(name));
    expect(staying).toEqual(Object.keys(notCascading).sort());
  });

  test('has a reason for each exception', () => {
    const reasons = [...Object.values(notExported), ...Object.values(notCascading)];
    expect(reasons.filter((reason) => reason.length < 15)).toEqual([]);
  });
});

/** Whether a foreign key deletes or clears the column with the user's row, directly or indirectly. */
function goesWithUser(name: string, seen: ReadonlySet<string> = new Set()): boolean {
  const [table = '', column = ''] = name.split('.');
  if (seen.has(table)) return false;
  return keys.some(
    (key) =>
      key.table === table &&
      key.columns.includes(column) &&
      key.onDelete !== 'refuse' &&
      (key.target === 'users' || goesWithUser(`${key.target}.${column}`, new Set([...seen, table]))),
  );
}

function tablesReadIn(statement: string): string[] {
  return [...statement.matchAll(/\b(?:from|join)\s+"?([a-z_]+)"?/g)].map(([, table = '']) => table);
}

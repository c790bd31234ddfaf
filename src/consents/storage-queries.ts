import { type Insertable, sql, type Transaction } from 'kysely';
import { NotFound } from '../base/errors.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import type { Database } from '../schema.ts';
import type { AuthorizationRecord, LabelMapping } from './coverage.ts';
import type { UserAuthorizationTable } from './tables.ts';

/**
 * Stores what a user shares with a client, replacing the earlier record. Tokens made from the earlier record
 * stay valid; each use of them checks the record again. Organizations that no longer exist are left out.
 * @throws NotFound `organization_not_found` when there is no such client
 */
export async function storeAuthorization(
  trx: Transaction<Database>,
  username: string,
  record: AuthorizationRecord,
  now: Date,
): Promise<void> {
  const { grantedTo, labels, memberOf, organizationTrees, ownedEmails } = record;
  await upsertRecord(trx, recordRow(username, record, now));
  await deleteContent(trx, username, grantedTo);
  await insertLabels(trx, username, grantedTo, labels);
  await insertOrganizations(trx, username, grantedTo, 'memberof', memberOf);
  await insertOrganizations(trx, username, grantedTo, 'organizations', organizationTrees);
  await insertOwnedEmails(trx, username, grantedTo, ownedEmails);
}

function recordRow(
  username: string,
  { grantedTo, flags }: AuthorizationRecord,
  now: Date,
): Insertable<UserAuthorizationTable> {
  return {
    username,
    granted_to: grantedTo,
    shares_name: flags.has('user:name'),
    shares_github: flags.has('user:github'),
    shares_facebook: flags.has('user:facebook'),
    shares_keystore: flags.has('user:keystore'),
    shares_see: flags.has('user:see'),
    allows_offline: flags.has('offline_access'),
    created_at: now,
    updated_at: now,
    last_used_at: null,
  };
}

/** Locks the row, so that of two concurrent calls the second replaces the first as a whole. */
async function upsertRecord(
  trx: Transaction<Database>,
  row: Insertable<UserAuthorizationTable>,
): Promise<void> {
  const { username, granted_to, created_at, last_used_at, ...changes } = row;
  try {
    await trx
      .insertInto('user_authorizations')
      .values(row)
      .onConflict((conflict) => conflict.columns(['username', 'granted_to']).doUpdateSet(changes))
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error, 'user_authorizations_organization')) throw error;
    throw new NotFound('organization_not_found', { cause: error });
  }
}

async function deleteContent(trx: Transaction<Database>, username: string, grantedTo: string): Promise<void> {
  const parts = [
    'user_authorization_labels',
    'user_authorization_organizations',
    'user_authorization_owned_emails',
  ] as const;
  for (const part of parts) {
    await trx.deleteFrom(part).where('username', '=', username).where('granted_to', '=', grantedTo).execute();
  }
}

/** Passed as JSON, because a statement takes at most 65,535 parameters. */
async function insertLabels(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
  labels: readonly LabelMapping[],
): Promise<void> {
  if (labels.length === 0) return;
  const entries = JSON.stringify(labels.map((entry, index) => ({ ...entry, position: index + 1 })));
  await sql`
    insert into user_authorization_labels
      (username, granted_to, kind, requested_label, real_label, can_write, currency, position)
    select ${username}, ${grantedTo}, kind, "requestedLabel", "realLabel", "canWrite", currency, position
    from json_to_recordset(${entries}::json) as e (
      kind text, "requestedLabel" text, "realLabel" text, "canWrite" boolean, currency text, position integer
    )`.execute(trx);
}

async function insertOrganizations(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
  relation: 'memberof' | 'organizations',
  globalids: readonly string[],
): Promise<void> {
  if (globalids.length === 0) return;
  await sql`
    insert into user_authorization_organizations (username, granted_to, relation, globalid, position)
    select ${username}, ${grantedTo}, ${relation}, o.globalid, given.place
    from unnest(${globalids}::text[]) with ordinality as given (globalid, place)
    join organizations o on o.globalid = given.globalid
    for key share of o`.execute(trx);
}

/** Only validated addresses count as owned; others are left out. */
async function insertOwnedEmails(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
  addresses: readonly string[],
): Promise<void> {
  if (addresses.length === 0) return;
  await sql`
    insert into user_authorization_owned_emails (username, granted_to, email_address, position)
    select ${username}, ${grantedTo}, v.email_address, given.place
    from unnest(${addresses}::text[]) with ordinality as given (email_address, place)
    join validated_email_addresses v on v.email_address = given.email_address and v.username = ${username}
    for key share of v`.execute(trx);
}

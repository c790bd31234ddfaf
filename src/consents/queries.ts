import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import { revokeGrantsOfConsent } from '../tokens/revocation.ts';
import type { AuthorizationRecord, AuthorizationRecordParts, LabelMapping } from './coverage.ts';
import type { SharedKind } from './tables.ts';

export interface RecordRow {
  readonly username: string;
  readonly grantedTo: string;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly labels: readonly LabelMapping[];
  readonly memberOf: readonly string[];
  readonly organizationTrees: readonly string[];
  readonly ownedEmails: readonly string[];
}

/** What a user shares with a client. One statement. Undefined when there is no record. */
export async function findAuthorization(
  db: Kysely<Database>,
  username: string,
  grantedTo: string,
): Promise<AuthorizationRecord | undefined> {
  const [row] = await recordQuery(db, { username, grantedTo });
  return row && toRecord(row);
}

const recordQuery = prepareQuery((db, value: ValueOf<{ username: string; grantedTo: string }>) => ({
  compile: () =>
    records(sql`a.username = ${value('username')} and a.granted_to = ${value('grantedTo')}`).compile(db),
}));

/** Everything that a user shares, or what the user shares with the given clients, sorted by client. One statement. */
export async function listAuthorizations(
  db: Kysely<Database>,
  username: string,
  grantedTo?: readonly string[],
): Promise<AuthorizationRecord[]> {
  const condition =
    grantedTo === undefined ? sql<boolean>`true` : sql<boolean>`a.granted_to = any (${grantedTo}::text[])`;
  const rows = await selectRecords(db, sql`a.username = ${username} and ${condition}`);
  return rows.map(toRecord);
}

export interface AuthorizationTimes {
  readonly createdAt: Date;
  readonly lastUsedAt: Date | null;
}

/** When a user began to share, and when the authorization was last used, by client. */
export async function listAuthorizationTimes(
  db: Kysely<Database>,
  username: string,
): Promise<ReadonlyMap<string, AuthorizationTimes>> {
  const rows = await db
    .selectFrom('user_authorizations')
    .select(['granted_to as grantedTo', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
    .where('username', '=', username)
    .execute();
  return new Map(rows.map(({ grantedTo, ...times }) => [grantedTo, times]));
}

export interface UsedAuthorization {
  readonly client: string;
  /** The time of creation if it was not used since. */
  readonly usedAt: Date;
}

/** The most recently used authorizations of a user. */
export async function listLastAuthorizations(
  db: Kysely<Database>,
  username: string,
  limit: number,
): Promise<UsedAuthorization[]> {
  const { rows } = await sql<UsedAuthorization>`
    select granted_to as client, coalesce(last_used_at, created_at) as "usedAt" from user_authorizations
    where username = ${username}
    order by 2 desc, 1
    limit ${limit}`.execute(db);
  return rows;
}

/**
 * What the direct owners and members of an organization share with it, by username. One statement.
 * @param parts other parts stay empty, since each costs one lookup per user
 */
export async function listAuthorizationsOfUsers(
  db: Kysely<Database>,
  globalid: string,
  parts: AuthorizationRecordParts,
): Promise<ReadonlyMap<string, AuthorizationRecord>> {
  const people = sql`(select u.username from organization_users u where u.globalid = ${globalid})`;
  const condition = sql`a.granted_to = ${globalid} and a.username in ${people}`;
  const { rows } = await records(condition, parts).execute(db);
  return new Map(rows.map((row) => [row.username, toRecord(row)]));
}

async function selectRecords(db: Kysely<Database>, condition: RawBuilder<unknown>): Promise<RecordRow[]> {
  return (await records(condition).execute(db)).rows;
}

const allParts: AuthorizationRecordParts = { labels: true, organizations: true, ownedEmails: true };

function records(condition: RawBuilder<unknown>, parts = allParts): RawBuilder<RecordRow> {
  return sql<RecordRow>`
    select a.username, ${recordColumns(parts)}
    from user_authorizations a
    where ${condition}
    order by a.granted_to, a.username`;
}

/** The columns of a record, except its user. `a` is the row of `user_authorizations`. */
export function recordColumns({ labels, organizations, ownedEmails } = allParts): RawBuilder<unknown> {
  return sql`a.granted_to as "grantedTo",
      json_build_object(
        'user:name', a.shares_name, 'user:github', a.shares_github, 'user:facebook', a.shares_facebook,
        'user:keystore', a.shares_keystore, 'user:see', a.shares_see,
        'offline_access', a.allows_offline
      ) as flags,
      ${labels ? sharedLabels : sql`'[]'::json`} as labels,
      ${organizations ? shared('memberof') : noTexts} as "memberOf",
      ${organizations ? shared('organizations') : noTexts} as "organizationTrees",
      ${ownedEmails ? sharedEmails : noTexts} as "ownedEmails"`;
}

const noTexts = sql`array[]::text[]`;

const sharedLabels = sql`coalesce((
        select json_agg(json_build_object(
          'kind', l.kind, 'requestedLabel', l.requested_label, 'realLabel', l.real_label,
          'canWrite', l.can_write, 'currency', l.currency
        ) order by l.position, l.kind, l.requested_label)
        from user_authorization_labels l where l.username = a.username and l.granted_to = a.granted_to
      ), '[]')`;

const sharedEmails = sql`array(
        select e.email_address from user_authorization_owned_emails e
        where e.username = a.username and e.granted_to = a.granted_to order by e.position, e.email_address
      )`;

function shared(relation: 'memberof' | 'organizations'): RawBuilder<string[]> {
  return sql`array(
    select o.globalid from user_authorization_organizations o
    where o.username = a.username and o.granted_to = a.granted_to and o.relation = ${relation}
    order by o.position, o.globalid
  )`;
}

export function toRecord(row: Omit<RecordRow, 'username'>): AuthorizationRecord {
  const { grantedTo, labels, memberOf, organizationTrees, ownedEmails } = row;
  const flags = Object.entries(row.flags).flatMap(([scope, isShared]) => (isShared ? [scope] : []));
  return { grantedTo, flags: new Set(flags), labels, memberOf, organizationTrees, ownedEmails };
}

/**
 * Ends all sharing with a client, and with it the codes and tokens made from the record. @returns whether
 * there was one
 */
export async function deleteAuthorization(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
): Promise<boolean> {
  await revokeGrantsOfConsent(trx, username, grantedTo);
  const result = await trx
    .deleteFrom('user_authorizations')
    .where('username', '=', username)
    .where('granted_to', '=', grantedTo)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Updates all records of a user when an entry gets a new label. */
export async function updateSharedLabel(
  trx: Transaction<Database>,
  username: string,
  kinds: readonly SharedKind[],
  label: string,
  newLabel: string,
): Promise<void> {
  await trx
    .updateTable('user_authorization_labels')
    .set({ real_label: newLabel })
    .where('username', '=', username)
    .where('kind', 'in', kinds)
    .where('real_label', '=', label)
    .execute();
}

/** Removes an entry from all records of a user. */
export async function deleteSharedLabel(
  trx: Transaction<Database>,
  username: string,
  kinds: readonly SharedKind[],
  label: string,
): Promise<void> {
  await trx
    .deleteFrom('user_authorization_labels')
    .where('username', '=', username)
    .where('kind', 'in', kinds)
    .where('real_label', '=', label)
    .execute();
}

/**
 * Records the use of an authorization, and locks it and the account until the transaction ends.
 * @returns false when there is no such record, or the account is closed
 */
export async function touchAuthorization(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('user_authorizations')
    .set({ last_used_at: now })
    .where('username', '=', username)
    .where('granted_to', '=', grantedTo)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('users')
          .select('username')
          .where('username', '=', username)
          .where('locked_at', 'is', null)
          .forShare(),
      ),
    )
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends everything that a user shares, and with it the codes and tokens made from it. @returns the clients */
export async function deleteAuthorizations(trx: Transaction<Database>, username: string): Promise<string[]> {
  const rows = await trx
    .deleteFrom('user_authorizations')
    .where('username', '=', username)
    .returning('granted_to as client')
    .execute();
  return rows.map(({ client }) => client);
}

import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';
import { endGrantsOfConsent } from '../tokens/revocation.ts';
import type { AuthorizationRecord, LabelMapping } from './coverage.ts';
import type { SharedKind, UserAuthorizationRow } from './tables.ts';

interface RecordRow {
  readonly username: string;
  readonly granted_to: string;
  readonly flags: Readonly<Record<string, boolean>>;
  readonly labels: readonly LabelMapping[];
  readonly member_of: readonly string[];
  readonly organization_trees: readonly string[];
  readonly owned_emails: readonly string[];
}

/** What a user shares with a client, in one statement; undefined when there is no record. */
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

/** All that a user shares, or what the user shares with some clients; sorted by client, in one statement. */
export async function listAuthorizations(
  db: Kysely<Database>,
  username: string,
  grantedTo?: readonly string[],
): Promise<AuthorizationRecord[]> {
  const asked =
    grantedTo === undefined ? sql<boolean>`true` : sql<boolean>`a.granted_to = any (${grantedTo}::text[])`;
  const rows = await selectRecords(db, sql`a.username = ${username} and ${asked}`);
  return rows.map(toRecord);
}

export type AuthorizationTimes = Pick<UserAuthorizationRow, 'created_at' | 'last_used_at'>;

/** Since when a user shares, and when the sharing was last used, by client. */
export async function listAuthorizationTimes(
  db: Kysely<Database>,
  username: string,
): Promise<ReadonlyMap<string, AuthorizationTimes>> {
  const rows = await db
    .selectFrom('user_authorizations')
    .select(['granted_to', 'created_at', 'last_used_at'])
    .where('username', '=', username)
    .execute();
  return new Map(rows.map((row) => [row.granted_to, row]));
}

/** What the direct owners and members of an organization share with it, by username, in one statement. */
export async function listAuthorizationsOfPeople(
  db: Kysely<Database>,
  globalid: string,
): Promise<ReadonlyMap<string, AuthorizationRecord>> {
  const people = sql`(select u.username from organization_users u where u.globalid = ${globalid})`;
  const rows = await selectRecords(db, sql`a.granted_to = ${globalid} and a.username in ${people}`);
  return new Map(rows.map((row) => [row.username, toRecord(row)]));
}

async function selectRecords(db: Kysely<Database>, asked: RawBuilder<unknown>): Promise<RecordRow[]> {
  return (await records(asked).execute(db)).rows;
}

function records(asked: RawBuilder<unknown>): RawBuilder<RecordRow> {
  return sql<RecordRow>`
    select
      a.username,
      a.granted_to,
      json_build_object(
        'user:name', a.shares_name, 'user:github', a.shares_github, 'user:facebook', a.shares_facebook,
        'user:keystore', a.shares_keystore, 'user:see', a.shares_see
      ) as flags,
      coalesce((
        select json_agg(json_build_object(
          'kind', l.kind, 'requested_label', l.requested_label, 'real_label', l.real_label,
          'can_write', l.can_write, 'currency', l.currency
        ) order by l.position, l.kind, l.requested_label)
        from user_authorization_labels l where l.username = a.username and l.granted_to = a.granted_to
      ), '[]') as labels,
      ${shared('memberof')} as member_of,
      ${shared('organizations')} as organization_trees,
      array(
        select e.email_address from user_authorization_owned_emails e
        where e.username = a.username and e.granted_to = a.granted_to order by e.position, e.email_address
      ) as owned_emails
    from user_authorizations a
    where ${asked}
    order by a.granted_to, a.username`;
}

function shared(relation: 'memberof' | 'organizations'): RawBuilder<string[]> {
  return sql`array(
    select o.globalid from user_authorization_organizations o
    where o.username = a.username and o.granted_to = a.granted_to and o.relation = ${relation}
    order by o.position, o.globalid
  )`;
}

function toRecord(row: RecordRow): AuthorizationRecord {
  const flags = Object.entries(row.flags).flatMap(([scope, isShared]) => (isShared ? [scope] : []));
  return {
    grantedTo: row.granted_to,
    flags: new Set(flags),
    labels: row.labels,
    memberOf: row.member_of,
    organizationTrees: row.organization_trees,
    ownedEmails: row.owned_emails,
  };
}

/** Ends all sharing with a client. The codes and tokens that were made from the record go with it. */
export async function deleteAuthorization(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
): Promise<boolean> {
  await endGrantsOfConsent(trx, username, grantedTo);
  const result = await trx
    .deleteFrom('user_authorizations')
    .where('username', '=', username)
    .where('granted_to', '=', grantedTo)
    .executeTakeFirst();
  return result.numDeletedRows > 0n;
}

/** Lets all records of a user follow an entry to its new label. */
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

/** Takes an entry out of all records of a user. */
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

/** Notes the use of a record, and holds it to the end of the transaction. @returns whether there is one */
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
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

/** Ends all that a user shares, with every code and token that was made from it. */
export async function deleteAuthorizations(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('user_authorizations').where('username', '=', username).execute();
}

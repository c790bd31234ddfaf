import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../db/database.ts';
import type { AuthorizationRecord, LabelMapping } from './coverage.ts';
import type { SharedKind } from './tables.ts';

interface RecordRow {
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
  const { rows } = await sql<RecordRow>`
    select
      json_build_object(
        'user:name', a.shares_name, 'user:github', a.shares_github, 'user:facebook', a.shares_facebook,
        'user:keystore', a.shares_keystore, 'user:see', a.shares_see
      ) as flags,
      coalesce((
        select json_agg(json_build_object(
          'kind', l.kind, 'requested_label', l.requested_label, 'real_label', l.real_label, 'can_write', l.can_write
        ) order by l.position)
        from user_authorization_labels l where l.username = a.username and l.granted_to = a.granted_to
      ), '[]') as labels,
      array(
        select o.globalid from user_authorization_organizations o
        where o.username = a.username and o.granted_to = a.granted_to and o.relation = 'memberof' order by o.position
      ) as member_of,
      array(
        select o.globalid from user_authorization_organizations o
        where o.username = a.username and o.granted_to = a.granted_to and o.relation = 'organizations' order by o.position
      ) as organization_trees,
      array(
        select e.email_address from user_authorization_owned_emails e
        where e.username = a.username and e.granted_to = a.granted_to order by e.position
      ) as owned_emails
    from user_authorizations a
    where a.username = ${username} and a.granted_to = ${grantedTo}`.execute(db);
  return rows[0] && toRecord(rows[0]);
}

function toRecord(row: RecordRow): AuthorizationRecord {
  const flags = Object.entries(row.flags).flatMap(([scope, shared]) => (shared ? [scope] : []));
  return {
    flags: new Set(flags),
    labels: row.labels,
    memberOf: row.member_of,
    organizationTrees: row.organization_trees,
    ownedEmails: row.owned_emails,
  };
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

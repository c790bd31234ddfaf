import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { SharedKind } from '../../consents/tables.ts';
import type { Database } from '../../schema.ts';
import type { LabelledTable } from '../../users/labelled-entries/queries.ts';

/** The entry of each kind that a user shared most recently, with any client. */
export async function listLastShared(
  db: Kysely<Database>,
  username: string,
): Promise<ReadonlyMap<SharedKind, string>> {
  const rows = await db
    .selectFrom('user_authorization_labels as l')
    .innerJoin('user_authorizations as a', (join) =>
      join.onRef('a.username', '=', 'l.username').onRef('a.granted_to', '=', 'l.granted_to'),
    )
    .select(['l.kind', 'l.real_label as realLabel'])
    .distinctOn('l.kind')
    .where('l.username', '=', username)
    .orderBy('l.kind')
    .orderBy('a.updated_at', 'desc')
    .orderBy('l.position')
    .execute();
  return new Map(rows.map((row) => [row.kind, row.realLabel]));
}

/**
 * Everything a user can share under a label, as `kind:label`.
 * @param lock `keyShare` in a transaction: renaming or removing an entry then waits until it ends, and sees
 * the new records
 */
export async function listShareableLabels(
  db: Kysely<Database>,
  username: string,
  lock: 'keyShare' | 'none',
): Promise<ReadonlySet<string>> {
  const locking = lock === 'keyShare' ? sql`for key share of e` : sql``;
  const labelsOf = (kind: SharedKind, table: LabelledTable, condition: RawBuilder<boolean> = sql`true`) =>
    sql`select ${`${kind}:`}::text || label as shareable from (
      select e.label from ${sql.table(table)} e where e.username = ${username} and ${condition} ${locking}
    ) as ${sql.id(kind)}`;
  const { rows } = await sql<{ shareable: string }>`
    ${labelsOf('addresses', 'user_addresses')}
    union all ${labelsOf('avatars', 'user_avatars')}
    union all select 'avatars:github' from user_github_accounts where username = ${username} and avatar_url <> ''
    union all select 'avatars:facebook' from user_facebook_accounts
      where username = ${username} and picture <> ''
    union all ${labelsOf('bankaccounts', 'user_bank_accounts')}
    union all ${labelsOf('digitalwallet', 'user_digital_wallet_addresses')}
    union all ${labelsOf('emailaddresses', 'user_email_addresses')}
    union all ${labelsOf('phonenumbers', 'user_phone_numbers')}
    union all ${labelsOf('publicKeys', 'user_public_keys')}
    union all ${labelsOf('validatedemailaddresses', 'user_email_addresses', validated('email_address'))}
    union all ${labelsOf('validatedphonenumbers', 'user_phone_numbers', validated('phone_number'))}
  `.execute(db);
  return new Set(rows.map((row) => row.shareable));
}

function validated(column: 'email_address' | 'phone_number'): RawBuilder<boolean> {
  const facts = sql.table(
    column === 'email_address' ? 'validated_email_addresses' : 'validated_phone_numbers',
  );
  return sql`exists (
    select from ${facts} v where v.username = e.username and ${sql.ref(`v.${column}`)} = ${sql.ref(`e.${column}`)}
  )`;
}

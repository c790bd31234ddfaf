import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { AuthorizationRecord } from '../../consents/coverage.ts';
import type { SharedKind } from '../../consents/tables.ts';
import { listOpenInvitations } from '../../organizations/invitations/queries.ts';
import { listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import type { LabelledTable } from '../../users/labelled-entries/queries.ts';

/**
 * What of a record the user can share at this moment: entries whose real label exists (validated ones only where
 * these are asked for), and organizations the user belongs to or is invited to. Labels cannot vanish before the
 * transaction ends.
 */
export async function cutToOwnParts(
  trx: Transaction<Database>,
  username: string,
  record: AuthorizationRecord,
): Promise<AuthorizationRecord> {
  const own = record.labels.length > 0 ? await listShareableLabels(trx, username, keyShare) : new Set();
  const organizations =
    record.memberOf.length > 0 ? await listPossibleOrganizations(trx, username, record.grantedTo) : new Set();
  return {
    ...record,
    labels: record.labels.filter(({ kind, real_label }) => own.has(`${kind}:${real_label}`)),
    memberOf: record.memberOf.filter((globalid) => organizations.has(globalid)),
  };
}

/** Whoever is in an organization below the client may say so to the client by the client's own name. */
async function listPossibleOrganizations(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
): Promise<ReadonlySet<string>> {
  const joined = await listOrganizationsOfUser(trx, username);
  const invitations = await listOpenInvitations(trx, username);
  const below = joined.filter(({ globalid }) => globalid.startsWith(`${grantedTo}.`));
  const named = [...joined, ...invitations].map((row) => row.globalid);
  return new Set(below.length > 0 ? [...named, grantedTo] : named);
}

/** A record without the entries whose real label is gone, or is not validated any more where it has to be. */
export async function withoutLostLabels(
  db: Kysely<Database>,
  username: string,
  record: AuthorizationRecord,
): Promise<AuthorizationRecord> {
  if (record.labels.length === 0) return record;
  const own = await listShareableLabels(db, username, unlocked);
  return {
    ...record,
    labels: record.labels.filter(({ kind, real_label }) => own.has(`${kind}:${real_label}`)),
  };
}

/** Who renames or removes an entry waits until the transaction ends and then finds the new records too. */
const keyShare = sql`for key share of e`;
const unlocked = sql``;

/** Everything a user can share under a label, as `kind:label`. */
async function listShareableLabels(
  db: Kysely<Database>,
  username: string,
  lock: RawBuilder<unknown>,
): Promise<ReadonlySet<string>> {
  const labelsOf = (kind: SharedKind, table: LabelledTable, condition: RawBuilder<boolean> = sql`true`) =>
    sql`select ${`${kind}:`}::text || label as shareable from (
      select e.label from ${sql.table(table)} e where e.username = ${username} and ${condition} ${lock}
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

import { type RawBuilder, sql } from 'kysely';

/** Tables whose rows keep the order in which they were added, with the columns that identify a list. */
const lists = {
  user_email_addresses: ['username'],
  user_phone_numbers: ['username'],
  user_addresses: ['username'],
  user_bank_accounts: ['username'],
  user_digital_wallet_addresses: ['username'],
  user_public_keys: ['username'],
  user_avatars: ['username'],
  user_api_keys: ['username'],
  user_registry_entries: ['username'],
  user_keystore_keys: ['username', 'globalid'],
  user_identifiers: ['username', 'azp'],
  user_authorization_labels: ['username', 'granted_to'],
  user_authorization_organizations: ['username', 'granted_to'],
  user_authorization_owned_emails: ['username', 'granted_to'],
  organization_users: ['globalid'],
  organization_links: ['globalid'],
  organization_invitations: ['globalid'],
  organization_dns_names: ['globalid'],
  organization_required_scopes: ['globalid'],
  organization_registry_entries: ['globalid'],
  organization_grants: ['globalid', 'username'],
} as const;

type Lists = typeof lists;

/** The columns that identify one list of a table: `{ username }`, `{ globalid }`, ... */
export type ListOf<Table extends keyof Lists> = Readonly<Record<Lists[Table][number], string>>;

/**
 * The value of `position` for a row added at the end of a list. Read the list with
 * `orderBy('position').orderBy(<last key column>)`, because rows added at the same time may get the same
 * position. To add several rows in one statement, number them yourself.
 */
export function nextPosition<Table extends keyof Lists>(
  table: Table,
  list: ListOf<Table>,
): RawBuilder<number> {
  const columns: readonly Lists[Table][number][] = lists[table];
  const isSameList = columns.map((column) => sql`${sql.ref(column)} = ${list[column]}`);
  return sql<number>`(select coalesce(max(position), 0) + 1 from ${sql.table(table)} where ${sql.join(isSameList, sql` and `)})`;
}

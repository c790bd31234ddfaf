import type { Transaction } from 'kysely';
import type { Database } from '../../db/database.ts';

/** Stores the DNS names of a new organization in the given order. */
export async function insertDnsNames(
  trx: Transaction<Database>,
  globalid: string,
  names: readonly string[],
  createdAt: Date,
): Promise<void> {
  if (names.length === 0) return;
  const rows = names.map((name, index) => ({ globalid, name, position: index + 1, created_at: createdAt }));
  await trx.insertInto('organization_dns_names').values(rows).execute();
}

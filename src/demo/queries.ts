import { type Kysely, sql, type Transaction } from 'kysely';
import { siteClientId } from '../base/principal.ts';
import type { Database } from '../schema.ts';

/** Whether any user or organization exists or ever existed. Names are never reused. */
export async function hasNames(db: Kysely<Database>): Promise<boolean> {
  const taken = await db
    .selectFrom('reserved_names')
    .select('name')
    .where('name', '<>', siteClientId)
    .limit(1)
    .executeTakeFirst();
  return taken !== undefined;
}

/** Keeps other transactions from taking a name until this one ends. */
export async function lockNames(trx: Transaction<Database>): Promise<void> {
  await sql`lock table reserved_names in share row exclusive mode`.execute(trx);
}

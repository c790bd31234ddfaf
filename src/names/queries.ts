import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../db/database.ts';
import type { NewReservedNameRow, ReservedNameRow } from './tables.ts';

/**
 * Takes a name for a new user or organization, in the transaction that creates it. Usernames and globalids share
 * one namespace and are never given out again.
 * @returns whether the name was free; if not, `findReservedName` tells who has or had it
 */
export async function insertReservedName(
  trx: Transaction<Database>,
  row: NewReservedNameRow,
): Promise<boolean> {
  const result = await trx
    .insertInto('reserved_names')
    .values(row)
    .onConflict((conflict) => conflict.column('name').doNothing())
    .executeTakeFirst();
  return result.numInsertedOrUpdatedRows === 1n;
}

/** Who has, or once had, a name. */
export function findReservedName(db: Kysely<Database>, name: string): Promise<ReservedNameRow | undefined> {
  return db.selectFrom('reserved_names').selectAll().where('name', '=', name).executeTakeFirst();
}

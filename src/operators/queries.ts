import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';

export interface Operator {
  readonly username: string;
  readonly addedAt: Date;
}

/** In the order of their names. */
export function listOperators(db: Kysely<Database>): Promise<Operator[]> {
  return db.selectFrom('operators').select(['username', 'added_at as addedAt']).orderBy('username').execute();
}

/** Whether a user is an operator at this moment. */
export async function isOperator(db: Kysely<Database>, username: string): Promise<boolean> {
  const row = await db
    .selectFrom('operators')
    .select('username')
    .where('username', '=', username)
    .executeTakeFirst();
  return row !== undefined;
}

/** @returns false when the user is one already */
export async function insertOperator(
  trx: Transaction<Database>,
  { username, addedAt }: Operator,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('operators')
    .values({ username, added_at: addedAt })
    .onConflict((conflict) => conflict.column('username').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/** @returns whether the user was one */
export async function deleteOperator(trx: Transaction<Database>, username: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('operators')
    .where('username', '=', username)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

import type { Kysely, Transaction } from 'kysely';
import type { Database } from '../schema.ts';

export interface Operator {
  readonly username: string;
  readonly addedAt: Date;
}

/** All operators, ordered by username. */
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

/**
 * The operators who can sign in. Locks every operator until the transaction ends, so that two operators cannot lock
 * each other out at the same time: the second one is no longer in the list.
 */
export async function lockOpenOperators(trx: Transaction<Database>): Promise<readonly string[]> {
  await trx.selectFrom('operators').select('username').orderBy('username').forUpdate().execute();
  const rows = await trx
    .selectFrom('operators as o')
    .innerJoin('users as u', 'u.username', 'o.username')
    .select('o.username')
    .where('u.locked_at', 'is', null)
    .execute();
  return rows.map(({ username }) => username);
}

/** @returns false when the user already is an operator */
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

/** @returns whether the user was an operator */
export async function deleteOperator(trx: Transaction<Database>, username: string): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('operators')
    .where('username', '=', username)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

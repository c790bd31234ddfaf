import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';
import type { Database } from '../schema.ts';

const unlimited = new AsyncLocalStorage<true>();

/** Whether the statement about to be sent has no time limit. */
export function isUnlimited(): boolean {
  return unlimited.getStore() === true;
}

/**
 * Runs `work` on one connection without time limits for statements and locks, because it may have to wait for
 * another server's migration.
 */
export function withoutStatementLimit<Result>(
  db: Kysely<Database>,
  work: (connection: Kysely<Database>) => Promise<Result>,
): Promise<Result> {
  const onConnection = () =>
    db.connection().execute(async (connection) => {
      await sql`set statement_timeout = 0`.execute(connection);
      await sql`set lock_timeout = 0`.execute(connection);
      try {
        return await work(connection);
      } finally {
        await sql`reset statement_timeout`.execute(connection);
        await sql`reset lock_timeout`.execute(connection);
      }
    });
  return unlimited.run(true, onConnection);
}

/**
 * Lifts the limits for the rest of a transaction, since behind a pooler each transaction may run in another
 * session.
 */
export async function liftStatementLimit(trx: QueryExecutorProvider): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(trx);
  await sql`set local lock_timeout = 0`.execute(trx);
}

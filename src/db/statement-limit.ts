import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';
import type { Database } from '../schema.ts';

const unlimited = new AsyncLocalStorage<true>();

/** Whether the statement that is about to be sent may take any time. */
export function isUnlimited(): boolean {
  return unlimited.getStore() === true;
}

/**
 * Runs `work` on one connection without limits on the time of its statements and the waiting for locks: another
 * server's migration may take longer than a statement is allowed to.
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

/** The same for the rest of a transaction: behind a pooler, each may run in another session. */
export async function liftStatementLimit(trx: QueryExecutorProvider): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(trx);
  await sql`set local lock_timeout = 0`.execute(trx);
}

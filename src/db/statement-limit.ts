import { AsyncLocalStorage } from 'node:async_hooks';
import { type Kysely, type QueryExecutorProvider, sql } from 'kysely';
import type { Database } from '../schema.ts';

const unlimited = new AsyncLocalStorage<true>();
let running = 0;

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
      const limits = await currentLimits(connection);
      await setLimits(connection, { statement: '0', lock: '0' });
      try {
        return await work(connection);
      } finally {
        await setLimits(connection, limits);
      }
    });
  running += 1;
  return unlimited.run(true, onConnection).finally(() => {
    running -= 1;
    // While a storage is in use, Node 20 calls hooks for every promise of the process.
    if (running === 0) unlimited.disable();
  });
}

interface Limits {
  readonly statement: string;
  readonly lock: string;
}

async function currentLimits(connection: Kysely<Database>): Promise<Limits> {
  const { rows } = await sql<Limits>`
    select current_setting('statement_timeout') as statement, current_setting('lock_timeout') as lock`.execute(
    connection,
  );
  return rows[0] ?? { statement: '0', lock: '0' };
}

async function setLimits(connection: Kysely<Database>, { statement, lock }: Limits): Promise<void> {
  await sql`
    select set_config('statement_timeout', ${statement}, false), set_config('lock_timeout', ${lock}, false)`.execute(
    connection,
  );
}

/**
 * Lifts the limits for the rest of a transaction, since behind a pooler each transaction may run in another
 * session.
 */
export async function liftStatementLimit(trx: QueryExecutorProvider): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(trx);
  await sql`set local lock_timeout = 0`.execute(trx);
}

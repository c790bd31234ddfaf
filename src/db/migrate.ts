import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, type Migration, type MigrationResultSet, Migrator, sql } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import type { Database } from '../schema.ts';
import type { DatabaseHandle } from './connection.ts';
import { createConcurrently } from './large-index.ts';
import { isUndefinedTable } from './pg-errors.ts';
import { liftStatementLimit, withoutStatementLimit } from './statement-limit.ts';

export interface MigrationStatus {
  /** Already run on this database, oldest first. */
  readonly applied: readonly string[];
  /** Known to this program, but not yet run. */
  readonly pending: readonly string[];
  /** Run on this database by a newer program. */
  readonly unknown: readonly string[];
}

/** Compares the migrations run on the database with those that this program knows. Changes nothing. */
export async function migrationStatus(db: Kysely<Database>): Promise<MigrationStatus> {
  const applied = await listApplied(db);
  const known = Object.keys(migrations);
  return {
    applied,
    pending: known.filter((name) => !applied.includes(name)),
    unknown: applied.filter((name) => !known.includes(name)),
  };
}

/**
 * Brings the schema up to date. If several servers do so at once, one works; the others wait and find nothing left to do.
 * All steps run in one transaction, except that a large index on PostgreSQL ends one: it is made outside of
 * transactions, while others write.
 * @returns the names of the steps that were run
 * @throws Error when the database was made by a newer program, or a step failed; what its transaction did is undone
 */
export async function migrateToLatest(database: MigratedDatabase): Promise<string[]> {
  // The migrator first reads the whole catalogue, which takes a third of a second at each start.
  if ((await requireKnownMigrations(database.db)).pending.length === 0) return [];
  if (database.kind === 'embedded') return withoutStatementLimit(database.db, runAll);
  return withMigrationLock(database.db, () => withoutStatementLimit(database.background, migratePostgres));
}

type MigratedDatabase = Pick<DatabaseHandle, 'db' | 'background' | 'kind'>;

/** @throws Error when the database was made by a newer program */
async function requireKnownMigrations(db: Kysely<Database>): Promise<MigrationStatus> {
  const status = await migrationStatus(db);
  if (status.unknown.length === 0) return status;
  const names = status.unknown.join(', ');
  throw new Error(`the database is newer than this program: it has ${names}. Start a newer version.`);
}

async function migratePostgres(connection: Kysely<Database>): Promise<string[]> {
  const { applied, pending } = await requireKnownMigrations(connection);
  // In a new database all tables are empty.
  if (applied.length === 0) return runAll(connection);
  const run: string[] = [];
  for (const [place, name] of pending.entries()) {
    const index = migrations[name]?.index;
    if (!index) continue;
    if (place > run.length) run.push(...(await runSteps(connection, place - run.length)));
    await createConcurrently(connection, index);
  }
  return [...run, ...(await runAll(connection))];
}

const runAll = (connection: Kysely<Database>) => runSteps(connection, Number.POSITIVE_INFINITY);

/** Runs the next `count` steps in one transaction. */
async function runSteps(db: Kysely<Database>, count: number): Promise<string[]> {
  const { applied, pending } = await migrationStatus(db);
  const names = [...applied, ...pending.slice(0, count)];
  const provider = { getMigrations: async () => pick(unlimited, names) };
  return namesOf(await new Migrator({ db, provider }).migrateToLatest());
}

function pick<Value>(all: Readonly<Record<string, Value>>, names: readonly string[]): Record<string, Value> {
  return Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)));
}

/** Any number that no other program in the same database locks. */
const migrationLock = 2_015_070_917;
const pollMs = 200;

/**
 * Runs `work` while no other server does. The lock belongs to a transaction that does nothing else, so that it ends with
 * its connection. Others ask again and again: an index is made only after all that began before it has ended, also what
 * waits for a lock.
 */
async function withMigrationLock<Result>(db: Kysely<Database>, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    const trx = await db.startTransaction().setIsolationLevel('read committed').execute();
    try {
      if (await takeLock(trx)) return await work();
    } finally {
      await trx.rollback().execute();
    }
    await sleep(pollMs);
  }
}

async function takeLock(trx: Kysely<Database>): Promise<boolean> {
  const { rows } = await sql<{ isOurs: boolean }>`
    select pg_try_advisory_xact_lock(${migrationLock}) as "isOurs"`.execute(trx);
  // PostgreSQL keeps what a query sees until the next statement, and the index would wait for that.
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx);
  return rows[0]?.isOurs === true;
}

const unlimited = Object.fromEntries(
  Object.entries(migrations).map(([name, { up }]): [string, Migration] => [
    name,
    {
      async up(trx) {
        await liftStatementLimit(trx);
        await up(trx);
      },
    },
  ]),
);

function namesOf({ error, results = [] }: MigrationResultSet): string[] {
  const failed = results.find(({ status }) => status === 'Error');
  if (error)
    throw new Error(`migration ${failed?.migrationName ?? ''} failed: ${String(error)}`, { cause: error });
  return results.map(({ migrationName }) => migrationName);
}

/** Runs one statement. It fails on a database without any schema. */
async function listApplied(db: Kysely<Database>): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map(({ name }) => name);
  } catch (error) {
    if (isUndefinedTable(error)) return [];
    throw error;
  }
}

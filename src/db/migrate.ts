import { type Kysely, type Migration, type MigrationResultSet, Migrator, sql } from 'kysely';
import { migrations } from '../../migrations/index.ts';
import type { Database } from '../schema.ts';
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
 * Brings the schema up to date, all steps in one transaction. If several servers do so at once, one works;
 * the others wait and find nothing left to do.
 * @returns the names of the steps that were run
 * @throws Error when the database was made by a newer program, or a step failed (then nothing is changed)
 */
export async function migrateToLatest(db: Kysely<Database>): Promise<string[]> {
  const { pending, unknown } = await migrationStatus(db);
  if (unknown.length > 0) {
    throw new Error(
      `the database is newer than this program: it has ${unknown.join(', ')}. Start a newer version.`,
    );
  }
  // The migrator first reads the whole catalogue, which takes a third of a second at each start.
  if (pending.length === 0) return [];
  return withoutStatementLimit(db, async (connection) => {
    const migrator = new Migrator({ db: connection, provider: { getMigrations: async () => unlimited } });
    return namesOf(await migrator.migrateToLatest());
  });
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

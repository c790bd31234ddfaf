import { setTimeout as sleep } from 'node:timers/promises';
import { type Kysely, type Migration, type RawBuilder, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** An index on a table that grows. */
export interface LargeIndex {
  readonly name: string;
  readonly table: string;
  /** Its columns and condition: `(actor) where actor is not null`. */
  readonly of: RawBuilder<unknown>;
}

/** A migration; one with an index does nothing else. */
export interface Step extends Migration {
  readonly index?: LargeIndex;
}

/** A migration that makes an index, without holding up writes where the table is in use (`createConcurrently`). */
export function indexStep(index: LargeIndex): Required<Step> {
  const { name, table, of } = index;
  return {
    index,
    async up(db) {
      await sql`create index if not exists ${sql.id(name)} on ${sql.table(table)} ${of}`.execute(db);
    },
    async down(db) {
      await sql`drop index ${sql.id(name)}`.execute(db);
    },
  };
}

/** Between two looks at an index that another connection is making. */
const lookMs = 200;

/**
 * Creates the index on PostgreSQL while others write, unless it exists. An index left by an interrupted attempt is
 * created again; a running attempt is waited for.
 * @param db a connection outside of a transaction
 */
export async function createConcurrently(
  db: Kysely<Database>,
  { name, table, of }: LargeIndex,
): Promise<void> {
  for (;;) {
    const state = await stateOf(db, name);
    if (state === 'complete') return;
    if (state === 'in progress') await sleep(lookMs);
    if (state === 'broken') await sql`drop index concurrently if exists ${sql.id(name)}`.execute(db);
    if (state === 'broken' || state === undefined)
      await sql`create index concurrently ${sql.id(name)} on ${sql.table(table)} ${of}`.execute(db);
  }
}

type IndexState = 'complete' | 'in progress' | 'broken';

async function stateOf(db: Kysely<Database>, name: string): Promise<IndexState | undefined> {
  const { rows } = await sql<{ state: IndexState }>`
    select case when indisvalid then 'complete'
      when exists (select from pg_stat_progress_create_index where index_relid = indexrelid) then 'in progress'
      else 'broken' end as state
    from pg_index where indexrelid = to_regclass(${name})`.execute(db);
  return rows[0]?.state;
}

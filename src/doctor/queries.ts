import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** What a PostgreSQL server reports about itself. */
export interface DatabaseFacts {
  /** `160004` means 16.4. */
  readonly version: number;
  readonly versionText: string;
  readonly encoding: string;
  readonly isolation: string;
  readonly isReadOnly: boolean;
  readonly maxConnections: number;
  /** Server settings that are off although they protect acknowledged data. */
  readonly unsafe: readonly string[];
  readonly mayCreate: boolean;
  /** The time by the database's clock. */
  readonly time: Date;
  /** Tables for which some privilege to read or write is missing. */
  readonly closedTables: readonly string[];
}

/** Runs one statement. */
export async function findDatabaseFacts(db: Kysely<Database>): Promise<DatabaseFacts> {
  const { rows } = await sql<DatabaseFacts>`
    select clock_timestamp() as time, current_setting('server_version_num')::int as version,
      current_setting('server_version') as "versionText",
      current_setting('server_encoding') as encoding,
      current_setting('default_transaction_isolation') as isolation,
      current_setting('transaction_read_only') = 'on' or pg_is_in_recovery() as "isReadOnly",
      current_setting('max_connections')::int as "maxConnections",
      array(select name from unnest(array['fsync', 'full_page_writes', 'synchronous_commit']) as s (name)
        where current_setting(name) = 'off') as unsafe,
      has_schema_privilege(current_schema(), 'create') as "mayCreate",
      array(select c.relname::text from pg_class c
        where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
          and not (has_table_privilege(c.oid, 'select') and has_table_privilege(c.oid, 'insert')
            and has_table_privilege(c.oid, 'update') and has_table_privilege(c.oid, 'delete'))
        order by 1) as "closedTables"`.execute(db);
  if (!rows[0]) throw new Error('the database reported nothing about itself');
  return rows[0];
}

/** A periodic job, or the messages of a channel in one state. */
export type BackgroundFact =
  | { readonly kind: 'job'; readonly name: string; readonly at: Date }
  | {
      readonly kind: 'waiting' | 'abandoned';
      readonly name: string;
      readonly count: number;
      /** When the oldest message was queued. */
      readonly at: Date;
    };

/** When each periodic job is due, and the unsent messages in the outbox. Runs one statement. */
export async function listBackgroundFacts(db: Kysely<Database>): Promise<BackgroundFact[]> {
  const { rows } = await sql<BackgroundFact>`
    select 'job' as kind, name, 1 as count, available_at as at from periodic_jobs
    union all
    select case when failed_at is null then 'waiting' else 'abandoned' end, channel, count(*)::int, min(created_at)
    from outbox_messages where sent_at is null group by 1, 2
    order by 1, 2`.execute(db);
  return rows;
}

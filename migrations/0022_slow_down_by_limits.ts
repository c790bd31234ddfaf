import { type Kysely, sql } from 'kysely';

/**
 * Some limits delay each further attempt longer than the previous one, instead of refusing attempts until the window
 * ends.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table rate_limits add column blocked_until timestamptz(3)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table rate_limits drop column blocked_until`.execute(db);
}

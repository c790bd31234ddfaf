import { type Kysely, sql } from 'kysely';

/** Some limits do not end attempts for the rest of a window, but let each wait longer than the one before. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table rate_limits add column blocked_until timestamptz(3)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table rate_limits drop column blocked_until`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** Some notices are sent only to users who ask for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users add column wants_app_notices boolean not null default false`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users drop column wants_app_notices`.execute(db);
}

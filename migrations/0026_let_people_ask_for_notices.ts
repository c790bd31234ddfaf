import { type Kysely, sql } from 'kysely';

/** Some notices go only to who asks for them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users add column wants_app_notices boolean not null default false`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table users drop column wants_app_notices`.execute(db);
}

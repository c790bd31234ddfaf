import { type Kysely, sql } from 'kysely';

/** Whether a redirect URI must be the callback URL of the key, or may lie below it. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys add column exact_callback boolean not null default false`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys drop column exact_callback`.execute(db);
}

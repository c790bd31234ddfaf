import { type Kysely, sql } from 'kysely';

/** The start pages of applications. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys
    add column home_page_uri text collate "C" not null default '',
    add constraint organization_api_keys_home_page_length check (char_length(home_page_uri) <= 250)`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys drop column home_page_uri`.execute(db);
}

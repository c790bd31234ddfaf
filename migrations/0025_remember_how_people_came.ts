import { type Kysely, sql } from 'kysely';

/**
 * A browser remembers which second factor was last used in it. After choosing a new password, a user continues in the
 * same browser with what they were signing in to.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table trusted_devices add column last_method text collate "C" not null default ''`.execute(
    db,
  );
  await sql`alter table password_reset_tokens
    add column return_query text collate "C" not null default '',
    add column browser_hash bytea,
    add constraint password_reset_tokens_browser_hashed check (octet_length(browser_hash) = 32),
    add constraint password_reset_tokens_returns_in_browser check (return_query = '' or browser_hash is not null)`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table password_reset_tokens drop column return_query, drop column browser_hash`.execute(db);
  await sql`alter table trusted_devices drop column last_method`.execute(db);
}

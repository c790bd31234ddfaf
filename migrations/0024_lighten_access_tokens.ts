import { type Kysely, sql } from 'kysely';

/**
 * Each token depends on its basis (an authorization, an API key or a session), which itself ends with its user or
 * organization. Checking and locking these for every token as well has no benefit. Only tokens made from a code are
 * looked up by their grant.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table access_tokens
    drop constraint access_tokens_user,
    drop constraint access_tokens_organization,
    add constraint access_tokens_has_ground check (
      num_nonnulls(granted_to, application_id, organization_key_id, session_id) > 0
    )`.execute(db);
  await sql`drop index access_tokens_of_grant`.execute(db);
  await sql`create index access_tokens_of_grant on access_tokens (grant_id) where granted_to is not null`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index access_tokens_of_grant`.execute(db);
  await sql`create index access_tokens_of_grant on access_tokens (grant_id)`.execute(db);
  await sql`alter table access_tokens
    drop constraint access_tokens_has_ground,
    add constraint access_tokens_user foreign key (username) references users (username) on delete cascade,
    add constraint access_tokens_organization foreign key (globalid)
      references organizations (globalid) on delete cascade`.execute(db);
}

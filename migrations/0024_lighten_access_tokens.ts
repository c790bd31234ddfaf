import { type Kysely, sql } from 'kysely';

/**
 * Each token hangs on a ground (a record, an API key or a session), which itself ends with its user or organization:
 * looking these up and locking them once more for every token brings nothing. Only what came from a code is ever
 * looked for by its grant.
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

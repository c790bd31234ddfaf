import { type Kysely, sql } from 'kysely';

/**
 * Clients with a valid refresh token of a consent keep it, because the consent page said that they keep their access.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table user_authorizations add column allows_offline boolean not null default false`.execute(
    db,
  );
  await sql`update user_authorizations a set allows_offline = true where exists (
    select from refresh_tokens t where t.username = a.username and t.granted_to = a.granted_to
  )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table user_authorizations drop column allows_offline`.execute(db);
}

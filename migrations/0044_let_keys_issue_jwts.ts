import { type Kysely, sql } from 'kysely';

/** Whether the access tokens got with a key are JWTs (RFC 9068). */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys add column jwt_access_tokens boolean not null default false`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys drop column jwt_access_tokens`.execute(db);
}

import { type Kysely, sql } from 'kysely';

const statements = [
  // The hash of the opaque access token that a JWT with a refresh token was made from: revoking it ends the refresh
  // token.
  sql`alter table refresh_tokens add column source_hash bytea`,
  // With rotation, the hash of the current refresh token in a JWT; the row and its key stay.
  sql`alter table refresh_tokens add column current_hash bytea`,
  // When the refresh token in a JWT ends, even if it is used.
  sql`alter table refresh_tokens add column ends_at timestamptz(3)`,
  sql`update refresh_tokens set ends_at = created_at + interval '365 days' where kind = 'jwt'`,
  sql`create index refresh_tokens_of_source on refresh_tokens (source_hash) where source_hash is not null`,
  sql`create unique index refresh_tokens_current on refresh_tokens (current_hash) where current_hash is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table refresh_tokens drop column source_hash, drop column current_hash, drop column ends_at`.execute(
    db,
  );
}

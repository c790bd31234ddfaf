import { type Kysely, sql } from 'kysely';

const statements = [
  // Of the opaque access token that a JWT with a refresh token was made from: revoking it ends the refresh token.
  sql`alter table refresh_tokens add column source_hash bytea`,
  // Where the refresh token in a JWT rotates, the hash of the present one; the row and its key stay.
  sql`alter table refresh_tokens add column current_hash bytea`,
  // The end of the refresh token in a JWT however often it is used.
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

import { type Kysely, sql } from 'kysely';

/** For the cleanup of expired rows: its cost then depends on how many there are, not on the size of the table. */
const indexes = {
  sessions_end: sql`create index sessions_end on sessions (expires_at)`,
  refresh_tokens_expiry: sql`create index refresh_tokens_expiry on refresh_tokens (expires_at)`,
  user_totp_offers_expiry: sql`create index user_totp_offers_expiry on user_totp_offers (expires_at)`,
};

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of Object.values(indexes)) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  for (const name of Object.keys(indexes)) await sql`drop index ${sql.id(name)}`.execute(db);
}

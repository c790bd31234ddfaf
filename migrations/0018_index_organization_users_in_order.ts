import { type Kysely, sql } from 'kysely';

/** For reading the lists of an organization in order from the index alone, and for finding the last position. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index organization_users_in_order on organization_users (globalid, position, username)
    include (role)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index organization_users_in_order`.execute(db);
}

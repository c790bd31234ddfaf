import { type Kysely, sql } from 'kysely';

/** The lists of an organization in their order, without a visit to the rows, and the place at their end. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create index organization_users_in_order on organization_users (globalid, position, username)
    include (role)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop index organization_users_in_order`.execute(db);
}

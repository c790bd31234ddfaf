import { type Kysely, sql } from 'kysely';

/** An organization that invited a user by name was shown the user's address until now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update organization_invitations set email_address = ''
    where method = 'website' and email_address <> ''`.execute(db);
}

/** Nothing needs the addresses back. */
export async function down(): Promise<void> {}

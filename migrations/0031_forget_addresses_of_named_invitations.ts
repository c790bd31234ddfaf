import { type Kysely, sql } from 'kysely';

/** Removes the email addresses of users who were invited by name, which organizations could see until now. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`update organization_invitations set email_address = ''
    where method = 'website' and email_address <> ''`.execute(db);
}

/** The addresses are not needed any more. */
export async function down(): Promise<void> {}

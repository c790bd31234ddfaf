import { type Kysely, sql } from 'kysely';

/**
 * When a user is removed from an organization, invitations to the user's email addresses and phone numbers stay listed,
 * but the user cannot accept them.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_invitations add column closed_to text collate "C"`.execute(db);
  await sql`create index organization_invitations_closed_to on organization_invitations (closed_to)
    where closed_to is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_invitations drop column closed_to`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** An invitation to an address or number stays listed when its owner is taken out of the organization, but is not theirs. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_invitations add column closed_to text collate "C"`.execute(db);
  await sql`create index organization_invitations_closed_to on organization_invitations (closed_to)
    where closed_to is not null`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_invitations drop column closed_to`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** A user who registers with an invitation joins when the account is created. Only a hash of the code is stored. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table registrations
    add column invitation_code_hash bytea,
    add constraint registrations_invitation_hashed check (octet_length(invitation_code_hash) = 32)`.execute(
    db,
  );
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table registrations drop column invitation_code_hash`.execute(db);
}

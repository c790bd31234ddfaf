import { type Kysely, sql } from 'kysely';

/** For a while after a rotation, the former secret stays valid. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys
    add column former_secret_hash bytea,
    add column former_secret_until timestamptz(3),
    add constraint organization_api_keys_former_secret_hashed check (octet_length(former_secret_hash) = 32),
    add constraint organization_api_keys_former_secret_ends check (
      (former_secret_hash is null) = (former_secret_until is null)
    )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table organization_api_keys drop column former_secret_hash, drop column former_secret_until`.execute(
    db,
  );
}

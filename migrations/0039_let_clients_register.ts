import { type Kysely, sql } from 'kysely';

/** Self-registered clients (RFC 7591), in addition to the API key that each one has. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table client_registrations (
    registration_id text collate "C" not null,
    globalid text collate "C" not null,
    key_id text collate "C" not null,
    token_hash bytea not null,
    client_name text collate "C",
    authentication_method text collate "C" not null,
    grant_types text[] collate "C" not null,
    created_at timestamptz(3) not null,
    constraint client_registrations_pkey primary key (registration_id),
    constraint client_registrations_key foreign key (globalid, key_id)
      references organization_api_keys (globalid, key_id) on delete cascade
  )`.execute(db);
  await sql`create index client_registrations_of_key on client_registrations (globalid, key_id)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table client_registrations`.execute(db);
}

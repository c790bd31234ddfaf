import { type Kysely, sql } from 'kysely';

const statements = [
  // A redeemed code. Tokens and JWTs made from it name it, so that ending it ends them all. It ends with the record of
  // what the user shares, and with the API key it was redeemed with.
  sql`create table authorization_grants (
    grant_id text collate "C" not null,
    username text collate "C" not null,
    client_id text collate "C" not null,
    organization_key_id text collate "C" not null,
    origin_session_id text collate "C",
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3) not null,
    constraint authorization_grants_pkey primary key (grant_id),
    constraint authorization_grants_authorization foreign key (username, client_id)
      references user_authorizations (username, granted_to) on delete cascade,
    constraint authorization_grants_organization_api_key foreign key (client_id, organization_key_id)
      references organization_api_keys (globalid, key_id) on delete cascade
  )`,
  sql`create index authorization_grants_of_user on authorization_grants (username, client_id)`,
  sql`create index authorization_grants_of_key on authorization_grants (client_id, organization_key_id)`,
  sql`create index authorization_grants_of_session on authorization_grants (origin_session_id)
    where origin_session_id is not null`,
  sql`create index authorization_grants_idle on authorization_grants (last_used_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table authorization_grants`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** The device authorization grant (RFC 8628): devices that wait for a user to answer in a browser elsewhere. */
const statements = [
  sql`alter table organization_api_keys add column allows_device_grant boolean not null default false`,
  sql`create table device_authorizations (
    device_hash bytea not null,
    user_code_hash bytea not null,
    client_id text collate "C" not null,
    organization_key_id text collate "C" not null,
    grant_id text collate "C" not null,
    scopes text[] collate "C" not null,
    scope_style text collate "C" not null,
    wants_offline boolean not null,
    interval_seconds integer not null,
    last_polled_at timestamptz(3),
    decision text collate "C",
    username text collate "C",
    session_id text collate "C",
    amr text[] collate "C" not null default '{}',
    authenticated_at timestamptz(3),
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    decided_at timestamptz(3),
    used_at timestamptz(3),
    constraint device_authorizations_pkey primary key (device_hash),
    constraint device_authorizations_user_code unique (user_code_hash),
    constraint device_authorizations_organization_api_key foreign key (client_id, organization_key_id)
      references organization_api_keys (globalid, key_id) on delete cascade,
    constraint device_authorizations_authorization foreign key (username, client_id)
      references user_authorizations (username, granted_to) on delete cascade,
    constraint device_authorizations_scope_style_known check (scope_style in ('comma', 'space')),
    constraint device_authorizations_decision_known check (decision in ('allowed', 'denied')),
    constraint device_authorizations_allowed_by_user check ((decision = 'allowed') = (username is not null)),
    constraint device_authorizations_hashed check (
      octet_length(device_hash) = 32 and octet_length(user_code_hash) = 32
    )
  )`,
  sql`create index device_authorizations_of_key on device_authorizations (client_id, organization_key_id)`,
  sql`create index device_authorizations_of_user on device_authorizations (username, client_id)
    where username is not null`,
  sql`create index device_authorizations_expiry on device_authorizations (expires_at)`,
  sql`alter table authorization_requests
    add column device_hash bytea,
    add constraint authorization_requests_device foreign key (device_hash)
      references device_authorizations (device_hash) on delete cascade`,
  sql`create index authorization_requests_of_device on authorization_requests (device_hash)
    where device_hash is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table authorization_requests drop column device_hash`.execute(db);
  await sql`drop table device_authorizations`.execute(db);
  await sql`alter table organization_api_keys drop column allows_device_grant`.execute(db);
}

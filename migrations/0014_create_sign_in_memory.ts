import { type Kysely, sql } from 'kysely';

const statements = [
  sql`create table remembered_second_factors (
    username text collate "C" not null,
    globalid text collate "C" not null,
    remembered_at timestamptz(3) not null,
    constraint remembered_second_factors_pkey primary key (username, globalid),
    constraint remembered_second_factors_user foreign key (username)
      references users (username) on delete cascade,
    constraint remembered_second_factors_organization foreign key (globalid)
      references organizations (globalid) on delete cascade
  )`,
  sql`create index remembered_second_factors_of_organization on remembered_second_factors (globalid)`,
  sql`create index remembered_second_factors_age on remembered_second_factors (remembered_at)`,
  sql`create table trusted_devices (
    secret_hash bytea not null,
    device_id text collate "C" not null,
    username text collate "C" not null,
    user_agent text collate "C" not null default '',
    place text collate "C" not null default '',
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint trusted_devices_pkey primary key (secret_hash),
    constraint trusted_devices_device_id unique (username, device_id),
    constraint trusted_devices_user foreign key (username) references users (username) on delete cascade,
    constraint trusted_devices_secret_hashed check (octet_length(secret_hash) = 32)
  )`,
  sql`create index trusted_devices_expiry on trusted_devices (expires_at)`,
  sql`create table password_reset_tokens (
    token_hash bytea not null,
    username text collate "C" not null,
    password_version integer not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint password_reset_tokens_pkey primary key (token_hash),
    constraint password_reset_tokens_user foreign key (username) references users (username) on delete cascade,
    constraint password_reset_tokens_hashed check (octet_length(token_hash) = 32)
  )`,
  sql`create index password_reset_tokens_of_user on password_reset_tokens (username)`,
  sql`create index password_reset_tokens_expiry on password_reset_tokens (expires_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table password_reset_tokens, trusted_devices, remembered_second_factors`.execute(db);
}

import { type Kysely, sql } from 'kysely';

const statements = [
  // version counts changes: a reset link is valid only for the password it was made for.
  sql`create table user_passwords (
    username text collate "C" not null,
    password_hash text collate "C" not null,
    version integer not null default 1,
    changed_at timestamptz(3) not null,
    constraint user_passwords_pkey primary key (username),
    constraint user_passwords_user foreign key (username) references users (username) on delete cascade
  )`,
  // last_accepted_step is the 30-second step (Unix time / 30) of the last code used, so that no code works twice.
  sql`create table user_totp_secrets (
    username text collate "C" not null,
    sealed_secret bytea not null,
    last_accepted_step integer,
    enabled_at timestamptz(3) not null,
    constraint user_totp_secrets_pkey primary key (username),
    constraint user_totp_secrets_user foreign key (username) references users (username) on delete cascade
  )`,
  sql`create table user_totp_offers (
    username text collate "C" not null,
    sealed_secret bytea not null,
    offered_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint user_totp_offers_pkey primary key (username),
    constraint user_totp_offers_user foreign key (username) references users (username) on delete cascade
  )`,
  // bigint, because an authenticator's counter is an unsigned 32-bit number.
  sql`create table user_passkeys (
    username text collate "C" not null,
    credential_id bytea not null,
    user_handle bytea not null,
    label text collate "C" not null,
    public_key bytea not null,
    algorithm integer not null,
    sign_count bigint not null,
    transports text[] collate "C" not null default '{}',
    aaguid text collate "C",
    is_user_verified boolean not null default false,
    is_backup_eligible boolean not null default false,
    is_backed_up boolean not null default false,
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3),
    constraint user_passkeys_pkey primary key (username, credential_id),
    constraint user_passkeys_credential unique (credential_id),
    constraint user_passkeys_user foreign key (username) references users (username) on delete cascade,
    constraint user_passkeys_sign_count_range check (sign_count between 0 and 4294967295)
  )`,
  sql`create index user_passkeys_user_handle on user_passkeys (user_handle)`,
  sql`create table user_recovery_codes (
    username text collate "C" not null,
    code_hash bytea not null,
    created_at timestamptz(3) not null,
    used_at timestamptz(3),
    constraint user_recovery_codes_pkey primary key (username, code_hash),
    constraint user_recovery_codes_user foreign key (username) references users (username) on delete cascade,
    constraint user_recovery_codes_hashed check (octet_length(code_hash) = 32)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table user_recovery_codes, user_passkeys, user_totp_offers,
    user_totp_secrets, user_passwords`.execute(db);
}

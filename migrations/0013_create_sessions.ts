import { type Kysely, sql } from 'kysely';

const sessions = [
  // secret_hash is the hash of the cookie and changes with every rise in privilege; session_id stays and may be shown.
  sql`create table sessions (
    secret_hash bytea not null,
    session_id text collate "C" not null,
    purpose text collate "C" not null,
    username text collate "C",
    client_id text collate "C",
    return_query text collate "C" not null default '',
    is_kept_signed_in boolean not null default false,
    amr text[] collate "C" not null default '{}',
    authenticated_at timestamptz(3),
    proved_at timestamptz(3),
    voided_codes integer not null default 0,
    user_agent text collate "C" not null default '',
    masked_ip text collate "C" not null default '',
    place text collate "C" not null default '',
    created_at timestamptz(3) not null,
    last_seen_at timestamptz(3) not null,
    idle_expires_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint sessions_pkey primary key (secret_hash),
    constraint sessions_session_id unique (session_id),
    constraint sessions_user foreign key (username) references users (username) on delete cascade,
    constraint sessions_purpose_known check (
      purpose in ('registration', 'pending_login', 'interactive', 'protected')
    ),
    constraint sessions_signed_in_is_somebody check (
      purpose not in ('interactive', 'protected') or (username is not null and authenticated_at is not null)
    ),
    constraint sessions_protected_for_client check (purpose <> 'protected' or client_id is not null),
    constraint sessions_secret_hashed check (octet_length(secret_hash) = 32)
  )`,
  sql`create index sessions_of_user on sessions (username, last_seen_at) where username is not null`,
  sql`create index sessions_expiry on sessions (idle_expires_at)`,
  // One code at a time for a pending sign-in. With purpose verify_phone, it also validates the number.
  sql`create table login_sms_codes (
    session_id text collate "C" not null,
    key_hash bytea not null,
    code_hash bytea not null,
    purpose text collate "C" not null,
    phone_number text collate "C" not null,
    language text collate "C" not null,
    wrong_codes integer not null default 0,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    confirmed_at timestamptz(3),
    constraint login_sms_codes_pkey primary key (session_id),
    constraint login_sms_codes_key unique (key_hash),
    constraint login_sms_codes_session foreign key (session_id)
      references sessions (session_id) on delete cascade,
    constraint login_sms_codes_purpose_known check (purpose in ('sign_in', 'verify_phone')),
    constraint login_sms_codes_hashed check (octet_length(key_hash) = 32 and octet_length(code_hash) = 32)
  )`,
  sql`create table passkey_challenges (
    challenge_hash bytea not null,
    purpose text collate "C" not null,
    username text collate "C",
    session_id text collate "C",
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint passkey_challenges_pkey primary key (challenge_hash),
    constraint passkey_challenges_user foreign key (username) references users (username) on delete cascade,
    constraint passkey_challenges_session foreign key (session_id)
      references sessions (session_id) on delete cascade,
    constraint passkey_challenges_purpose_known check (purpose in ('register', 'authenticate')),
    constraint passkey_challenges_hashed check (octet_length(challenge_hash) = 32)
  )`,
  sql`create index passkey_challenges_of_user on passkey_challenges (username) where username is not null`,
  sql`create index passkey_challenges_of_session on passkey_challenges (session_id) where session_id is not null`,
  sql`create index passkey_challenges_expiry on passkey_challenges (expires_at)`,
];

const registrations = [
  // A confirmation belongs to the value next to it: an update that changes the value clears the confirmation.
  sql`create table registrations (
    session_id text collate "C" not null,
    first_name text collate "C" not null,
    last_name text collate "C" not null,
    password_hash text collate "C" not null,
    language text collate "C" not null,
    redirect_params text collate "C" not null default '',
    phone_number text collate "C" not null,
    phone_key_hash bytea,
    phone_code_hash bytea,
    phone_wrong_codes integer not null default 0,
    phone_code_expires_at timestamptz(3),
    phone_confirmed_at timestamptz(3),
    email_address text collate "C" not null,
    email_key_hash bytea,
    email_secret_hash bytea,
    email_code_hash bytea,
    email_wrong_codes integer not null default 0,
    email_expires_at timestamptz(3),
    email_confirmed_at timestamptz(3),
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    constraint registrations_pkey primary key (session_id),
    constraint registrations_phone_key unique (phone_key_hash),
    constraint registrations_email_key unique (email_key_hash),
    constraint registrations_session foreign key (session_id)
      references sessions (session_id) on delete cascade,
    constraint registrations_hashed check (
      octet_length(phone_key_hash) = 32 and octet_length(phone_code_hash) = 32
      and octet_length(email_key_hash) = 32 and octet_length(email_secret_hash) = 32
      and octet_length(email_code_hash) = 32
    )
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...sessions, ...registrations]) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table registrations, passkey_challenges, login_sms_codes, sessions`.execute(db);
}

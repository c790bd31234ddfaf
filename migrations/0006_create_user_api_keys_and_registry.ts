import { type Kysely, sql } from 'kysely';

const statements = [
  // The key is the application id, which never changes, unlike the label. Tokens refer to it.
  sql`create table user_api_keys (
    username text collate "C" not null,
    application_id text collate "C" not null,
    label text collate "C" not null,
    secret_hash bytea not null,
    sealed_secret bytea,
    scopes text[] collate "C" not null default '{user:admin}',
    position integer not null,
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3),
    constraint user_api_keys_pkey primary key (username, application_id),
    constraint user_api_keys_label unique (username, label),
    constraint user_api_keys_application_id unique (application_id),
    constraint user_api_keys_secret unique (secret_hash),
    constraint user_api_keys_user foreign key (username) references users (username) on delete cascade,
    constraint user_api_keys_label_length check (char_length(label) between 2 and 50),
    constraint user_api_keys_secret_hashed check (octet_length(secret_hash) = 32)
  )`,
  sql`create table user_registry_entries (
    username text collate "C" not null,
    key text collate "C" not null,
    value text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    constraint user_registry_entries_pkey primary key (username, key),
    constraint user_registry_entries_user foreign key (username) references users (username) on delete cascade,
    constraint user_registry_entries_key_length check (char_length(key) between 1 and 256),
    constraint user_registry_entries_value_length check (char_length(value) <= 1024)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table user_registry_entries, user_api_keys`.execute(db);
}

import { type Kysely, sql } from 'kysely';

const statements = [
  sql`create table linked_account_pictures (
    username text collate "C" not null,
    provider text collate "C" not null,
    image_id text collate "C" not null,
    media_type text collate "C" not null,
    content bytea not null,
    created_at timestamptz(3) not null,
    constraint linked_account_pictures_pkey primary key (username, provider),
    constraint linked_account_pictures_image_id unique (image_id),
    constraint linked_account_pictures_user foreign key (username) references users (username) on delete cascade,
    constraint linked_account_pictures_provider_known check (provider in ('facebook', 'github')),
    constraint linked_account_pictures_media_type_image check (media_type ~ '^image/[a-z]+$')
  )`,
  // One for each session and provider: a new request replaces the previous one.
  sql`create table account_link_requests (
    session_id text collate "C" not null,
    provider text collate "C" not null,
    state_hash bytea not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint account_link_requests_pkey primary key (session_id, provider),
    constraint account_link_requests_session foreign key (session_id)
      references sessions (session_id) on delete cascade,
    constraint account_link_requests_provider_known check (provider in ('facebook', 'github')),
    constraint account_link_requests_state_hashed check (octet_length(state_hash) = 32)
  )`,
  sql`create index account_link_requests_expiry on account_link_requests (expires_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table account_link_requests, linked_account_pictures`.execute(db);
}

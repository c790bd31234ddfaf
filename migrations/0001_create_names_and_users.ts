import { type Kysely, sql } from 'kysely';

const statements = [
  sql`create table reserved_names (
    name text collate "C" not null,
    kind text collate "C" not null,
    reserved_at timestamptz(3) not null,
    constraint reserved_names_pkey primary key (name),
    constraint reserved_names_name_and_kind unique (name, kind),
    constraint reserved_names_kind_known check (kind in ('user', 'organization')),
    constraint reserved_names_name_given check (name <> '')
  )`,
  // Reserves the client id of the site itself, which is never given out.
  sql`insert into reserved_names (name, kind, reserved_at) values ('itsyouonline', 'organization', now())`,
  // name_kind lets the foreign key require a name that is reserved for a user.
  sql`create table users (
    username text collate "C" not null,
    name_kind text collate "C" generated always as ('user') stored,
    first_name text collate "C" not null,
    last_name text collate "C" not null,
    language text collate "C",
    expires_at timestamptz(3),
    locked_at timestamptz(3),
    created_at timestamptz(3) not null,
    constraint users_pkey primary key (username),
    constraint users_username_reserved foreign key (username, name_kind) references reserved_names (name, kind),
    constraint users_username_form check (
      username = lower(username) and char_length(username) between 1 and 100
      and position('@' in username) = 0 and left(username, 1) <> '+'
    )
  )`,
  sql`create table account_deletions (
    username text collate "C" not null,
    cancel_token_hash bytea not null,
    requested_at timestamptz(3) not null,
    erase_at timestamptz(3) not null,
    constraint account_deletions_pkey primary key (username),
    constraint account_deletions_cancel_token unique (cancel_token_hash),
    constraint account_deletions_cancel_token_hashed check (octet_length(cancel_token_hash) = 32),
    constraint account_deletions_user foreign key (username) references users (username) on delete cascade
  )`,
  sql`create index account_deletions_due on account_deletions (erase_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table account_deletions, users, reserved_names`.execute(db);
}

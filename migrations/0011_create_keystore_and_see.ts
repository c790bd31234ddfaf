import { type Kysely, sql } from 'kysely';

// No foreign key on globalid: what an organization stores for a user belongs to the user and outlives the organization.
const statements = [
  sql`create table user_keystore_keys (
    username text collate "C" not null,
    globalid text collate "C" not null,
    label text collate "C" not null,
    key text collate "C" not null,
    algorithm text collate "C" not null,
    comment text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_keystore_keys_pkey primary key (username, globalid, label),
    constraint user_keystore_keys_user foreign key (username) references users (username) on delete cascade,
    constraint user_keystore_keys_label_length check (char_length(label) between 2 and 50)
  )`,
  // latest_version is raised by the statement that assigns the next number.
  sql`create table see_objects (
    username text collate "C" not null,
    globalid text collate "C" not null,
    uniqueid text collate "C" not null,
    latest_version integer not null default 1,
    created_at timestamptz(3) not null,
    constraint see_objects_pkey primary key (username, globalid, uniqueid),
    constraint see_objects_user foreign key (username) references users (username) on delete cascade,
    constraint see_objects_uniqueid_length check (char_length(uniqueid) between 1 and 100)
  )`,
  sql`create table see_versions (
    username text collate "C" not null,
    globalid text collate "C" not null,
    uniqueid text collate "C" not null,
    version integer not null,
    category text collate "C" not null,
    link text collate "C" not null,
    content_type text collate "C" not null default '',
    markdown_short_description text collate "C" not null,
    markdown_full_description text collate "C" not null,
    start_date timestamptz(3),
    end_date timestamptz(3),
    keystore_label text collate "C" not null default '',
    signature text collate "C" not null default '',
    created_at timestamptz(3) not null,
    constraint see_versions_pkey primary key (username, globalid, uniqueid, version),
    constraint see_versions_object foreign key (username, globalid, uniqueid)
      references see_objects (username, globalid, uniqueid) on delete cascade,
    constraint see_versions_numbered_from_one check (version >= 1)
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table see_versions, see_objects, user_keystore_keys`.execute(db);
}

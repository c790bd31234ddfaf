import { type Kysely, sql } from 'kysely';

const statements = [
  // One export for each account. The archive has a new id with each attempt to make it.
  sql`create table account_exports (
    username text collate "C" not null,
    archive_id text collate "C" not null,
    language text collate "C" not null,
    attempts integer not null default 0,
    requested_at timestamptz(3) not null,
    available_at timestamptz(3) not null,
    claimed_until timestamptz(3),
    ready_at timestamptz(3),
    failed_at timestamptz(3),
    size bigint,
    expires_at timestamptz(3),
    constraint account_exports_pkey primary key (username),
    constraint account_exports_archive unique (username, archive_id),
    constraint account_exports_user foreign key (username) references users (username) on delete cascade,
    constraint account_exports_ends_once check (num_nonnulls(ready_at, failed_at) <= 1),
    constraint account_exports_ready_has_size check ((ready_at is null) = (size is null)),
    constraint account_exports_ended_expires check (
      (expires_at is null) = (num_nonnulls(ready_at, failed_at) = 0)
    )
  )`,
  sql`create index account_exports_waiting on account_exports (available_at) where expires_at is null`,
  sql`create index account_exports_expiry on account_exports (expires_at) where expires_at is not null`,
  // The foreign key prevents additions to an abandoned archive, or to one of a deleted account.
  sql`create table account_export_parts (
    username text collate "C" not null,
    archive_id text collate "C" not null,
    position integer not null,
    sealed_content bytea not null,
    constraint account_export_parts_pkey primary key (username, archive_id, position),
    constraint account_export_parts_archive foreign key (username, archive_id)
      references account_exports (username, archive_id) on delete cascade
  )`,
  // Sealed content cannot be compressed, so trying would waste time.
  sql`alter table account_export_parts alter column sealed_content set storage external`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table account_export_parts, account_exports`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** What developers need to find out why a request of their application was refused. No data about users. */
const statements = [
  sql`create table client_log (
    globalid text collate "C" not null,
    entry_id text collate "C" not null,
    occurred_at timestamptz(3) not null,
    step text collate "C" not null,
    error text collate "C" not null,
    reason text collate "C" not null,
    redirect_uri text collate "C" not null,
    request_id text collate "C" not null,
    constraint client_log_pkey primary key (globalid, entry_id),
    constraint client_log_organization foreign key (globalid) references organizations (globalid) on delete cascade,
    constraint client_log_step_known check (step in ('authorize', 'token'))
  )`,
  sql`create index client_log_age on client_log (occurred_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table client_log`.execute(db);
}

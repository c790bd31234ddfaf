import { type Kysely, sql } from 'kysely';

/** Periodic work, which runs on one server at a time. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table periodic_jobs (
    name text collate "C" not null,
    available_at timestamptz(3) not null,
    claimed_until timestamptz(3),
    attempts integer not null default 0,
    constraint periodic_jobs_pkey primary key (name),
    constraint periodic_jobs_name_known check (name ~ '^[a-z-]{1,50}$'),
    constraint periodic_jobs_attempts_counted check (attempts >= 0)
  )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table periodic_jobs`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** The users who run the service. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table operators (
    username text collate "C" not null,
    added_at timestamptz(3) not null,
    constraint operators_pkey primary key (username),
    constraint operators_user foreign key (username) references users on delete cascade
  )`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table operators`.execute(db);
}

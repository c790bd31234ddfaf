import { type Kysely, sql } from 'kysely';

/**
 * Requests of users who lost their second factors. They take effect after a delay, so that the owner of the account can
 * cancel.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`create table factor_resets (
    username text collate "C" not null,
    cancel_token_hash bytea not null,
    password_version integer not null,
    requested_at timestamptz(3) not null,
    ready_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint factor_resets_pkey primary key (username),
    constraint factor_resets_cancel_token unique (cancel_token_hash),
    constraint factor_resets_user foreign key (username) references users on delete cascade,
    constraint factor_resets_order check (requested_at < ready_at and ready_at < expires_at)
  )`.execute(db);
  await sql`create index factor_resets_expiry on factor_resets (expires_at)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table factor_resets`.execute(db);
}

import { type Kysely, sql } from 'kysely';

/** Webhooks, and the events to deliver to them. */
export async function up(db: Kysely<unknown>): Promise<void> {
  // A webhook outlives its organization until the last event is delivered. The operator's webhooks have an empty
  // globalid.
  await sql`create table webhooks (
    webhook_id text collate "C" not null,
    globalid text collate "C" not null,
    url text collate "C" not null,
    description text collate "C" not null default '',
    event_types text[] collate "C" not null default '{}',
    status text collate "C" not null default 'active',
    sealed_secret bytea not null,
    former_sealed_secret bytea,
    former_secret_until timestamptz(3),
    failing_since timestamptz(3),
    retry_at timestamptz(3),
    created_at timestamptz(3) not null,
    ends_at timestamptz(3),
    constraint webhooks_pkey primary key (webhook_id),
    constraint webhooks_status check (status in ('active', 'off', 'gone', 'failing')),
    constraint webhooks_former_secret_ends check (
      (former_sealed_secret is null) = (former_secret_until is null)
    )
  )`.execute(db);
  await sql`create index webhooks_of_organization on webhooks (globalid, created_at)`.execute(db);
  await sql`create index webhooks_ending on webhooks (ends_at)`.execute(db);
  await sql`create table webhook_deliveries (
    webhook_id text collate "C" not null,
    delivery_id text collate "C" not null,
    event_type text collate "C" not null,
    body text collate "C" not null,
    username text collate "C",
    actor text collate "C",
    attempts integer not null default 0,
    response_status integer,
    last_error text collate "C" not null default '',
    last_attempt_at timestamptz(3),
    created_at timestamptz(3) not null,
    available_at timestamptz(3) not null,
    claimed_until timestamptz(3),
    delivered_at timestamptz(3),
    failed_at timestamptz(3),
    constraint webhook_deliveries_pkey primary key (webhook_id, delivery_id),
    constraint webhook_deliveries_webhook foreign key (webhook_id) references webhooks on delete cascade,
    constraint webhook_deliveries_outcome check (delivered_at is null or failed_at is null)
  )`.execute(db);
  await sql`create index webhook_deliveries_waiting on webhook_deliveries (available_at)
    where delivered_at is null and failed_at is null`.execute(db);
  await sql`create index webhook_deliveries_newest on webhook_deliveries (webhook_id, created_at)`.execute(
    db,
  );
  await sql`create index webhook_deliveries_age on webhook_deliveries (created_at)`.execute(db);
  await sql`create index webhook_deliveries_user on webhook_deliveries (username)`.execute(db);
  await sql`create index webhook_deliveries_actor on webhook_deliveries (actor)`.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table webhook_deliveries`.execute(db);
  await sql`drop table webhooks`.execute(db);
}

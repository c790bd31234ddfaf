import { type Kysely, sql } from 'kysely';

const statements = [
  // No foreign keys: the audit log outlives the accounts and organizations it is about.
  sql`create table audit_events (
    event_id text collate "C" not null,
    occurred_at timestamptz(3) not null,
    event text collate "C" not null,
    username text collate "C",
    globalid text collate "C",
    actor text collate "C",
    client_id text collate "C",
    session_id text collate "C",
    masked_ip text collate "C" not null default '',
    user_agent text collate "C" not null default '',
    request_id text collate "C" not null default '',
    details jsonb not null default '{}',
    constraint audit_events_pkey primary key (event_id)
  )`,
  // Newest first, read page by page.
  sql`create index audit_events_of_user on audit_events (username, occurred_at desc, event_id desc)
    where username is not null`,
  sql`create index audit_events_of_organization on audit_events (globalid, occurred_at desc, event_id desc)
    where globalid is not null`,
  sql`create index audit_events_age on audit_events (occurred_at)`,
  // Sealed, because links and codes are secrets; emptied once sent. The rest is the log of sent messages.
  sql`create table outbox_messages (
    message_id text collate "C" not null,
    channel text collate "C" not null,
    recipient text collate "C" not null,
    template text collate "C" not null,
    language text collate "C" not null,
    username text collate "C",
    sealed_content bytea,
    attempts integer not null default 0,
    last_error text collate "C" not null default '',
    created_at timestamptz(3) not null,
    available_at timestamptz(3) not null,
    claimed_until timestamptz(3),
    sent_at timestamptz(3),
    failed_at timestamptz(3),
    constraint outbox_messages_pkey primary key (message_id),
    constraint outbox_messages_channel_known check (channel in ('mail', 'sms')),
    constraint outbox_messages_waiting_has_content check (
      sealed_content is not null or sent_at is not null or failed_at is not null
    )
  )`,
  sql`create index outbox_messages_waiting on outbox_messages (available_at)
    where sent_at is null and failed_at is null`,
  sql`create index outbox_messages_age on outbox_messages (created_at)`,
  // The format that the rate limiter expects: expire is in milliseconds since 1970.
  sql`create table rate_limits (
    key varchar(255) collate "C" not null,
    points integer not null default 0,
    expire bigint,
    constraint rate_limits_pkey primary key (key)
  )`,
  sql`create index rate_limits_expiry on rate_limits (expire)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table rate_limits, outbox_messages, audit_events`.execute(db);
}

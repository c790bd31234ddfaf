import { type Kysely, sql } from 'kysely';

const statements = [
  sql`alter table organization_api_keys
    add column backchannel_logout_uri text collate "C" not null default '',
    add column backchannel_logout_session boolean not null default false,
    add constraint organization_api_keys_backchannel_length check (char_length(backchannel_logout_uri) <= 250)`,
  // Which API keys got an ID token within a session. No foreign key to the session, because the rows are read after it
  // is deleted.
  sql`create table session_clients (
    sid text collate "C" not null,
    session_id text collate "C" not null,
    globalid text collate "C" not null,
    key_id text collate "C" not null,
    expires_at timestamptz(3) not null,
    constraint session_clients_pkey primary key (sid, globalid, key_id),
    constraint session_clients_key foreign key (globalid, key_id)
      references organization_api_keys (globalid, key_id) on delete cascade
  )`,
  sql`create index session_clients_of_session on session_clients (session_id)`,
  sql`create index session_clients_of_key on session_clients (globalid, key_id)`,
  sql`create index session_clients_expiry on session_clients (expires_at)`,
  sql`alter table outbox_messages drop constraint outbox_messages_channel_known,
    add constraint outbox_messages_channel_known check (channel in ('mail', 'sms', 'logout'))`,
  sql`alter table client_log drop constraint client_log_step_known,
    add constraint client_log_step_known check (step in ('authorize', 'token', 'logout'))`,
];

/** API keys are told when sessions end (OpenID Connect Back-Channel Logout 1.0). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from outbox_messages where channel = 'logout'`.execute(db);
  await sql`delete from client_log where step = 'logout'`.execute(db);
  await sql`alter table outbox_messages drop constraint outbox_messages_channel_known,
    add constraint outbox_messages_channel_known check (channel in ('mail', 'sms'))`.execute(db);
  await sql`alter table client_log drop constraint client_log_step_known,
    add constraint client_log_step_known check (step in ('authorize', 'token'))`.execute(db);
  await sql`drop table session_clients`.execute(db);
  await sql`alter table organization_api_keys
    drop column backchannel_logout_uri, drop column backchannel_logout_session`.execute(db);
}

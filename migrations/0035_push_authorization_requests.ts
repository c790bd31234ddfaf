import { type Kysely, sql } from 'kysely';

/** Authorize requests that clients push (RFC 9126), and how an answer is returned to its client. */
const statements = [
  sql`create table pushed_requests (
    request_hash bytea not null,
    client_id text collate "C" not null,
    parameters text collate "C" not null,
    created_at timestamptz(3) not null,
    opened_at timestamptz(3),
    expires_at timestamptz(3) not null,
    used_at timestamptz(3),
    constraint pushed_requests_pkey primary key (request_hash),
    constraint pushed_requests_client foreign key (client_id) references organizations (globalid) on delete cascade,
    constraint pushed_requests_hashed check (octet_length(request_hash) = 32)
  )`,
  sql`create index pushed_requests_of_client on pushed_requests (client_id)`,
  sql`create index pushed_requests_expiry on pushed_requests (expires_at)`,
  sql`alter table authorization_requests
    add column response_mode text collate "C" not null default 'query',
    add column pushed_hash bytea,
    add constraint authorization_requests_response_mode_known check (response_mode in ('query', 'form_post')),
    add constraint authorization_requests_pushed foreign key (pushed_hash)
      references pushed_requests (request_hash) on delete cascade`,
  sql`create index authorization_requests_of_pushed on authorization_requests (pushed_hash)
    where pushed_hash is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table authorization_requests drop column pushed_hash, drop column response_mode`.execute(
    db,
  );
  await sql`drop table pushed_requests`.execute(db);
}

import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../src/schema.ts';
import { numbers, organizationName, populate, userName } from './population.ts';

/** What accumulates over years. */
export interface YearsSize {
  readonly users: number;
  readonly organizations: number;
  /** Valid access tokens. */
  readonly tokens: number;
  /** Audit events, spread over thirteen months. */
  readonly events: number;
}

/** At scale 1. */
export const fullSize: YearsSize = {
  users: 1_000_000,
  organizations: 200_000,
  tokens: 10_000_000,
  events: 20_000_000,
};

/** One row in this many is due for cleanup. */
const dueShare = 100;
const n = sql`n`;
const now = sql`now()`;

/** Rows are inserted by the million, which bounds the memory and time of a statement. */
const batch = 1_000_000;

/** Fills the tables, with all constraints checked. */
export async function populateYears(db: Kysely<Database>, size: YearsSize): Promise<void> {
  await populate(db, size);
  for (const statement of [...grants(size), ...sessions(size)]) await statement.execute(db);
  for (const [first, count] of batches(size.tokens)) await tokens(size, first, count).execute(db);
  for (const [first, count] of batches(size.events)) await events(size, first, count).execute(db);
  await sql`vacuum analyze`.execute(db);
}

function batches(count: number): [first: number, count: number][] {
  return Array.from({ length: Math.ceil(count / batch) }, (_none, index) => [
    index * batch,
    Math.min(batch, count - index * batch),
  ]);
}

/** The users who share something, as in `populate`, and the organization each shares it with. */
function sharer(
  { users, organizations }: YearsSize,
  number: RawBuilder<unknown>,
): { readonly user: RawBuilder<string>; readonly client: RawBuilder<string> } {
  const place = sql`((${number}) % ${Math.floor(users / 2)}::int)`;
  return {
    user: userName(sql`${place} * 2`),
    client: organizationName(sql`(${place} * 13) % ${organizations}::int`),
  };
}

function grants(size: YearsSize): RawBuilder<unknown>[] {
  const { user, client } = sharer(size, n);
  const count = numbers(size.users / 2);
  return [
    sql`insert into authorization_grants
        (grant_id, username, client_id, organization_key_id, created_at, last_used_at)
      select 'grant' || n, ${user}, ${client}, 'key', ${now}, ${now} from ${count}`,
    sql`insert into refresh_tokens
        (token_hash, kind, grant_id, username, client_id, granted_to, scopes, created_at, last_used_at, expires_at)
      select sha256(('refresh' || n)::bytea), 'oauth', 'grant' || n, ${user}, ${client}, ${client},
        array['user:name', 'offline_access'], ${now}, ${now},
        ${now} + interval '300 days' - case when n % ${dueShare}::int = 0 then interval '301 days' else interval '0' end
      from ${count}`,
  ];
}

function sessions({ users }: YearsSize): RawBuilder<unknown>[] {
  return [
    sql`insert into sessions
        (secret_hash, session_id, purpose, username, authenticated_at, created_at, last_seen_at, idle_expires_at,
          expires_at, user_agent, masked_ip)
      select sha256(('session' || n)::bytea), 'session' || n, 'interactive', ${userName(sql`n * 2`)}, ${now}, ${now},
        ${now}, ${now} + interval '12 hours'
          - case when n % ${dueShare}::int = 0 then interval '13 hours' else interval '0' end,
        ${now} + interval '7 days', 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0', '192.0.2.0'
      from ${numbers(users / 2)}`,
  ];
}

function tokens(size: YearsSize, first: number, count: number): RawBuilder<unknown> {
  const number = sql`(n + ${first}::bigint)`;
  const { user, client } = sharer(size, number);
  return sql`insert into access_tokens
      (token_hash, grant_id, username, client_id, granted_to, scopes, created_at, expires_at)
    select sha256(('years' || ${number})::bytea), 'grant' || ${number} % ${Math.floor(size.users / 2)}::int,
      ${user}, ${client}, ${client}, array['user:name'], ${now},
      ${now} + (n % 86400) * interval '1 second'
        - case when n % ${dueShare}::int = 0 then interval '2 days' else interval '0' end
    from ${numbers(count)}`;
}

/** Spread over the last thirteen months; events due for cleanup are older. */
function events({ users }: YearsSize, first: number, count: number): RawBuilder<unknown> {
  const number = sql`(n + ${first}::bigint)`;
  return sql`insert into audit_events
      (event_id, occurred_at, event, username, actor, client_id, session_id, masked_ip, user_agent, request_id, details)
    select lpad(to_hex(${number}), 12, '0') || '-' || gen_random_uuid(),
      ${now} - (${number} % 34128000) * interval '1 second'
        - case when n % ${dueShare}::int = 0 then interval '400 days' else interval '0' end,
      'session.created', ${userName(sql`${number} % ${users}::int`)}, ${userName(sql`${number} % ${users}::int`)},
      'itsyouonline', gen_random_uuid(), '192.0.2.0',
      'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0', gen_random_uuid(), '{"methods": ["pwd"]}'
    from ${numbers(count)}`;
}

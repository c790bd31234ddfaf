import { type Kysely, sql } from 'kysely';

const frontChannel = [
  // An authorize request that waits for the user's decision: bound to its session, decided once, used once.
  sql`create table authorization_requests (
    request_hash bytea not null,
    client_id text collate "C" not null,
    username text collate "C",
    session_id text collate "C",
    redirect_uri text collate "C" not null,
    state text collate "C",
    scopes text[] collate "C" not null,
    scope_style text collate "C" not null,
    wants_offline boolean not null default false,
    nonce text collate "C",
    code_challenge text collate "C",
    prompt text[] collate "C" not null default '{}',
    max_age_seconds integer,
    query text collate "C" not null,
    decision text collate "C",
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    decided_at timestamptz(3),
    used_at timestamptz(3),
    constraint authorization_requests_pkey primary key (request_hash),
    constraint authorization_requests_client foreign key (client_id)
      references organizations (globalid) on delete cascade,
    constraint authorization_requests_user foreign key (username) references users (username) on delete cascade,
    constraint authorization_requests_session foreign key (session_id)
      references sessions (session_id) on delete cascade,
    constraint authorization_requests_scope_style_known check (scope_style in ('comma', 'space')),
    constraint authorization_requests_decision_known check (decision in ('allowed', 'denied')),
    constraint authorization_requests_hashed check (octet_length(request_hash) = 32)
  )`,
  sql`create index authorization_requests_of_client on authorization_requests (client_id)`,
  sql`create index authorization_requests_of_user on authorization_requests (username) where username is not null`,
  sql`create index authorization_requests_of_session on authorization_requests (session_id)
    where session_id is not null`,
  sql`create index authorization_requests_expiry on authorization_requests (expires_at)`,
  // A used code is kept for a while, so that repeated use can be noticed and its grant ended.
  sql`create table authorization_codes (
    code_hash bytea not null,
    username text collate "C" not null,
    client_id text collate "C" not null,
    grant_id text collate "C" not null,
    session_id text collate "C",
    redirect_uri text collate "C" not null,
    state text collate "C",
    scopes text[] collate "C" not null,
    scope_style text collate "C" not null,
    wants_offline boolean not null default false,
    nonce text collate "C",
    code_challenge text collate "C",
    amr text[] collate "C" not null,
    authenticated_at timestamptz(3) not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    used_at timestamptz(3),
    constraint authorization_codes_pkey primary key (code_hash),
    constraint authorization_codes_authorization foreign key (username, client_id)
      references user_authorizations (username, granted_to) on delete cascade,
    constraint authorization_codes_scope_style_known check (scope_style in ('comma', 'space')),
    constraint authorization_codes_hashed check (octet_length(code_hash) = 32)
  )`,
  sql`create index authorization_codes_of_authorization on authorization_codes (username, client_id)`,
  sql`create index authorization_codes_expiry on authorization_codes (expires_at)`,
];

// One of granted_to, application_id, organization_key_id and session_id shows how the token was got. Its foreign key
// deletes the token with its basis.
const tokens = [
  sql`create table access_tokens (
    token_hash bytea not null,
    grant_id text collate "C" not null,
    username text collate "C",
    globalid text collate "C",
    client_id text collate "C" not null,
    granted_to text collate "C",
    application_id text collate "C",
    organization_key_id text collate "C",
    session_id text collate "C",
    scopes text[] collate "C" not null,
    scope_style text collate "C" not null default 'comma',
    is_openid boolean not null default false,
    amr text[] collate "C" not null default '{}',
    authenticated_at timestamptz(3),
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint access_tokens_pkey primary key (token_hash),
    constraint access_tokens_user foreign key (username) references users (username) on delete cascade,
    constraint access_tokens_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint access_tokens_authorization foreign key (username, granted_to)
      references user_authorizations (username, granted_to) on delete cascade,
    constraint access_tokens_user_api_key foreign key (username, application_id)
      references user_api_keys (username, application_id) on delete cascade,
    constraint access_tokens_organization_api_key foreign key (client_id, organization_key_id)
      references organization_api_keys (globalid, key_id) on delete cascade,
    constraint access_tokens_session foreign key (session_id)
      references sessions (session_id) on delete cascade,
    constraint access_tokens_one_subject check (num_nonnulls(username, globalid) = 1),
    constraint access_tokens_client_is_ground check (
      client_id = coalesce(granted_to, application_id, globalid, client_id)
    ),
    constraint access_tokens_scope_style_known check (scope_style in ('comma', 'space')),
    constraint access_tokens_hashed check (octet_length(token_hash) = 32)
  )`,
  sql`create index access_tokens_of_user on access_tokens (username, client_id) where username is not null`,
  sql`create index access_tokens_of_organization on access_tokens (globalid) where globalid is not null`,
  sql`create index access_tokens_of_organization_key on access_tokens (client_id, organization_key_id)
    where organization_key_id is not null`,
  sql`create index access_tokens_of_session on access_tokens (session_id) where session_id is not null`,
  sql`create index access_tokens_of_grant on access_tokens (grant_id)`,
  sql`create index access_tokens_expiry on access_tokens (expires_at)`,
  // kind jwt: inside a JWT, not rotated; parent_hash makes a tree. kind oauth: rotated; grant_id is the family.
  sql`create table refresh_tokens (
    token_hash bytea not null,
    parent_hash bytea,
    kind text collate "C" not null,
    grant_id text collate "C" not null,
    username text collate "C",
    globalid text collate "C",
    client_id text collate "C" not null,
    granted_to text collate "C",
    application_id text collate "C",
    organization_key_id text collate "C",
    scopes text[] collate "C" not null,
    scope_style text collate "C" not null default 'comma',
    is_openid boolean not null default false,
    stores_info boolean not null default false,
    nonce text collate "C",
    amr text[] collate "C" not null default '{}',
    authenticated_at timestamptz(3),
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    rotated_at timestamptz(3),
    constraint refresh_tokens_pkey primary key (token_hash),
    constraint refresh_tokens_parent foreign key (parent_hash)
      references refresh_tokens (token_hash) on delete cascade,
    constraint refresh_tokens_user foreign key (username) references users (username) on delete cascade,
    constraint refresh_tokens_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint refresh_tokens_authorization foreign key (username, granted_to)
      references user_authorizations (username, granted_to) on delete cascade,
    constraint refresh_tokens_user_api_key foreign key (username, application_id)
      references user_api_keys (username, application_id) on delete cascade,
    constraint refresh_tokens_organization_api_key foreign key (client_id, organization_key_id)
      references organization_api_keys (globalid, key_id) on delete cascade,
    constraint refresh_tokens_kind_known check (kind in ('jwt', 'oauth')),
    constraint refresh_tokens_one_subject check (num_nonnulls(username, globalid) = 1),
    constraint refresh_tokens_client_is_ground check (
      client_id = coalesce(granted_to, application_id, globalid, client_id)
    ),
    constraint refresh_tokens_not_own_parent check (parent_hash <> token_hash),
    constraint refresh_tokens_scope_style_known check (scope_style in ('comma', 'space')),
    constraint refresh_tokens_hashed check (octet_length(token_hash) = 32)
  )`,
  sql`create index refresh_tokens_children on refresh_tokens (parent_hash) where parent_hash is not null`,
  sql`create index refresh_tokens_of_user on refresh_tokens (username, client_id) where username is not null`,
  sql`create index refresh_tokens_of_organization on refresh_tokens (globalid) where globalid is not null`,
  sql`create index refresh_tokens_of_organization_key on refresh_tokens (client_id, organization_key_id)
    where organization_key_id is not null`,
  sql`create index refresh_tokens_of_grant on refresh_tokens (grant_id)`,
  sql`create index refresh_tokens_idle on refresh_tokens (last_used_at)`,
  sql`create table revoked_jwts (
    jti text collate "C" not null,
    revoked_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    constraint revoked_jwts_pkey primary key (jti)
  )`,
  sql`create index revoked_jwts_expiry on revoked_jwts (expires_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...frontChannel, ...tokens]) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table revoked_jwts, refresh_tokens, access_tokens, authorization_codes,
    authorization_requests`.execute(db);
}

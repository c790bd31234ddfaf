import { type Kysely, sql } from 'kysely';

const statements = [
  sql`create table organization_dns_names (
    globalid text collate "C" not null,
    name text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint organization_dns_names_pkey primary key (globalid, name),
    constraint organization_dns_names_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_dns_names_length check (char_length(name) between 4 and 250)
  )`,
  // Stored as sent, but unique ignoring case.
  sql`create unique index organization_dns_names_name on organization_dns_names (globalid, lower(name))`,
  // A public key may be too long for an index, so the position is the key.
  sql`create table organization_public_keys (
    globalid text collate "C" not null,
    position integer not null,
    public_key text collate "C" not null,
    created_at timestamptz(3) not null,
    constraint organization_public_keys_pkey primary key (globalid, position),
    constraint organization_public_keys_organization foreign key (globalid)
      references organizations (globalid) on delete cascade
  )`,
  sql`create table organization_required_scopes (
    globalid text collate "C" not null,
    scope text collate "C" not null,
    access_scopes text[] collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint organization_required_scopes_pkey primary key (globalid, scope),
    constraint organization_required_scopes_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_required_scopes_length check (octet_length(scope) between 1 and 1024),
    constraint organization_required_scopes_access_known check (
      cardinality(access_scopes) > 0
      and access_scopes <@ array['organization:owner', 'organization:member']
    )
  )`,
  sql`create table organization_descriptions (
    globalid text collate "C" not null,
    language text collate "C" not null,
    text text collate "C" not null,
    updated_at timestamptz(3) not null,
    constraint organization_descriptions_pkey primary key (globalid, language),
    constraint organization_descriptions_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_descriptions_length check (char_length(text) <= 65536)
  )`,
  sql`create table organization_logos (
    globalid text collate "C" not null,
    logo text collate "C" not null,
    updated_at timestamptz(3) not null,
    constraint organization_logos_pkey primary key (globalid),
    constraint organization_logos_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_logos_size check (octet_length(logo) <= 5242880)
  )`,
  sql`create table organization_registry_entries (
    globalid text collate "C" not null,
    key text collate "C" not null,
    value text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    constraint organization_registry_entries_pkey primary key (globalid, key),
    constraint organization_registry_entries_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_registry_entries_key_length check (char_length(key) between 1 and 256),
    constraint organization_registry_entries_value_length check (char_length(value) <= 1024)
  )`,
  // The credentials of an OAuth client. The key is key_id, because the label may change and tokens refer to the row.
  sql`create table organization_api_keys (
    globalid text collate "C" not null,
    key_id text collate "C" not null,
    label text collate "C" not null,
    secret_hash bytea not null,
    sealed_secret bytea,
    callback_url text collate "C" not null default '',
    allows_client_credentials boolean not null default false,
    is_public boolean not null default false,
    requires_pkce boolean not null default false,
    id_token_algorithm text collate "C" not null default 'ES384',
    created_at timestamptz(3) not null,
    last_used_at timestamptz(3),
    constraint organization_api_keys_pkey primary key (globalid, key_id),
    constraint organization_api_keys_label unique (globalid, label),
    constraint organization_api_keys_secret unique (secret_hash),
    constraint organization_api_keys_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_api_keys_label_length check (char_length(label) between 2 and 50),
    constraint organization_api_keys_secret_hashed check (octet_length(secret_hash) = 32),
    constraint organization_api_keys_callback_length check (char_length(callback_url) <= 250),
    constraint organization_api_keys_id_token_algorithm_known check (
      id_token_algorithm in ('ES384', 'ES256', 'EdDSA', 'RS256')
    ),
    constraint organization_api_keys_public_without_credentials check (
      not (is_public and allows_client_credentials)
    )
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table organization_api_keys, organization_registry_entries, organization_logos,
    organization_descriptions, organization_required_scopes, organization_public_keys,
    organization_dns_names`.execute(db);
}

import { type Kysely, sql } from 'kysely';

const labelledParts = [
  sql`create table user_addresses (
    username text collate "C" not null,
    label text collate "C" not null,
    street text collate "C" not null,
    nr text collate "C" not null,
    other text collate "C" not null default '',
    postal_code text collate "C" not null,
    city text collate "C" not null,
    country text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_addresses_pkey primary key (username, label),
    constraint user_addresses_user foreign key (username) references users (username) on delete cascade,
    constraint user_addresses_label_length check (char_length(label) between 2 and 50)
  )`,
  sql`create table user_bank_accounts (
    username text collate "C" not null,
    label text collate "C" not null,
    iban text collate "C" not null,
    bic text collate "C" not null,
    country text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_bank_accounts_pkey primary key (username, label),
    constraint user_bank_accounts_user foreign key (username) references users (username) on delete cascade,
    constraint user_bank_accounts_label_length check (char_length(label) between 2 and 50)
  )`,
  sql`create table user_digital_wallet_addresses (
    username text collate "C" not null,
    label text collate "C" not null,
    address text collate "C" not null,
    currency_symbol text collate "C" not null,
    expires_at timestamptz(3),
    no_expiration boolean not null default false,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_digital_wallet_addresses_pkey primary key (username, label),
    constraint user_digital_wallet_addresses_user foreign key (username)
      references users (username) on delete cascade,
    constraint user_digital_wallet_addresses_label_length check (char_length(label) between 2 and 50),
    constraint user_digital_wallet_addresses_expiry_given check (no_expiration or expires_at is not null)
  )`,
  sql`create table user_public_keys (
    username text collate "C" not null,
    label text collate "C" not null,
    public_key text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_public_keys_pkey primary key (username, label),
    constraint user_public_keys_user foreign key (username) references users (username) on delete cascade,
    constraint user_public_keys_label_length check (char_length(label) between 2 and 50)
  )`,
];

// Stored as digits, because the providers' ids exceed the exact range of a JSON number.
const linkedAccounts = [
  sql`create table user_github_accounts (
    username text collate "C" not null,
    github_id text collate "C" not null,
    login text collate "C" not null,
    name text collate "C" not null,
    avatar_url text collate "C" not null,
    html_url text collate "C" not null,
    linked_at timestamptz(3) not null,
    constraint user_github_accounts_pkey primary key (username),
    constraint user_github_accounts_user foreign key (username) references users (username) on delete cascade,
    constraint user_github_accounts_id_digits check (github_id ~ '^[0-9]{1,30}$')
  )`,
  sql`create table user_facebook_accounts (
    username text collate "C" not null,
    facebook_id text collate "C" not null,
    name text collate "C" not null,
    link text collate "C" not null,
    picture text collate "C" not null,
    linked_at timestamptz(3) not null,
    constraint user_facebook_accounts_pkey primary key (username),
    constraint user_facebook_accounts_user foreign key (username) references users (username) on delete cascade,
    constraint user_facebook_accounts_id_digits check (facebook_id ~ '^[0-9]{1,30}$')
  )`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...labelledParts, ...linkedAccounts]) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table user_facebook_accounts, user_github_accounts, user_public_keys,
    user_digital_wallet_addresses, user_bank_accounts, user_addresses`.execute(db);
}

import { type Kysely, sql } from 'kysely';

const emailAddresses = [
  sql`create table user_email_addresses (
    username text collate "C" not null,
    label text collate "C" not null,
    email_address text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_email_addresses_pkey primary key (username, label),
    constraint user_email_addresses_user foreign key (username) references users (username) on delete cascade,
    constraint user_email_addresses_label_length check (char_length(label) between 2 and 50),
    constraint user_email_addresses_form check (
      email_address = lower(email_address) and char_length(email_address) between 3 and 100
    )
  )`,
  sql`create index user_email_addresses_value on user_email_addresses (email_address, username)`,
  // The key is the address alone: only the first user who confirms an address owns it.
  sql`create table validated_email_addresses (
    email_address text collate "C" not null,
    username text collate "C" not null,
    validated_at timestamptz(3) not null,
    constraint validated_email_addresses_pkey primary key (email_address),
    constraint validated_email_addresses_owner unique (username, email_address),
    constraint validated_email_addresses_user foreign key (username) references users (username) on delete cascade,
    constraint validated_email_addresses_form check (email_address = lower(email_address))
  )`,
  sql`create table pending_email_validations (
    username text collate "C" not null,
    email_address text collate "C" not null,
    key_hash bytea not null,
    secret_hash bytea not null,
    language text collate "C" not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    confirmed_at timestamptz(3),
    constraint pending_email_validations_pkey primary key (username, email_address),
    constraint pending_email_validations_key unique (key_hash),
    constraint pending_email_validations_user foreign key (username) references users (username) on delete cascade,
    constraint pending_email_validations_hashed check (
      octet_length(key_hash) = 32 and octet_length(secret_hash) = 32
    )
  )`,
  sql`create index pending_email_validations_expiry on pending_email_validations (expires_at)`,
];

const phoneNumbers = [
  sql`create table user_phone_numbers (
    username text collate "C" not null,
    label text collate "C" not null,
    phone_number text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_phone_numbers_pkey primary key (username, label),
    constraint user_phone_numbers_user foreign key (username) references users (username) on delete cascade,
    constraint user_phone_numbers_label_length check (char_length(label) between 2 and 50),
    constraint user_phone_numbers_form check (phone_number ~ '^[+][0-9]{6,50}$')
  )`,
  sql`create index user_phone_numbers_value on user_phone_numbers (phone_number, username)`,
  sql`create table validated_phone_numbers (
    phone_number text collate "C" not null,
    username text collate "C" not null,
    validated_at timestamptz(3) not null,
    constraint validated_phone_numbers_pkey primary key (phone_number),
    constraint validated_phone_numbers_owner unique (username, phone_number),
    constraint validated_phone_numbers_user foreign key (username) references users (username) on delete cascade,
    constraint validated_phone_numbers_form check (phone_number ~ '^[+][0-9]{6,50}$')
  )`,
  sql`create table pending_phone_validations (
    username text collate "C" not null,
    phone_number text collate "C" not null,
    key_hash bytea not null,
    code_hash bytea not null,
    wrong_codes integer not null default 0,
    language text collate "C" not null,
    created_at timestamptz(3) not null,
    expires_at timestamptz(3) not null,
    confirmed_at timestamptz(3),
    constraint pending_phone_validations_pkey primary key (username, phone_number),
    constraint pending_phone_validations_key unique (key_hash),
    constraint pending_phone_validations_user foreign key (username) references users (username) on delete cascade,
    constraint pending_phone_validations_hashed check (
      octet_length(key_hash) = 32 and octet_length(code_hash) = 32
    ),
    constraint pending_phone_validations_wrong_codes_counted check (wrong_codes >= 0)
  )`,
  sql`create index pending_phone_validations_expiry on pending_phone_validations (expires_at)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...emailAddresses, ...phoneNumbers]) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table pending_phone_validations, validated_phone_numbers, user_phone_numbers,
    pending_email_validations, validated_email_addresses, user_email_addresses`.execute(db);
}

import { type Kysely, sql } from 'kysely';

const authorizations = [
  // What a user shares with an organization. Codes and tokens refer to it and cannot exist without it.
  sql`create table user_authorizations (
    username text collate "C" not null,
    granted_to text collate "C" not null,
    shares_name boolean not null default false,
    shares_github boolean not null default false,
    shares_facebook boolean not null default false,
    shares_keystore boolean not null default false,
    shares_see boolean not null default false,
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    last_used_at timestamptz(3),
    constraint user_authorizations_pkey primary key (username, granted_to),
    constraint user_authorizations_user foreign key (username) references users (username) on delete cascade,
    constraint user_authorizations_organization foreign key (granted_to)
      references organizations (globalid) on delete cascade
  )`,
  sql`create index user_authorizations_of_organization on user_authorizations (granted_to, username)`,
  // kind is the member of the contract's Authorization that the entry belongs to.
  sql`create table user_authorization_labels (
    username text collate "C" not null,
    granted_to text collate "C" not null,
    kind text collate "C" not null,
    requested_label text collate "C" not null,
    real_label text collate "C" not null,
    can_write boolean not null default false,
    currency text collate "C",
    position integer not null,
    constraint user_authorization_labels_pkey primary key (username, granted_to, kind, requested_label),
    constraint user_authorization_labels_authorization foreign key (username, granted_to)
      references user_authorizations (username, granted_to) on delete cascade,
    constraint user_authorization_labels_kind_known check (kind in (
      'addresses', 'avatars', 'bankaccounts', 'digitalwallet', 'emailaddresses', 'phonenumbers', 'publicKeys',
      'validatedemailaddresses', 'validatedphonenumbers'
    )),
    constraint user_authorization_labels_currency_of_wallet check (currency is null or kind = 'digitalwallet'),
    constraint user_authorization_labels_length check (
      char_length(requested_label) between 2 and 50 and char_length(real_label) between 2 and 50
    )
  )`,
  // For changing or removing the label of an entry in all authorizations of its owner.
  sql`create index user_authorization_labels_by_real_label on user_authorization_labels
    (username, kind, real_label)`,
  // relation is the user's membership of the organization, or the list of the user's organizations below it.
  sql`create table user_authorization_organizations (
    username text collate "C" not null,
    granted_to text collate "C" not null,
    relation text collate "C" not null,
    globalid text collate "C" not null,
    position integer not null,
    constraint user_authorization_organizations_pkey primary key (username, granted_to, relation, globalid),
    constraint user_authorization_organizations_authorization foreign key (username, granted_to)
      references user_authorizations (username, granted_to) on delete cascade,
    constraint user_authorization_organizations_shared foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint user_authorization_organizations_relation_known check (relation in ('memberof', 'organizations'))
  )`,
  sql`create index user_authorization_organizations_by_shared on user_authorization_organizations (globalid)`,
  // The ownership of an address ends with its validation.
  sql`create table user_authorization_owned_emails (
    username text collate "C" not null,
    granted_to text collate "C" not null,
    email_address text collate "C" not null,
    position integer not null,
    constraint user_authorization_owned_emails_pkey primary key (username, granted_to, email_address),
    constraint user_authorization_owned_emails_authorization foreign key (username, granted_to)
      references user_authorizations (username, granted_to) on delete cascade,
    constraint user_authorization_owned_emails_validated foreign key (username, email_address)
      references validated_email_addresses (username, email_address) on delete cascade
  )`,
  sql`create index user_authorization_owned_emails_by_email on user_authorization_owned_emails
    (username, email_address)`,
];

const tagsAndIdentifiers = [
  // Independent of the authorization: a grant is hidden while there is none, and visible again when there is.
  sql`create table organization_grants (
    globalid text collate "C" not null,
    username text collate "C" not null,
    tag text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint organization_grants_pkey primary key (globalid, username, tag),
    constraint organization_grants_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_grants_user foreign key (username) references users (username) on delete cascade,
    constraint organization_grants_tag_form check (tag ~ '^[a-zA-Z0-9_.-]{2,100}$')
  )`,
  sql`create index organization_grants_of_user on organization_grants (username, globalid)`,
  sql`create index organization_grants_by_tag on organization_grants (globalid, tag)`,
  // An identifier outlives its user, because clients still refer to it, but not the organization it was made for.
  sql`create table user_identifiers (
    username text collate "C" not null,
    azp text collate "C" not null,
    identifier text collate "C" not null,
    globalid text collate "C",
    position integer not null,
    created_at timestamptz(3) not null,
    constraint user_identifiers_pkey primary key (username, azp, identifier),
    constraint user_identifiers_identifier unique (identifier),
    constraint user_identifiers_name foreign key (username) references reserved_names (name),
    constraint user_identifiers_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint user_identifiers_organization_is_azp check (globalid = azp)
  )`,
  sql`create index user_identifiers_of_organization on user_identifiers (globalid) where globalid is not null`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of [...authorizations, ...tagsAndIdentifiers]) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table user_identifiers, organization_grants, user_authorization_owned_emails,
    user_authorization_organizations, user_authorization_labels, user_authorizations`.execute(db);
}

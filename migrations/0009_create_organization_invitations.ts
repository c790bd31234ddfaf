import { type Kysely, sql } from 'kysely';

const statements = [
  // No foreign key on username: an invitation stays listed after its user is gone, and names are never reused.
  sql`create table organization_invitations (
    globalid text collate "C" not null,
    invitation_id text collate "C" not null,
    role text collate "C" not null,
    status text collate "C" not null default 'pending',
    method text collate "C" not null,
    username text collate "C",
    invited_globalid text collate "C",
    email_address text collate "C" not null default '',
    phone_number text collate "C" not null default '',
    code_hash bytea,
    code_expires_at timestamptz(3),
    invited_by text collate "C",
    position integer not null,
    created_at timestamptz(3) not null,
    decided_at timestamptz(3),
    constraint organization_invitations_pkey primary key (globalid, invitation_id),
    constraint organization_invitations_code unique (code_hash),
    constraint organization_invitations_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_invitations_invited foreign key (invited_globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_invitations_role_known check (role in ('owner', 'member', 'orgowner', 'orgmember')),
    constraint organization_invitations_status_known check (status in ('pending', 'accepted', 'rejected')),
    constraint organization_invitations_method_known check (method in ('website', 'email', 'phone')),
    constraint organization_invitations_role_fits_invitee check (
      (invited_globalid is not null) = (role in ('orgowner', 'orgmember'))
    ),
    constraint organization_invitations_one_invitee check (
      num_nonnulls(username, invited_globalid) <= 1
      and (method <> 'website' or num_nonnulls(username, invited_globalid) = 1)
    ),
    constraint organization_invitations_reachable check (
      (method <> 'email' or email_address <> '') and (method <> 'phone' or phone_number <> '')
    ),
    constraint organization_invitations_code_hashed check (octet_length(code_hash) = 32)
  )`,
  // Each invitee has one invitation for each role: known users by name, organizations by id, others by their contact.
  sql`create unique index organization_invitations_user on organization_invitations
    (globalid, role, username) where username is not null`,
  sql`create unique index organization_invitations_linked on organization_invitations
    (globalid, role, invited_globalid) where invited_globalid is not null`,
  sql`create unique index organization_invitations_email on organization_invitations
    (globalid, role, email_address) where username is null and method = 'email'`,
  sql`create unique index organization_invitations_phone on organization_invitations
    (globalid, role, phone_number) where username is null and method = 'phone'`,
  sql`create index organization_invitations_by_user on organization_invitations (username)
    where username is not null`,
  sql`create index organization_invitations_by_invited on organization_invitations (invited_globalid)
    where invited_globalid is not null`,
  sql`create index organization_invitations_open_email on organization_invitations (email_address)
    where status = 'pending' and method = 'email'`,
  sql`create index organization_invitations_open_phone on organization_invitations (phone_number)
    where status = 'pending' and method = 'phone'`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table organization_invitations`.execute(db);
}

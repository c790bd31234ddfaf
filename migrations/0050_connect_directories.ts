import { type Kysely, sql } from 'kysely';

const statements = [
  sql`create table scim_directories (
    globalid text collate "C" not null,
    is_on boolean not null,
    changed_at timestamptz(3) not null,
    last_used_at timestamptz(3),
    constraint scim_directories_pkey primary key (globalid),
    constraint scim_directories_organization foreign key (globalid)
      references organizations (globalid) on delete cascade
  )`,
  // What the directory of an organization stores about a user. The resulting membership shows which account that is.
  sql`create table scim_users (
    globalid text collate "C" not null,
    scim_id text collate "C" not null,
    external_id text collate "C",
    user_name text collate "C" not null,
    display_name text collate "C" not null default '',
    name jsonb not null default '{}',
    emails jsonb not null default '[]',
    created_at timestamptz(3) not null,
    updated_at timestamptz(3) not null,
    constraint scim_users_pkey primary key (globalid, scim_id),
    constraint scim_users_external_id unique (globalid, external_id),
    constraint scim_users_organization foreign key (globalid)
      references organizations (globalid) on delete cascade
  )`,
  sql`create unique index scim_users_user_name on scim_users (globalid, lower(user_name))`,
  sql`create index scim_users_age on scim_users (globalid, created_at, scim_id)`,
  // group_id is a role, or the globalid of a suborganization.
  sql`create table scim_groups (
    globalid text collate "C" not null,
    group_id text collate "C" not null,
    external_id text collate "C",
    display_name text collate "C",
    is_made_by_directory boolean not null default false,
    updated_at timestamptz(3) not null,
    constraint scim_groups_pkey primary key (globalid, group_id),
    constraint scim_groups_external_id unique (globalid, external_id),
    constraint scim_groups_organization foreign key (globalid)
      references organizations (globalid) on delete cascade
  )`,
  // The directory user that a member is. It ends with the membership.
  sql`alter table organization_users add column scim_user_id text collate "C",
    add constraint organization_users_scim_user foreign key (globalid, scim_user_id)
      references scim_users (globalid, scim_id) on delete set null (scim_user_id)`,
  sql`create unique index organization_users_of_scim on organization_users (globalid, scim_user_id)
    where scim_user_id is not null`,
  // The directory user that an invitation is for, and the suborganizations that the invitee also joins.
  sql`alter table organization_invitations add column scim_user_id text collate "C",
    add column also_joins text[] collate "C" not null default '{}',
    add constraint organization_invitations_scim_user foreign key (globalid, scim_user_id)
      references scim_users (globalid, scim_id) on delete set null (scim_user_id)`,
  sql`create index organization_invitations_of_scim on organization_invitations (globalid, scim_user_id)
    where scim_user_id is not null`,
  sql`alter table client_log drop constraint client_log_step_known,
    add constraint client_log_step_known check (step in ('authorize', 'token', 'logout', 'scim'))`,
];

/** Directories of organizations add and remove members (SCIM 2.0). */
export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`delete from client_log where step = 'scim'`.execute(db);
  await sql`alter table client_log drop constraint client_log_step_known,
    add constraint client_log_step_known check (step in ('authorize', 'token', 'logout'))`.execute(db);
  await sql`alter table organization_invitations drop column scim_user_id, drop column also_joins`.execute(
    db,
  );
  await sql`alter table organization_users drop column scim_user_id`.execute(db);
  await sql`drop table scim_groups, scim_users, scim_directories`.execute(db);
}

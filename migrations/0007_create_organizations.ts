import { type Kysely, sql } from 'kysely';

const statements = [
  // parent is computed from the id, so that they cannot disagree. left(x, -n) drops the last n characters.
  sql`create table organizations (
    globalid text collate "C" not null,
    name_kind text collate "C" generated always as ('organization') stored,
    parent text collate "C" generated always as (
      nullif(left(globalid, -strpos(reverse(globalid), '.')), '')
    ) stored,
    second_factor_validity_seconds integer,
    created_by text collate "C",
    created_at timestamptz(3) not null,
    constraint organizations_pkey primary key (globalid),
    constraint organizations_globalid_reserved foreign key (globalid, name_kind)
      references reserved_names (name, kind),
    constraint organizations_parent foreign key (parent) references organizations (globalid) on delete cascade,
    constraint organizations_globalid_form check (
      char_length(globalid) between 3 and 150
      and globalid ~ '^[a-z0-9_[:space:]-]+([.][a-z0-9_[:space:]-]+)*$'
      and globalid !~ '(^|[.]) | ([.]|$)'
    ),
    constraint organizations_second_factor_validity_range check (
      second_factor_validity_seconds between 0 and 2678400
    )
  )`,
  sql`create index organizations_children on organizations (parent) where parent is not null`,
  // One row for a user and an organization, so that no user is both owner and member.
  sql`create table organization_users (
    globalid text collate "C" not null,
    username text collate "C" not null,
    role text collate "C" not null,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint organization_users_pkey primary key (globalid, username),
    constraint organization_users_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_users_user foreign key (username) references users (username) on delete cascade,
    constraint organization_users_role_known check (role in ('owner', 'member'))
  )`,
  // Role before organization, because each creation counts the direct ownerships of a user.
  sql`create index organization_users_of_user on organization_users (username, role, globalid)`,
  // linked_globalid is orgowner or orgmember of globalid.
  sql`create table organization_links (
    globalid text collate "C" not null,
    linked_globalid text collate "C" not null,
    role text collate "C" not null,
    includes_suborganizations boolean not null default false,
    position integer not null,
    created_at timestamptz(3) not null,
    constraint organization_links_pkey primary key (globalid, linked_globalid),
    constraint organization_links_organization foreign key (globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_links_linked foreign key (linked_globalid)
      references organizations (globalid) on delete cascade,
    constraint organization_links_role_known check (role in ('orgowner', 'orgmember')),
    constraint organization_links_not_itself check (globalid <> linked_globalid)
  )`,
  sql`create index organization_links_of_linked on organization_links (linked_globalid, globalid)`,
];

export async function up(db: Kysely<unknown>): Promise<void> {
  for (const statement of statements) await statement.execute(db);
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table organization_links, organization_users, organizations`.execute(db);
}

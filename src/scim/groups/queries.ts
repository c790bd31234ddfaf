import { type Kysely, sql, type Transaction } from 'kysely';
import { isUniqueViolation } from '../../db/pg-errors.ts';
import { type LockedMembers, memberPrefix } from '../../organizations/members/queries.ts';
import type { Database } from '../../schema.ts';
import { type Attributes, filterCondition, orderOf } from '../filter-queries.ts';
import { type PageOf, type ScimGroup, type ScimReference, urns } from '../resources.ts';
import { ScimError } from '../scim-error.ts';
import type { ListRequest } from '../users/queries.ts';

/** The groups of an organization, as the directory sees them: its roles, and its suborganizations. */
const groupsOf = (globalid: string) => sql`(
  select r.id, g.external_id, coalesce(g.display_name, r.name) as display_name,
    coalesce(g.is_made_by_directory, false) as is_made_by_directory, r.created_at,
    coalesce(g.updated_at, r.created_at) as updated_at
  from (
    select role.name as id, role.name, o.created_at
    from organizations o cross join (values ('owners'), ('members')) as role (name)
    where o.globalid = ${globalid}
    union all
    select o.globalid, substr(o.globalid, ${globalid.length + 2}::integer), o.created_at
    from organizations o
    where o.globalid > ${`${globalid}.`}::text and o.globalid < ${`${globalid}/`}::text
  ) r
  left join scim_groups g on g.globalid = ${globalid} and g.group_id = r.id
)`;

/**
 * The users in the groups of an organization. A suborganization lists only users who are also members of the
 * organization, and invited users who will join it when they accept.
 */
const membersOf = (globalid: string) => sql`(
  select r.id as group_id, m.scim_user_id, m.username
  from organization_users m join (values ('owners', 'owner'), ('members', null)) as r (id, role)
    on r.role is null or r.role = m.role
  where m.globalid = ${globalid}
  union all
  select b.globalid, m.scim_user_id, m.username
  from organization_users b join organization_users m on m.globalid = ${globalid} and m.username = b.username
  where b.globalid > ${`${globalid}.`}::text and b.globalid < ${`${globalid}/`}::text
  union all
  select j.below, i.scim_user_id, null
  from organization_invitations i cross join unnest(i.also_joins) as j (below)
  where i.globalid = ${globalid} and i.status = 'pending' and i.scim_user_id is not null
)`;

const memberId = sql`coalesce(m.scim_user_id, ${memberPrefix}::text || m.username)`;

const columns = sql`g.id, g.external_id as "externalId", g.display_name as "displayName",
  g.is_made_by_directory as "isMadeByDirectory", g.created_at as "createdAt", g.updated_at as "updatedAt"`;

const attributesOf = (globalid: string): Attributes => ({
  id: { kind: 'exact', value: sql`g.id` },
  externalid: { kind: 'exact', value: sql`g.external_id` },
  displayname: { kind: 'text', value: sql`g.display_name` },
  members: {
    kind: 'list',
    rows: sql`(select ${memberId} as id from ${membersOf(globalid)} m where m.group_id = g.id) as member`,
    parts: { value: { kind: 'exact', value: sql`member.id` } },
  },
  'meta.resourcetype': { kind: 'text', value: sql`'Group'::text` },
  'meta.created': { kind: 'time', value: sql`g.created_at` },
  'meta.lastmodified': { kind: 'time', value: sql`g.updated_at` },
});

/** Executes two statements, or one when only the total is wanted. @throws ScimError `invalidFilter` or `invalidPath` */
export async function listScimGroups(
  db: Kysely<Database>,
  globalid: string,
  { filter, sortBy, isDescending, offset, limit }: ListRequest,
): Promise<PageOf<ScimGroup>> {
  const attributes = attributesOf(globalid);
  const condition = filter ? filterCondition(filter, attributes, urns.group) : sql`true`;
  const order = sortBy === undefined ? sql`g.created_at` : orderOf(sortBy, attributes, urns.group);
  const direction = isDescending ? sql`desc nulls first` : sql`asc nulls last`;
  const found = sql`from ${groupsOf(globalid)} g where ${condition}`;
  const { rows: counted } = await sql<{ total: number }>`select count(*)::integer as total ${found}`.execute(
    db,
  );
  const total = counted[0]?.total ?? 0;
  if (limit === 0 || total <= offset) return { total, resources: [] };
  const { rows } = await sql<ScimGroup>`
    select ${columns} ${found} order by ${order} ${direction}, g.id limit ${limit} offset ${offset}`.execute(
    db,
  );
  return { total, resources: rows };
}

export async function findScimGroup(
  db: Kysely<Database>,
  globalid: string,
  id: string,
): Promise<ScimGroup | undefined> {
  const { rows } = await sql<ScimGroup>`
    select ${columns} from ${groupsOf(globalid)} g where g.id = ${id}`.execute(db);
  return rows[0];
}

/** A user in a group. */
interface MemberOfGroup extends ScimReference {
  readonly group: string;
}

/** The users in each of several groups. */
export async function listMembersOfGroups(
  db: Kysely<Database>,
  globalid: string,
  groups: readonly string[],
): Promise<ReadonlyMap<string, readonly ScimReference[]>> {
  if (groups.length === 0) return new Map();
  const { rows } = await sql<MemberOfGroup>`
    select m.group_id as group, ${memberId} as id,
      coalesce(nullif(s.display_name, ''), s.user_name, m.username) as display
    from ${membersOf(globalid)} m
    left join scim_users s on s.globalid = ${globalid} and s.scim_id = m.scim_user_id
    where m.group_id = any (${groups}::text[])
    order by m.group_id, id`.execute(db);
  const members = new Map<string, ScimReference[]>();
  for (const { group, id, display } of rows) {
    const list = members.get(group);
    if (list) list.push({ id, display });
    else members.set(group, [{ id, display }]);
  }
  return members;
}

export interface GroupContent {
  readonly externalId: string | null;
  readonly displayName: string;
}

/** @throws ScimError `uniqueness`; the transaction cannot continue after it */
export async function storeScimGroup(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  id: string,
  { externalId, displayName, isMadeByDirectory }: GroupContent & { readonly isMadeByDirectory: boolean },
  now: Date,
): Promise<void> {
  const content = { external_id: externalId, display_name: displayName, updated_at: now };
  await trx
    .insertInto('scim_groups')
    .values({ globalid, group_id: id, ...content, is_made_by_directory: isMadeByDirectory })
    .onConflict((conflict) => conflict.columns(['globalid', 'group_id']).doUpdateSet(content))
    .execute()
    .catch((error: unknown) => {
      if (!isUniqueViolation(error, 'scim_groups_external_id')) throw error;
      throw new ScimError(409, 'uniqueness', 'externalId: another group of the directory has it');
    });
}

/** Deletes what the directory stored about suborganizations that no longer exist. */
export async function deleteScimGroupsWithoutOrganization(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
): Promise<void> {
  await trx
    .deleteFrom('scim_groups')
    .where('globalid', '=', globalid)
    .where('group_id', 'not in', ['owners', 'members'])
    .where('group_id', 'not in', (eb) => eb.selectFrom('organizations').select('organizations.globalid'))
    .execute();
}

/** Whether an organization has API keys or suborganizations. */
export async function hasKeysOrSuborganizations(db: Kysely<Database>, globalid: string): Promise<boolean> {
  const { rows } = await sql`
    select from organization_api_keys where globalid = ${globalid}
    union all select from organizations where parent = ${globalid} limit 1`.execute(db);
  return rows.length > 0;
}

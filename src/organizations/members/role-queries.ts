import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../../schema.ts';

/** The effective roles of a user in an organization. */
export interface OrganizationRoles {
  readonly isOwner: boolean;
  readonly isMember: boolean;
}

/**
 * The end of the range of globalids that a link reaches: only the linked organization, or everything below it as well.
 * In byte order `x/` comes after every `x.…`, so that descendants form a range and need not be listed.
 */
const lastOf = sql`case when k.includes_suborganizations then k.linked_globalid || '/' else k.linked_globalid end`;

/** The range also contains ids such as `x-y`; this literal comparison excludes them. Globalids are never patterns. */
const isReached = sql<boolean>`(
  k.globalid = r.globalid
  or (r.last <> r.globalid and left(k.globalid, length(r.globalid) + 1) = r.globalid || '.')
)`;

/**
 * Forces a lateral subquery to be looked up in the index for each row. Without it the planner, which cannot estimate
 * the size of a recursion, would read all links of the database and join them.
 */
const oneByOne = sql`offset 0`;

/** The organizations that a user belongs to directly. */
const belongingOf = (username: string) => sql`
    belonging (globalid, role) as (
      select globalid, role from organization_users where username = ${username}
    )`;

/** The links of the organizations in `origins (globalid)`. */
const firstLinks = sql`
    first_links (origin, role, globalid, last) as materialized (
      select k.globalid, k.role, k.linked_globalid, ${lastOf}
      from origins o cross join lateral (
        select * from organization_links k where k.globalid = o.globalid ${oneByOne}
      ) as k
    )`;

/**
 * One step backwards, from the user towards the organizations: from a related organization to those that link to it,
 * and to its ancestors, which others may link to including everything below.
 */
const stepBack = sql`
      select next.globalid, next.is_origin
      from related r cross join lateral (
        select k.globalid, true as is_origin from organization_links k
        where k.linked_globalid = r.globalid and (r.is_origin or k.includes_suborganizations)
        union all
        select p.parent, false from organizations p where p.globalid = r.globalid and p.parent is not null
      ) as next`;

/**
 * The roles of a user in the organizations of `origins (globalid)`. The query must define that table before, with
 * `belonging` and `first_links`. Access checks and lists share this code, so that they cannot disagree.
 *
 * - `reached`: for each origin, the organizations whose users count because of a link. The role of the first link
 *   (orgowner or orgmember) decides what they become; links after it are followed in both roles. A link back to the
 *   origin reaches the organizations below the origin, but never the origin itself. Parents of a reached organization
 *   do not count. The search stops where the user belongs, because going further cannot add anything.
 * - `held`: the roles from lists and links (an orgowner gives the owner role). A role also holds in all organizations
 *   below.
 *
 * @param worthwhile a condition on a first link `f`: whether it may lead to the user
 */
function rolesHeldBy(username: string, worthwhile: RawBuilder<unknown>): RawBuilder<unknown> {
  const belongsThere = sql`(r.globalid <> r.origin and r.globalid in (select globalid from belonging))`;
  return sql`
    reached (origin, role, globalid, last) as (
      select * from first_links f where ${worthwhile}
      union
      select r.origin, r.role, k.linked_globalid, ${lastOf}
      from reached r cross join lateral (
        select * from organization_links k where k.globalid between r.globalid and r.last and ${isReached} ${oneByOne}
      ) as k
      where not ${belongsThere}
        and k.globalid <> r.origin and k.globalid not in (select globalid from belonging)
    ),
    held (globalid, role) as (
      select globalid, role from belonging
      union
      select r.origin, substr(r.role, 4)
      from reached r join belonging b on b.globalid = r.globalid
      where b.globalid <> r.origin
      union
      select r.origin, substr(r.role, 4)
      from reached r cross join lateral (
        select from organization_users u
        where u.username = ${username} and u.role in ('owner', 'member')
          and u.globalid between r.globalid || '.' and r.last and u.globalid <> r.origin
        limit 1
      ) as below
      where r.last <> r.globalid and not ${belongsThere}
    )`;
}

/** With more first links than this, the search starts at the user, unless that side is as wide. */
const manyLinks = 100;
/**
 * How many links each organization of the user outweighs, and how many organizations the search from the user may find.
 */
const linksPerOrganization = 4;
const relatedAtMost = 100;

/**
 * The effective roles of a user in organizations, in one statement. Its cost grows with the depth of the organizations
 * and the number of links above them, not with the number of organizations.
 *
 * - `lineage`: each requested organization and its ancestors; a role in one of them holds in all below
 * - `related`: if there are many links, the organizations from which some path leads to the user. Only links to them
 *   are followed then, unless there are too many of these organizations
 *
 * @param many the number of first links above which `related` is computed
 * @returns an entry for each organization that exists
 */
export async function listOrganizationRoles(
  db: Kysely<Database>,
  globalids: readonly string[],
  username: string,
  many = manyLinks,
): Promise<ReadonlyMap<string, OrganizationRoles>> {
  if (globalids.length === 0) return new Map();
  const worthwhile = sql`(
    (select count(*) from near) not between 1 and ${relatedAtMost - 1}
    or exists (select from near n where n.globalid = f.globalid)
  )`;
  const { rows } = await sql<OrganizationRoles & { globalid: string }>`
    with recursive lineage (target, globalid, parent) as (
      select globalid, globalid, parent from organizations where globalid = any (${globalids}::text[])
      union
      select l.target, o.globalid, o.parent from organizations o join lineage l on o.globalid = l.parent
    ),
    origins (globalid) as (select distinct globalid from lineage),
    ${belongingOf(username)},
    ${firstLinks},
    related (globalid, is_origin) as (
      select globalid, true from belonging
      where (select count(*) from first_links) > ${many} + ${linksPerOrganization} * (select count(*) from belonging)
      union
      ${stepBack}
    ),
    near (globalid) as materialized (select globalid from related limit ${relatedAtMost}),
    ${rolesHeldBy(username, sql`exists (select from belonging) and ${worthwhile}`)}
    select l.target as globalid,
      coalesce(bool_or(h.role = 'owner'), false) as "isOwner",
      coalesce(bool_or(h.role = 'member'), false) as "isMember"
    from lineage l left join held h on h.globalid = l.globalid
    group by l.target`.execute(db);
  return new Map(rows.map(({ globalid, ...roles }) => [globalid, roles]));
}

/** An organization that a user effectively belongs to. */
export interface OrganizationOfUser {
  readonly globalid: string;
  /** True for a user who is both owner and member. */
  readonly isOwner: boolean;
}

/**
 * All organizations in which a user has a role according to `listOrganizationRoles`, in byte order, in one statement.
 *
 * - `related` searches backwards from the user. The user has some role in each origin found, because the path to it,
 *   from where it last leaves the origin, gives one
 * - `claims`: the roles that lists and these links could give. A link may only lead back to its origin, so where claims
 *   differ the full search must decide; this concerns few organizations
 */
export async function listOrganizationsOfUser(
  db: Kysely<Database>,
  username: string,
): Promise<OrganizationOfUser[]> {
  const { rows } = await sql<OrganizationOfUser>`
    with recursive related (globalid, is_origin) as (
      select globalid, true from organization_users where username = ${username}
      union
      ${stepBack}
    ),
    claims (globalid, role) as (
      select globalid, role from organization_users where username = ${username}
      union
      select k.globalid, substr(k.role, 4)
      from related r cross join lateral (
        select * from organization_links k where k.linked_globalid = r.globalid ${oneByOne}
      ) as k
      where r.is_origin or k.includes_suborganizations
    ),
    origins (globalid) as (
      select globalid from claims group by globalid having count(*) > 1
      except
      select globalid from organization_users where username = ${username} and role = 'owner'
    ),
    ${belongingOf(username)},
    ${firstLinks},
    ${rolesHeldBy(username, sql`true`)},
    roles (globalid, role) as (
      select globalid, role from claims where globalid not in (select globalid from origins)
      union
      select globalid, role from held
    )
    select o.globalid, bool_or(h.role = 'owner') as "isOwner"
    from roles h join organizations o
      on o.globalid between h.globalid and h.globalid || '/'
      and (o.globalid = h.globalid or starts_with(o.globalid, h.globalid || '.'))
    group by o.globalid order by o.globalid`.execute(db);
  return rows;
}

import { type Kysely, sql } from 'kysely';
import { lastCharacter } from '../../names/last-character.ts';
import { withAncestors } from '../../organizations/globalid.ts';
import type { Database } from '../../schema.ts';

/** An organization as shown in a list. */
export interface OrganizationLine {
  readonly globalid: string;
  readonly createdAt: Date;
  readonly owners: number;
  readonly members: number;
}

export interface OrganizationSearch {
  /** The beginning of the globalid; empty for all. */
  readonly beginning: string;
  readonly limit: number;
  /** The last globalid of the previous page. */
  readonly after?: string | undefined;
}

/** Finds organizations, in byte order of their globalids. */
export async function searchOrganizations(
  db: Kysely<Database>,
  { beginning, limit, after = '' }: OrganizationSearch,
): Promise<OrganizationLine[]> {
  const { rows } = await sql<OrganizationLine>`
    select o.globalid, o.created_at as "createdAt", ${usersAs('owner')} as owners, ${usersAs('member')} as members
    from organizations o
    where o.globalid > ${after} and o.globalid >= ${beginning} and o.globalid < ${beginning + lastCharacter}
    order by o.globalid limit ${limit}`.execute(db);
  return rows;
}

function usersAs(role: 'owner' | 'member') {
  return sql<number>`(
    select count(*)::int from organization_users m where m.globalid = o.globalid and m.role = ${role})`;
}

/** What an operator sees of an organization. */
export interface OrganizationOverview extends OrganizationLine {
  readonly createdBy: string | null;
  /** The usernames of the first owners. */
  readonly ownerNames: readonly string[];
  /** Labels of the API keys. */
  readonly keys: readonly string[];
  /** Organizations that are owners or members of it. */
  readonly links: readonly { readonly globalid: string; readonly role: string }[];
  /** Its direct suborganizations. */
  readonly below: readonly string[];
  readonly dnsNames: readonly string[];
}

/** The page shows at most this many of each kind. */
const maximumShown = 20;

/** @returns undefined when there is no such organization */
export async function findOrganizationOverview(
  db: Kysely<Database>,
  globalid: string,
): Promise<OrganizationOverview | undefined> {
  const { rows } = await sql<OrganizationOverview>`
    select o.globalid, o.created_at as "createdAt", o.created_by as "createdBy",
      ${usersAs('owner')} as owners, ${usersAs('member')} as members,
      array(select m.username from organization_users m where m.globalid = o.globalid and m.role = 'owner'
        order by m.position, m.username limit ${maximumShown}) as "ownerNames",
      array(select k.label from organization_api_keys k where k.globalid = o.globalid
        order by k.created_at, k.key_id limit ${maximumShown}) as keys,
      (select coalesce(json_agg(json_build_object('globalid', l.linked_globalid, 'role', l.role)), '[]'::json)
        from (select * from organization_links where globalid = o.globalid
          order by position, linked_globalid limit ${maximumShown}) as l) as links,
      array(select b.globalid from organizations b where b.parent = o.globalid
        order by b.globalid limit ${maximumShown}) as below,
      array(select d.name from organization_dns_names d where d.globalid = o.globalid
        order by d.position, d.name limit ${maximumShown}) as "dnsNames"
    from organizations o where o.globalid = ${globalid}`.execute(db);
  return rows[0];
}

/** The usernames of the owners of an organization, of those below it and of those above it, in alphabetical order. */
export async function listOwnersAround(db: Kysely<Database>, globalid: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organization_users')
    .select('username')
    .distinct()
    .where('role', '=', 'owner')
    .where((eb) =>
      eb.or([
        eb('globalid', 'in', withAncestors(globalid)),
        eb.and([eb('globalid', '>', `${globalid}.`), eb('globalid', '<', `${globalid}.${lastCharacter}`)]),
      ]),
    )
    .orderBy('username')
    .execute();
  return rows.map(({ username }) => username);
}

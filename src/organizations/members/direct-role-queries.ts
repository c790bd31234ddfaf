import { type Kysely, sql } from 'kysely';
import type { Database } from '../../schema.ts';
import type { MemberRole } from './queries.ts';

/** The direct role of a user in an organization; undefined when in neither list. */
export async function findDirectRole(
  db: Kysely<Database>,
  globalid: string,
  username: string,
): Promise<MemberRole | undefined> {
  const row = await db
    .selectFrom('organization_users')
    .select('role')
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .executeTakeFirst();
  return row?.role;
}

/** The organizations that list a user directly. */
export async function listMemberships(db: Kysely<Database>, username: string): Promise<string[]> {
  const rows = await db
    .selectFrom('organization_users')
    .select('globalid')
    .where('username', '=', username)
    .orderBy('globalid')
    .execute();
  return rows.map(({ globalid }) => globalid);
}

/** The direct roles of a user in those of the given organizations that list the user. */
export async function listDirectRoles(
  db: Kysely<Database>,
  globalids: readonly string[],
  username: string,
): Promise<ReadonlyMap<string, MemberRole>> {
  const rows = await db
    .selectFrom('organization_users')
    .select(['globalid', 'role'])
    .where('globalid', 'in', globalids)
    .where('username', '=', username)
    .execute();
  return new Map(rows.map(({ globalid, role }) => [globalid, role]));
}

/** Whether a user other than this one is a direct owner. Accounts that are about to be erased do not count. */
export async function hasOtherOwner(
  db: Kysely<Database>,
  globalid: string,
  username: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('organization_users')
    .select('username')
    .where('globalid', '=', globalid)
    .where('role', '=', 'owner')
    .where('username', '<>', username)
    .where('username', 'not in', (eb) => eb.selectFrom('account_deletions').select('username'))
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}

/**
 * Whether a user or organization other than this one is an owner. Users and organizations share one namespace, so a
 * name is only ever one of the two. Accounts that are about to be erased do not count.
 */
export async function hasOwnerBesides(
  db: Kysely<Database>,
  globalid: string,
  name: string,
): Promise<boolean> {
  const { rows } = await sql`
    select from organization_users where globalid = ${globalid} and role = 'owner' and username <> ${name}
      and username not in (select username from account_deletions)
    union all
    select from organization_links
    where globalid = ${globalid} and role = 'orgowner' and linked_globalid <> ${name}
    limit 1`.execute(db);
  return rows.length > 0;
}

/** Those of an organization and its suborganizations that list a user directly, in byte order. */
export async function listMembershipsBelow(
  db: Kysely<Database>,
  globalid: string,
  username: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('organization_users')
    .select('globalid')
    .where('username', '=', username)
    .where(({ eb, or, and }) =>
      or([
        eb('globalid', '=', globalid),
        // In byte order, `x/` comes after every `x.…`.
        and([eb('globalid', '>', `${globalid}.`), eb('globalid', '<', `${globalid}/`)]),
      ]),
    )
    .orderBy('globalid')
    .execute();
  return rows.map((row) => row.globalid);
}

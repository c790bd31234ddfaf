import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { OrganizationContent, RequiredScope } from '../../generated/types.ts';
import { Conflict, NotFound } from '../base/errors.ts';
import { isForeignKeyViolation } from '../db/pg-errors.ts';
import { findReservedName, insertReservedName } from '../names/queries.ts';
import type { Database } from '../schema.ts';
import { insertDnsNames } from './dns/queries.ts';
import { insertMember, type LockedMembers, lockMembers } from './members/queries.ts';
import { insertRequiredScopes } from './required-scopes/queries.ts';

/** An organization to store. `globalid` and content have been validated. */
export interface NewOrganization {
  readonly globalid: string;
  /** The user who becomes its only direct owner. Without one, the organizations above own it. */
  readonly owner?: string | undefined;
  readonly createdAt: Date;
  readonly content?: Pick<OrganizationContent, 'dns' | 'publicKeys' | 'requiredscopes'>;
}

/**
 * Stores a new organization with its owner and reserves its name for good.
 * @throws Conflict `user_exists` or `organization_exists` when the name is or was taken; NotFound `Parent organization
 * does not exist`. After either error the transaction cannot continue.
 */
export async function insertOrganization(
  trx: Transaction<Database>,
  { globalid, owner, createdAt, content = {} }: NewOrganization,
): Promise<void> {
  await reserveName(trx, globalid, createdAt);
  await insertOrganizationRow(trx, globalid, owner, createdAt);
  if (owner !== undefined) await insertMember(trx, globalid, { username: owner, role: 'owner' }, createdAt);
  await insertPublicKeys(trx, globalid, content.publicKeys ?? [], createdAt);
  await insertDnsNames(trx, globalid, content.dns ?? [], createdAt);
  await insertRequiredScopes(trx, globalid, content.requiredscopes ?? [], createdAt);
}

async function reserveName(trx: Transaction<Database>, name: string, reservedAt: Date): Promise<void> {
  if (await insertReservedName(trx, { name, kind: 'organization' }, reservedAt)) return;
  const taken = await findReservedName(trx, name);
  throw new Conflict(taken?.kind === 'user' ? 'user_exists' : 'organization_exists');
}

async function insertOrganizationRow(
  trx: Transaction<Database>,
  globalid: string,
  createdBy: string | undefined,
  createdAt: Date,
): Promise<void> {
  try {
    await trx
      .insertInto('organizations')
      .values({ globalid, created_by: createdBy ?? null, created_at: createdAt })
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error, 'organizations_parent')) throw error;
    throw new NotFound('Parent organization does not exist', { cause: error });
  }
}

async function insertPublicKeys(
  trx: Transaction<Database>,
  globalid: string,
  keys: readonly string[],
  createdAt: Date,
): Promise<void> {
  if (keys.length === 0) return;
  const rows = keys.map((key, index) => ({
    globalid,
    position: index + 1,
    public_key: key,
    created_at: createdAt,
  }));
  await trx.insertInto('organization_public_keys').values(rows).execute();
}

/** Everything that the contract shows of an organization, each list in its own order. */
export interface OrganizationDetails {
  readonly globalid: string;
  readonly publicKeys: readonly string[];
  readonly dns: readonly string[];
  readonly provedDns: readonly string[];
  readonly owners: readonly string[];
  readonly members: readonly string[];
  readonly orgowners: readonly string[];
  readonly orgmembers: readonly string[];
  readonly includes: readonly string[];
  readonly requiredScopes: readonly RequiredScope[];
  readonly includesSuborganizationsOf: readonly string[];
}

/** Finds an organization with all its lists, in one statement. */
export async function findOrganizationDetails(
  db: Kysely<Database>,
  globalid: string,
): Promise<OrganizationDetails | undefined> {
  const usersAs = (role: 'owner' | 'member') => sql`array(select u.username from organization_users u
    where u.globalid = o.globalid and u.role = ${role} order by u.position, u.username)`;
  const linked = (
    condition: RawBuilder<unknown>,
  ) => sql`array(select l.linked_globalid from organization_links l
    where l.globalid = o.globalid and ${condition} order by l.position, l.linked_globalid)`;
  const { rows } = await sql<OrganizationDetails>`
    select
      o.globalid,
      array(select k.public_key from organization_public_keys k
        where k.globalid = o.globalid order by k.position) as "publicKeys",
      array(select d.name from organization_dns_names d
        where d.globalid = o.globalid order by d.position, d.name) as dns,
      array(select d.name from organization_dns_names d
        where d.globalid = o.globalid and d.proved_at is not null order by d.position, d.name) as "provedDns",
      ${usersAs('owner')} as owners,
      ${usersAs('member')} as members,
      ${linked(sql`l.role = 'orgowner'`)} as orgowners,
      ${linked(sql`l.role = 'orgmember'`)} as orgmembers,
      array(select c.globalid from organizations c where c.parent = o.globalid order by c.globalid) as includes,
      coalesce((
        select json_agg(json_build_object('scope', r.scope, 'accessscopes', r.access_scopes) order by r.position, r.scope)
        from organization_required_scopes r where r.globalid = o.globalid
      ), '[]') as "requiredScopes",
      ${linked(sql`l.includes_suborganizations`)} as "includesSuborganizationsOf"
    from organizations o where o.globalid = ${globalid}`.execute(db);
  return rows[0];
}

export async function hasOrganization(db: Kysely<Database>, globalid: string): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('globalid')
    .where('globalid', '=', globalid)
    .executeTakeFirst();
  return row !== undefined;
}

/** A place in the tree of organizations. */
export interface OrganizationPlace {
  readonly globalid: string;
  readonly parent: string | null;
}

/** An organization with its ancestors and all its descendants, in byte order; empty when it does not exist. */
export async function listFamily(
  db: Kysely<Database>,
  globalid: string,
): Promise<readonly OrganizationPlace[]> {
  const { rows } = await sql<OrganizationPlace>`
    with recursive lineage (globalid, parent) as (
      select globalid, parent from organizations where globalid = ${globalid}
      union
      select o.globalid, o.parent from organizations o join lineage l on o.globalid = l.parent
    )
    select globalid, parent from lineage
    union
    select globalid, parent from organizations where ${isWithin(globalid)}
    order by globalid`.execute(db);
  return rows;
}

/**
 * Locks an organization and all its descendants, so that no transaction can add anything below them or refer to them.
 * @returns their globalids; empty when the organization does not exist
 */
export async function lockOrganizationTree(trx: Transaction<Database>, globalid: string): Promise<string[]> {
  const rows = await trx
    .selectFrom('organizations')
    .select('globalid')
    .where(isWithin(globalid))
    .orderBy('globalid')
    .forUpdate()
    .execute();
  return rows.map((row) => row.globalid);
}

/**
 * Same as `lockMembers`, for acts that need the organization to exist.
 * @throws NotFound `organization_not_found`
 */
export async function lockOrganization(trx: Transaction<Database>, globalid: string): Promise<LockedMembers> {
  const members = await lockMembers(trx, globalid);
  if (!members) throw new NotFound('organization_not_found');
  return members;
}

/** Deletes an organization. Foreign keys delete everything below it and everything that belongs to them. */
export async function deleteOrganizationTree(trx: Transaction<Database>, globalid: string): Promise<void> {
  await trx.deleteFrom('organizations').where('globalid', '=', globalid).execute();
}

/**
 * Whether a row is the organization or below it. Globalids are never patterns: the prefix is compared literally. The
 * range allows the use of the index; in byte order `x/` comes after every `x.…`.
 */
function isWithin(globalid: string): RawBuilder<boolean> {
  return sql<boolean>`(
    globalid between ${globalid} and ${globalid}::text || '/'
    and (globalid = ${globalid} or starts_with(globalid, ${globalid}::text || '.'))
  )`;
}

import { type Kysely, type RawBuilder, sql } from 'kysely';
import { prepareQuery, type ValueOf } from '../db/prepared.ts';
import type { Database } from '../schema.ts';

/** What a stored access token says about its bearer. */
export interface AccessTokenRow {
  readonly username: string | null;
  readonly globalid: string | null;
  readonly client_id: string;
  readonly application_id: string | null;
  readonly granted_to: string | null;
  readonly session_id: string | null;
  readonly scopes: readonly string[];
}

const accessTokenQuery = prepareQuery((db, value: ValueOf<{ hash: Buffer; now: Date }>) =>
  db
    .selectFrom('access_tokens')
    .select(['username', 'globalid', 'client_id', 'application_id', 'granted_to', 'session_id', 'scopes'])
    .where('token_hash', '=', value('hash'))
    .where('expires_at', '>=', value('now')),
);

/** A token that is known and not expired; its last moment counts as inside (oauth: "boundary inclusive"). */
export async function findAccessToken(
  db: Kysely<Database>,
  hash: Buffer,
  now: Date,
): Promise<AccessTokenRow | undefined> {
  const [row] = await accessTokenQuery(db, { hash, now });
  return row;
}

/** What a JWT stands on. */
export type GroundKind = 'apiKey' | 'thirdParty' | 'organization';

interface GroundValues {
  readonly subject: string;
  readonly clientId: string;
  readonly ground: string;
  readonly jti: string;
  readonly tree: Buffer | null;
  readonly isOrganization: boolean;
}

/**
 * The ground is a redeemed code of this user and client, an API key of the user, or one of the organization that allows
 * client credentials.
 */
const groundQuery = prepareQuery((db, value: ValueOf<GroundValues>) => ({
  compile: () =>
    sql<{ kind: GroundKind }>`
      select kind from (
        select 'thirdParty' as kind, false as is_organization from authorization_grants
        where grant_id = ${value('ground')} and username = ${value('subject')}
          and client_id = ${value('clientId')}
        union all
        select 'apiKey', false from user_api_keys
        where application_id = ${value('ground')} and username = ${value('subject')}
          and application_id = ${value('clientId')}
        union all
        select 'organization', true from organization_api_keys
        where key_id = ${value('ground')} and globalid = ${value('subject')}
          and globalid = ${value('clientId')} and allows_client_credentials
      ) as grounds
      where is_organization = ${value('isOrganization')}
        and not exists (select from revoked_jwts where jti = ${value('jti')})
        and (${value('tree')}::bytea is null
          or exists (select from refresh_tokens where token_hash = ${value('tree')}))`.compile(db),
}));

/** What tells a JWT access token from others, as `AccessClaims` has it. */
export type JwtStanding = Omit<GroundValues, 'tree'> & { readonly tree: Buffer | undefined };

/**
 * What a JWT stands on at this moment, in one statement; undefined when it was revoked, or its ground or the refresh
 * token behind it is gone.
 */
export async function findGroundKind(
  db: Kysely<Database>,
  { subject, clientId, ground, jti, tree, isOrganization }: JwtStanding,
): Promise<GroundKind | undefined> {
  const [row] = await groundQuery(db, { subject, clientId, ground, jti, tree: tree ?? null, isOrganization });
  return row?.kind;
}

/** The user who proved to own an email address or phone number. */
export async function findContactOwner(db: Kysely<Database>, contact: string): Promise<string | undefined> {
  const found = contact.startsWith('+')
    ? db.selectFrom('validated_phone_numbers').select('username').where('phone_number', '=', contact)
    : db
        .selectFrom('validated_email_addresses')
        .select('username')
        .where('email_address', '=', contact.toLowerCase());
  return (await found.executeTakeFirst())?.username;
}

export async function hasOrganization(db: Kysely<Database>, globalid: string): Promise<boolean> {
  const row = await db
    .selectFrom('organizations')
    .select('globalid')
    .where('globalid', '=', globalid)
    .executeTakeFirst();
  return row !== undefined;
}

/** What a user effectively is to an organization. */
export interface OrganizationRoles {
  readonly isOwner: boolean;
  readonly isMember: boolean;
}

/**
 * The end of the range that a link reaches: the linked organization alone, or everything below it as well. In byte
 * order `x/` follows all of `x.…`, so that descendants are found by range and need not be listed.
 */
const lastOf = sql`case when k.includes_suborganizations then k.linked_globalid || '/' else k.linked_globalid end`;

/** Inside the range lie also ids such as `x-y`; this literal test leaves them out. Globalids are never patterns. */
const isReached = sql<boolean>`(
  k.globalid = r.globalid
  or (r.last <> r.globalid and left(k.globalid, length(r.globalid) + 1) = r.globalid || '.')
)`;

/**
 * Ends a lateral subquery that shall be looked up in the index for each row. The planner knows little about the number
 * of rows that a recursion gives; it would rather read all links of the database and join them.
 */
const oneByOne = sql`offset 0`;

/**
 * What somebody is to the organizations of `origins (globalid)`, a table that the query has made before. Access checks
 * and lists share it, so they cannot disagree.
 *
 * - `belonging`: the person's direct roles, anywhere
 * - `reached`: for each origin, the organizations whose people count because of a link. A first link's role (orgowner
 *   or orgmember) decides what they become; further links are followed in both roles. A link back to the
 *   organization they start from reaches what it brings along from below, but never that organization itself.
 *   Parents of a reached organization do not count. Nothing is gained by going on from where the person belongs.
 * - `held`: the roles by list or link (an orgowner makes owners). Whoever holds one holds it in all below as well
 */
function rolesHeldBy(username: string): RawBuilder<unknown> {
  return sql`
    belonging (globalid, role) as (
      select globalid, role from organization_users where username = ${username}
    ),
    reached (origin, role, globalid, last) as (
      select k.globalid, k.role, k.linked_globalid, ${lastOf}
      from origins o cross join lateral (
        select * from organization_links k where k.globalid = o.globalid ${oneByOne}
      ) as k
      union
      select r.origin, r.role, k.linked_globalid, ${lastOf}
      from reached r cross join lateral (
        select * from organization_links k where k.globalid between r.globalid and r.last and ${isReached} ${oneByOne}
      ) as k
      where k.globalid <> r.origin and not exists (select from belonging b where b.globalid = k.globalid)
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
      where r.last <> r.globalid
    )`;
}

/**
 * Effective ownership and membership in one statement, whose work grows with the depth of the organizations and the
 * number of links above them, never with the number of organizations.
 *
 * `lineage` is each organization asked for and its ancestors; what somebody is to one of them, he is to all below.
 *
 * @returns an entry for each organization that exists
 */
export async function listOrganizationRoles(
  db: Kysely<Database>,
  globalids: readonly string[],
  username: string,
): Promise<ReadonlyMap<string, OrganizationRoles>> {
  if (globalids.length === 0) return new Map();
  const { rows } = await sql<{ globalid: string; is_owner: boolean; is_member: boolean }>`
    with recursive lineage (target, globalid, parent) as (
      select globalid, globalid, parent from organizations where globalid = any (${globalids}::text[])
      union
      select l.target, o.globalid, o.parent from organizations o join lineage l on o.globalid = l.parent
    ),
    origins (globalid) as (select distinct globalid from lineage),
    ${rolesHeldBy(username)}
    select l.target as globalid,
      coalesce(bool_or(h.role = 'owner'), false) as is_owner,
      coalesce(bool_or(h.role = 'member'), false) as is_member
    from lineage l left join held h on h.globalid = l.globalid
    group by l.target`.execute(db);
  return new Map(rows.map((row) => [row.globalid, { isOwner: row.is_owner, isMember: row.is_member }]));
}

/** An organization somebody effectively belongs to. */
export interface OrganizationOfUser {
  readonly globalid: string;
  /** Owner and member at once counts as owner. */
  readonly is_owner: boolean;
}

/**
 * All organizations for which `listOrganizationRoles` finds a role, in byte order of their ids, in one statement.
 *
 * - `related` goes backwards from the person: from an organization to those that link to it, and to its ancestors,
 *   which others may link to with everything below. Each origin so found has some role for the person, because the
 *   way there, from where it leaves the origin for the last time, gives one
 * - `claims`: the roles that lists and these links could give. A link may lead back to its origin only, so where the
 *   claims differ it takes the full search to know; few organizations are in such doubt
 */
export async function listOrganizationsOfUser(
  db: Kysely<Database>,
  username: string,
): Promise<OrganizationOfUser[]> {
  const { rows } = await sql<OrganizationOfUser>`
    with recursive related (globalid, is_origin) as (
      select globalid, true from organization_users where username = ${username}
      union
      select next.globalid, next.is_origin
      from related r cross join lateral (
        select k.globalid, true as is_origin from organization_links k
        where k.linked_globalid = r.globalid and (r.is_origin or k.includes_suborganizations)
        union all
        select p.parent, false from organizations p where p.globalid = r.globalid and p.parent is not null
      ) as next
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
    ${rolesHeldBy(username)},
    roles (globalid, role) as (
      select globalid, role from claims where globalid not in (select globalid from origins)
      union
      select globalid, role from held
    )
    select o.globalid, bool_or(h.role = 'owner') as is_owner
    from roles h join organizations o
      on o.globalid between h.globalid and h.globalid || '/'
      and (o.globalid = h.globalid or starts_with(o.globalid, h.globalid || '.'))
    group by o.globalid order by o.globalid`.execute(db);
  return rows;
}

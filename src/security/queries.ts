import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from '../db/database.ts';

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

/** A token that is known and not expired; its last moment counts as inside (oauth: "boundary inclusive"). */
export function findAccessToken(
  db: Kysely<Database>,
  hash: Buffer,
  now: Date,
): Promise<AccessTokenRow | undefined> {
  return db
    .selectFrom('access_tokens')
    .select(['username', 'globalid', 'client_id', 'application_id', 'granted_to', 'session_id', 'scopes'])
    .where('token_hash', '=', hash)
    .where('expires_at', '>=', now)
    .executeTakeFirst();
}

/** Whether a user has an API key with this application id. */
export async function hasApiKey(
  db: Kysely<Database>,
  username: string,
  applicationId: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('user_api_keys')
    .select('application_id')
    .where('username', '=', username)
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  return row !== undefined;
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
function isReached(table: 'b' | 'k'): RawBuilder<boolean> {
  const id = sql.ref(`${table}.globalid`);
  return sql<boolean>`(${id} = r.globalid or (r.last <> r.globalid and left(${id}, length(r.globalid) + 1) = r.globalid || '.'))`;
}

/**
 * Effective ownership and membership in one statement, whose work grows with the depth of the organizations and the
 * number of links above them, never with the number of organizations.
 *
 * - `lineage`: each organization asked for and its ancestors; what somebody is to one of them, he is to all below
 * - `reached`: for each of them, the organizations whose people count because of a link. A first link's role (orgowner
 *   or orgmember) decides what they become; further links are followed in both roles. A link back to the
 *   organization they start from reaches what it brings along from below, but never that organization itself.
 *   Parents of a reached organization do not count.
 *
 * @returns an entry for each organization that exists
 */
export async function listOrganizationRoles(
  db: Kysely<Database>,
  globalids: readonly string[],
  username: string,
): Promise<ReadonlyMap<string, OrganizationRoles>> {
  if (globalids.length === 0) return new Map();
  const asked = sql`globalid in (${sql.join(globalids)})`;
  const { rows } = await sql<{ globalid: string; is_owner: boolean; is_member: boolean }>`
    with recursive lineage (target, globalid, parent) as (
      select globalid, globalid, parent from organizations where ${asked}
      union
      select l.target, o.globalid, o.parent from organizations o join lineage l on o.globalid = l.parent
    ),
    reached (target, origin, role, globalid, last) as (
      select l.target, l.globalid, k.role, k.linked_globalid, ${lastOf}
      from lineage l join organization_links k on k.globalid = l.globalid
      union
      select r.target, r.origin, r.role, k.linked_globalid, ${lastOf}
      from reached r join organization_links k on k.globalid between r.globalid and r.last and ${isReached('k')}
      where k.globalid <> r.origin
    ),
    belonging (globalid, role) as (
      select globalid, role from organization_users where username = ${username}
    ),
    held (target, role) as (
      select l.target, b.role from lineage l join belonging b using (globalid)
      union
      select r.target, case r.role when 'orgowner' then 'owner' else 'member' end
      from reached r join belonging b on ${isReached('b')}
      where b.globalid <> r.origin
    )
    select o.globalid,
      exists (select from held h where h.target = o.globalid and h.role = 'owner') as is_owner,
      exists (select from held h where h.target = o.globalid and h.role = 'member') as is_member
    from organizations o where ${asked}`.execute(db);
  return new Map(rows.map((row) => [row.globalid, { isOwner: row.is_owner, isMember: row.is_member }]));
}

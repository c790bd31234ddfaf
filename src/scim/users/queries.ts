import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { isUniqueViolation } from '../../db/pg-errors.ts';
import { type LockedMembers, memberPrefix, scimIdOfMember } from '../../organizations/members/queries.ts';
import type { Database } from '../../schema.ts';
import type { Filter } from '../filter.ts';
import { type Attributes, filterCondition, orderOf } from '../filter-queries.ts';
import { type PageOf, type ScimReference, type ScimUser, type UserContent, urns } from '../resources.ts';
import { ScimError } from '../scim-error.ts';

/**
 * The users of an organization's directory, and the members that the directory does not know. For users who are not
 * members, the state comes from a pending or refused invitation.
 */
const usersOf = (globalid: string) => sql`(
  select s.scim_id as id, true as is_stored, s.external_id, s.user_name, s.display_name, s.name, s.emails,
    s.created_at, s.updated_at, m.username, m.role,
    case when m.username is not null then 'member' else coalesce(i.state, 'none') end as state
  from scim_users s
  left join organization_users m on m.globalid = s.globalid and m.scim_user_id = s.scim_id
  left join lateral (
    select case i.status when 'pending' then 'invited' else 'refused' end as state from organization_invitations i
    where i.globalid = s.globalid and i.scim_user_id = s.scim_id and i.status in ('pending', 'rejected')
    order by i.status limit 1
  ) i on true
  where s.globalid = ${globalid}
  union all
  select ${memberPrefix}::text || m.username, false, null, m.username, '', '{}'::jsonb, '[]'::jsonb,
    m.created_at, m.created_at, m.username, m.role, 'member'
  from organization_users m
  where m.globalid = ${globalid} and m.scim_user_id is null
)`;

const columns = sql`u.id, u.is_stored as "isStored", u.external_id as "externalId", u.user_name as "userName",
  u.display_name as "displayName", u.name, u.emails, u.created_at as "createdAt", u.updated_at as "updatedAt",
  u.username, u.role, u.state`;

const text = (value: RawBuilder<unknown>) => ({ kind: 'text', value }) as const;
const exact = (value: RawBuilder<unknown>) => ({ kind: 'exact', value }) as const;
const time = (value: RawBuilder<unknown>) => ({ kind: 'time', value }) as const;
const extension = urns.membership.toLowerCase();

const attributes: Attributes = {
  id: exact(sql`u.id`),
  externalid: exact(sql`u.external_id`),
  username: text(sql`u.user_name`),
  displayname: text(sql`u.display_name`),
  'name.formatted': text(sql`u.name ->> 'formatted'`),
  'name.familyname': text(sql`u.name ->> 'familyName'`),
  'name.givenname': text(sql`u.name ->> 'givenName'`),
  'name.middlename': text(sql`u.name ->> 'middleName'`),
  active: { kind: 'boolean', value: sql`(u.state = 'member')` },
  emails: {
    kind: 'list',
    rows: sql`jsonb_array_elements(u.emails) as e (item)`,
    parts: {
      value: text(sql`e.item ->> 'value'`),
      type: text(sql`e.item ->> 'type'`),
      display: text(sql`e.item ->> 'display'`),
      primary: { kind: 'boolean', value: sql`coalesce((e.item ->> 'primary')::boolean, false)` },
    },
  },
  'meta.resourcetype': text(sql`'User'::text`),
  'meta.created': time(sql`u.created_at`),
  'meta.lastmodified': time(sql`u.updated_at`),
  [`${extension}:state`]: text(sql`u.state`),
  [`${extension}:role`]: text(sql`u.role`),
  [`${extension}:username`]: exact(sql`u.username`),
};

/** A request for a list. */
export interface ListRequest {
  readonly filter?: Filter | undefined;
  readonly sortBy?: string | undefined;
  readonly isDescending: boolean;
  /** Counted from 0. */
  readonly offset: number;
  readonly limit: number;
}

/** Executes two statements, or one when only the total is wanted. @throws ScimError `invalidFilter` or `invalidPath` */
export async function listScimUsers(
  db: Kysely<Database>,
  globalid: string,
  { filter, sortBy, isDescending, offset, limit }: ListRequest,
): Promise<PageOf<ScimUser>> {
  const condition = filter ? filterCondition(filter, attributes, urns.user) : sql`true`;
  const order = sortBy === undefined ? sql`u.created_at` : orderOf(sortBy, attributes, urns.user);
  const direction = isDescending ? sql`desc nulls first` : sql`asc nulls last`;
  const found = sql`from ${usersOf(globalid)} u where ${condition}`;
  const { rows: counted } = await sql<{ total: number }>`select count(*)::integer as total ${found}`.execute(
    db,
  );
  const total = counted[0]?.total ?? 0;
  if (limit === 0 || total <= offset) return { total, resources: [] };
  const { rows } = await sql<ScimUser>`
    select ${columns} ${found} order by ${order} ${direction}, u.id limit ${limit} offset ${offset}`.execute(
    db,
  );
  return { total, resources: rows };
}

export async function findScimUser(
  db: Kysely<Database>,
  globalid: string,
  id: string,
): Promise<ScimUser | undefined> {
  const [user] = await findScimUsers(db, globalid, [id]);
  return user;
}

/** Those of the given users that exist. */
export async function findScimUsers(
  db: Kysely<Database>,
  globalid: string,
  ids: readonly string[],
): Promise<ScimUser[]> {
  if (ids.length === 0) return [];
  const { rows } = await sql<ScimUser>`
    select ${columns} from ${usersOf(globalid)} u where u.id = any (${ids}::text[])`.execute(db);
  return rows;
}

/** Whether a member about whom the directory stores nothing has this username. */
export async function isUnknownMember(
  db: Kysely<Database>,
  globalid: string,
  username: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('organization_users')
    .select('username')
    .where('globalid', '=', globalid)
    .where('username', '=', username.toLowerCase())
    .where('scim_user_id', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** @throws ScimError `uniqueness`; the transaction cannot continue after it */
export async function insertScimUser(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  id: string,
  content: UserContent,
  now: Date,
): Promise<void> {
  const row = { globalid, scim_id: id, ...columnsOf(content), created_at: now, updated_at: now };
  await trx.insertInto('scim_users').values(row).execute().catch(refuseTaken);
}

/** @throws ScimError `uniqueness`; the transaction cannot continue after it */
export async function updateScimUserContent(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  id: string,
  content: UserContent,
  now: Date,
): Promise<void> {
  await trx
    .updateTable('scim_users')
    .set({ ...columnsOf(content), updated_at: now })
    .where('globalid', '=', globalid)
    .where('scim_id', '=', id)
    .execute()
    .catch(refuseTaken);
}

export async function deleteScimUser(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  id: string,
): Promise<void> {
  await trx.deleteFrom('scim_users').where('globalid', '=', globalid).where('scim_id', '=', id).execute();
}

function columnsOf({ externalId, userName, displayName, name, emails }: UserContent) {
  return {
    external_id: externalId,
    user_name: userName,
    display_name: displayName,
    name: JSON.stringify(name),
    emails: JSON.stringify(emails),
  };
}

function refuseTaken(error: unknown): never {
  if (isUniqueViolation(error, 'scim_users_user_name'))
    throw new ScimError(409, 'uniqueness', 'userName: another user of the directory has it');
  if (isUniqueViolation(error, 'scim_users_external_id'))
    throw new ScimError(409, 'uniqueness', 'externalId: another user of the directory has it');
  throw error;
}

/** The suborganizations that members directly belong to, with the directory's names for them, by username. */
export async function listGroupsOfMembers(
  db: Kysely<Database>,
  globalid: string,
  usernames: readonly string[],
): Promise<ReadonlyMap<string, readonly ScimReference[]>> {
  if (usernames.length === 0) return new Map();
  const { rows } = await sql<ScimReference & { username: string }>`
    select m.username, m.globalid as id, coalesce(g.display_name, substr(m.globalid, ${globalid.length + 2}::integer)) as display
    from organization_users m
    left join scim_groups g on g.globalid = ${globalid} and g.group_id = m.globalid
    where m.username = any (${usernames}::text[])
      and m.globalid > ${`${globalid}.`}::text and m.globalid < ${`${globalid}/`}::text
    order by m.globalid`.execute(db);
  const groups = new Map<string, ScimReference[]>();
  for (const { username, id, display } of rows)
    groups.set(username, [...(groups.get(username) ?? []), { id, display }]);
  return groups;
}

/** What directories store about a user, for the organizations in which the user is a member. */
export async function listDirectoryContents(
  db: Kysely<Database>,
  username: string,
): Promise<ReadonlyMap<string, UserContent>> {
  const rows = await db
    .selectFrom('organization_users as m')
    .innerJoin('scim_users as s', (join) =>
      join.onRef('s.globalid', '=', 'm.globalid').onRef('s.scim_id', '=', 'm.scim_user_id'),
    )
    .select(['s.globalid', 's.external_id as externalId', 's.user_name as userName'])
    .select(['s.display_name as displayName', 's.name', 's.emails'])
    .where('m.username', '=', username)
    .execute();
  return new Map(rows.map(({ globalid, ...content }) => [globalid, content]));
}

/**
 * Deletes what directories store about a user: for the organizations in which the user is a member, and under ids that
 * contain the username.
 */
export async function deleteScimUsersOf(trx: Transaction<Database>, username: string): Promise<void> {
  await sql`
    delete from scim_users s
    where s.scim_id = ${scimIdOfMember(username)} or exists (
      select from organization_users m
      where m.username = ${username} and m.globalid = s.globalid and m.scim_user_id = s.scim_id
    )`.execute(trx);
}

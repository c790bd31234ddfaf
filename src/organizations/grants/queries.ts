import { type Kysely, sql, type Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import type { SearchText } from '../../users/search/search-text.ts';

/** A tag that an organization puts on a user. */
export interface Grant {
  readonly globalid: string;
  readonly username: string;
  readonly tag: string;
}

/**
 * The tags that an organization has put on a user, oldest first, in one statement.
 * @returns undefined when the user shares nothing with the organization: its tags are hidden then
 */
export async function findGrantTags(
  db: Kysely<Database>,
  username: string,
  globalid: string,
): Promise<readonly string[] | undefined> {
  const { rows } = await sql<{ tags: string[] }>`
    select array(
      select g.tag from organization_grants g
      where g.globalid = a.granted_to and g.username = a.username order by g.position, g.tag
    ) as tags
    from user_authorizations a
    where a.username = ${username} and a.granted_to = ${globalid}`.execute(db);
  return rows[0]?.tags;
}

/**
 * The tags that an organization's tokens for a user carry as `grant:<tag>`, oldest first; none while the user shares
 * nothing with the organization.
 */
export async function listGrantTags(
  db: Kysely<Database>,
  username: string,
  globalid: string,
): Promise<readonly string[]> {
  return (await findGrantTags(db, username, globalid)) ?? [];
}

/** The users who have a tag and share something with the organization, in byte order of their usernames. */
export async function listUsersWithGrant(
  db: Kysely<Database>,
  globalid: string,
  tag: string,
): Promise<string[]> {
  const rows = await db
    .selectFrom('organization_grants as g')
    .innerJoin('user_authorizations as a', (join) =>
      join.onRef('a.username', '=', 'g.username').onRef('a.granted_to', '=', 'g.globalid'),
    )
    .select('g.username')
    .where('g.globalid', '=', globalid)
    .where('g.tag', '=', tag)
    .orderBy('g.username')
    .execute();
  return rows.map((row) => row.username);
}

/** A user who shares something with an organization, with the organization's tags for the user. */
export interface GrantHolder {
  readonly username: string;
  readonly tags: readonly string[];
}

/** The users who have tags of an organization and share something with it, in byte order of their usernames. */
export async function listGrantHolders(db: Kysely<Database>, globalid: string): Promise<GrantHolder[]> {
  const { rows } = await sql<GrantHolder>`
    select g.username, array_agg(g.tag order by g.position, g.tag) as tags
    from organization_grants g
    join user_authorizations a on a.username = g.username and a.granted_to = g.globalid
    where g.globalid = ${globalid}
    group by g.username order by g.username`.execute(db);
  return rows;
}

/** Adds a tag to the end of the list. @returns false when the user already had it; it keeps its position */
export async function insertGrant(
  trx: Transaction<Database>,
  { globalid, username, tag }: Grant,
  createdAt: Date,
): Promise<boolean> {
  const position = nextPosition('organization_grants', { globalid, username });
  const { numInsertedOrUpdatedRows = 0n } = await trx
    .insertInto('organization_grants')
    .values({ globalid, username, tag, position, created_at: createdAt })
    .onConflict((conflict) => conflict.columns(['globalid', 'username', 'tag']).doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows > 0n;
}

/** @returns whether the user had the tag */
export async function deleteGrant(
  trx: Transaction<Database>,
  { globalid, username, tag }: Grant,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('organization_grants')
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .where('tag', '=', tag)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** @returns whether the user had any tag */
export async function deleteGrants(
  trx: Transaction<Database>,
  { globalid, username }: Omit<Grant, 'tag'>,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('organization_grants')
    .where('globalid', '=', globalid)
    .where('username', '=', username)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * The user who shares this email address or phone number with an organization and has validated it; undefined when no
 * user does.
 */
export async function findSharerOfContact(
  db: Kysely<Database>,
  globalid: string,
  { emails, phones }: Pick<SearchText, 'emails' | 'phones'>,
): Promise<string | undefined> {
  const { rows } = await sql<{ username: string }>`
    select v.username from validated_email_addresses v
    join user_email_addresses e using (email_address, username)
    join user_authorization_labels l on l.username = v.username and l.real_label = e.label
    where v.email_address = any(${[...emails]}::text[]) and l.granted_to = ${globalid}
      and l.kind in ('emailaddresses', 'validatedemailaddresses')
    union
    select v.username from validated_email_addresses v
    join user_authorization_owned_emails o using (email_address, username)
    where v.email_address = any(${[...emails]}::text[]) and o.granted_to = ${globalid}
    union
    select v.username from validated_phone_numbers v
    join user_phone_numbers p using (phone_number, username)
    join user_authorization_labels l on l.username = v.username and l.real_label = p.label
    where v.phone_number = any(${[...phones]}::text[]) and l.granted_to = ${globalid}
      and l.kind in ('phonenumbers', 'validatedphonenumbers')`.execute(db);
  return rows[0]?.username;
}

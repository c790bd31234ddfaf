import { type Kysely, sql, type Transaction } from 'kysely';
import { Conflict, NotFound } from '../../base/errors.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';

/** The user a document is about, the organization that made it, and the organization's id for it. */
export interface SeeKey {
  readonly username: string;
  readonly globalid: string;
  readonly uniqueid: string;
}

/** The content of a version, which is what a signature covers. */
export interface SeeContent {
  readonly category: string;
  readonly link: string;
  readonly contentType: string;
  readonly shortDescription: string;
  readonly fullDescription: string;
  readonly startDate: Date | null;
  readonly endDate: Date | null;
}

/** Both are empty when the version is not signed. */
export interface SeeSignature {
  readonly keystoreLabel: string;
  readonly signature: string;
}

export interface SeeDocumentVersion extends SeeKey, SeeContent, SeeSignature {
  readonly version: number;
  readonly createdAt: Date;
}

const versionColumns = [
  'v.username',
  'v.globalid',
  'v.uniqueid',
  'v.version',
  'v.category',
  'v.link',
  'v.content_type as contentType',
  'v.markdown_short_description as shortDescription',
  'v.markdown_full_description as fullDescription',
  'v.start_date as startDate',
  'v.end_date as endDate',
  'v.keystore_label as keystoreLabel',
  'v.signature',
  'v.created_at as createdAt',
] as const;

/**
 * The newest version of each document about a user, newest first.
 * @param globalid only documents of this organization; undefined means all
 */
export function listNewestVersions(
  db: Kysely<Database>,
  username: string,
  globalid: string | undefined,
): Promise<SeeDocumentVersion[]> {
  const all = newestOfEach(db).where('v.username', '=', username);
  const matching = globalid === undefined ? all : all.where('v.globalid', '=', globalid);
  return matching
    .select(versionColumns)
    .orderBy('v.created_at', 'desc')
    .orderBy('v.globalid')
    .orderBy('v.uniqueid')
    .execute();
}

function newestOfEach(db: Kysely<Database>) {
  return db
    .selectFrom('see_objects as o')
    .innerJoin('see_versions as v', (join) =>
      join
        .onRef('v.username', '=', 'o.username')
        .onRef('v.globalid', '=', 'o.globalid')
        .onRef('v.uniqueid', '=', 'o.uniqueid')
        .onRef('v.version', '=', 'o.latest_version'),
    );
}

/**
 * The versions of all documents about a user, grouped by document. @param after the last version of the
 * previous page
 */
export function listVersionsOfUser(
  db: Kysely<Database>,
  username: string,
  limit: number,
  after?: Pick<SeeDocumentVersion, 'globalid' | 'uniqueid' | 'version'>,
): Promise<SeeDocumentVersion[]> {
  return db
    .selectFrom('see_versions as v')
    .select(versionColumns)
    .where('v.username', '=', username)
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(globalid, uniqueid, version) > (${after?.globalid}, ${after?.uniqueid}, ${after?.version}::integer)`,
      ),
    )
    .orderBy('v.globalid')
    .orderBy('v.uniqueid')
    .orderBy('v.version')
    .limit(limit)
    .execute();
}

/** All versions of a document, oldest first; empty when there is no such document. */
export function listVersions(db: Kysely<Database>, key: SeeKey): Promise<SeeDocumentVersion[]> {
  return versionsOf(db, key).orderBy('v.version').execute();
}

/** One version of a document, or the newest if there is none with this number. */
export function findVersionOrNewest(
  db: Kysely<Database>,
  key: SeeKey,
  version: number,
): Promise<SeeDocumentVersion | undefined> {
  return versionsOf(db, key)
    .where((eb) => eb.or([eb('v.version', '=', version), eb('v.version', '=', latestVersion(key))]))
    .orderBy(sql<boolean>`v.version = ${version}`, 'desc')
    .limit(1)
    .executeTakeFirst();
}

function latestVersion({ username, globalid, uniqueid }: SeeKey) {
  return sql<number>`(select latest_version from see_objects
    where username = ${username} and globalid = ${globalid} and uniqueid = ${uniqueid})`;
}

export function findVersion(
  db: Kysely<Database>,
  key: SeeKey,
  version: number,
): Promise<SeeDocumentVersion | undefined> {
  return versionsOf(db, key).where('v.version', '=', version).executeTakeFirst();
}

function versionsOf(db: Kysely<Database>, { username, globalid, uniqueid }: SeeKey) {
  return db
    .selectFrom('see_versions as v')
    .select(versionColumns)
    .where('v.username', '=', username)
    .where('v.globalid', '=', globalid)
    .where('v.uniqueid', '=', uniqueid);
}

/**
 * Stores a document without versions. The first version must follow in the same transaction.
 * @throws Conflict `id_already_in_use`, or NotFound `user_not_found`
 */
export async function insertSeeObject(
  trx: Transaction<Database>,
  { username, globalid, uniqueid }: SeeKey,
  now: Date,
): Promise<void> {
  try {
    await trx.insertInto('see_objects').values({ username, globalid, uniqueid, created_at: now }).execute();
  } catch (error) {
    if (isUniqueViolation(error, 'see_objects_pkey'))
      throw new Conflict('id_already_in_use', { cause: error });
    if (isForeignKeyViolation(error, 'see_objects_user'))
      throw new NotFound('user_not_found', { cause: error });
    throw error;
  }
}

/**
 * Increments and returns the number of the latest version. The document stays locked until the transaction
 * ends, so that concurrent calls get consecutive numbers.
 * @returns undefined when there is no such document
 */
export async function updateLatestVersion(
  trx: Transaction<Database>,
  { username, globalid, uniqueid }: SeeKey,
): Promise<number | undefined> {
  const row = await trx
    .updateTable('see_objects')
    .set((eb) => ({ latest_version: eb('latest_version', '+', 1) }))
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .where('uniqueid', '=', uniqueid)
    .returning('latest_version')
    .executeTakeFirst();
  return row?.latest_version;
}

export async function insertSeeVersion(
  trx: Transaction<Database>,
  version: SeeDocumentVersion,
): Promise<void> {
  await trx
    .insertInto('see_versions')
    .values({
      username: version.username,
      globalid: version.globalid,
      uniqueid: version.uniqueid,
      version: version.version,
      category: version.category,
      link: version.link,
      content_type: version.contentType,
      markdown_short_description: version.shortDescription,
      markdown_full_description: version.fullDescription,
      start_date: version.startDate,
      end_date: version.endDate,
      keystore_label: version.keystoreLabel,
      signature: version.signature,
      created_at: version.createdAt,
    })
    .execute();
}

/** Signs a version. @returns false when it is already signed; when several run at once, only one gets true */
export async function updateUnsignedVersion(
  trx: Transaction<Database>,
  { username, globalid, uniqueid }: SeeKey,
  version: number,
  { keystoreLabel, signature }: SeeSignature,
): Promise<boolean> {
  const { numUpdatedRows } = await trx
    .updateTable('see_versions')
    .set({ keystore_label: keystoreLabel, signature })
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .where('uniqueid', '=', uniqueid)
    .where('version', '=', version)
    .where('signature', '=', '')
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

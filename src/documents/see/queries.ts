import { type Kysely, sql, type Transaction } from 'kysely';
import { Conflict, NotFound } from '../../base/errors.ts';
import { isForeignKeyViolation, isUniqueViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import type { NewSeeObjectRow, NewSeeVersionRow, SeeVersionRow, SeeVersionRowPatch } from './tables.ts';

/** Whose document it is, who made it, and what the maker calls it. */
export interface SeeKey {
  readonly username: string;
  readonly globalid: string;
  readonly uniqueid: string;
}

/**
 * The newest version of each document at a user, the newest first.
 * @param globalid only the documents of this organization
 */
export function listNewestVersions(
  db: Kysely<Database>,
  username: string,
  globalid: string | undefined,
): Promise<SeeVersionRow[]> {
  const all = newestOfEach(db).where('v.username', '=', username);
  const wanted = globalid === undefined ? all : all.where('v.globalid', '=', globalid);
  return wanted
    .selectAll('v')
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

/** All versions of a document, oldest first; none when there is no such document. */
export function listVersions(db: Kysely<Database>, key: SeeKey): Promise<SeeVersionRow[]> {
  return versionsOf(db, key).orderBy('version').execute();
}

/** One version of a document, the newest when there is no version with this number. */
export function findVersionOrNewest(
  db: Kysely<Database>,
  key: SeeKey,
  version: number,
): Promise<SeeVersionRow | undefined> {
  return versionsOf(db, key)
    .where((eb) => eb.or([eb('version', '=', version), eb('version', '=', latestVersion(key))]))
    .orderBy(sql<boolean>`version = ${version}`, 'desc')
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
): Promise<SeeVersionRow | undefined> {
  return versionsOf(db, key).where('version', '=', version).executeTakeFirst();
}

function versionsOf(db: Kysely<Database>, { username, globalid, uniqueid }: SeeKey) {
  return db
    .selectFrom('see_versions')
    .selectAll()
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .where('uniqueid', '=', uniqueid);
}

/**
 * Stores a document that has no version yet; its first is to follow in the same transaction.
 * @throws Conflict `id_already_in_use`, or NotFound `user_not_found`
 */
export async function insertSeeObject(trx: Transaction<Database>, row: NewSeeObjectRow): Promise<void> {
  try {
    await trx.insertInto('see_objects').values(row).execute();
  } catch (error) {
    if (isUniqueViolation(error, 'see_objects_pkey'))
      throw new Conflict('id_already_in_use', { cause: error });
    if (isForeignKeyViolation(error, 'see_objects_user'))
      throw new NotFound('user_not_found', { cause: error });
    throw error;
  }
}

/**
 * Hands out the number of the next version. The document stays locked until the transaction ends, so that the next
 * one to ask gets the number after it.
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

export function insertSeeVersion(trx: Transaction<Database>, row: NewSeeVersionRow): Promise<SeeVersionRow> {
  return trx.insertInto('see_versions').values(row).returningAll().executeTakeFirstOrThrow();
}

/** Signs a version, unless it is signed already: then, undefined. Of two at the same moment, one gets the row. */
export function updateUnsignedVersion(
  db: Kysely<Database>,
  { username, globalid, uniqueid }: SeeKey,
  version: number,
  patch: Required<Pick<SeeVersionRowPatch, 'keystore_label' | 'signature'>>,
): Promise<SeeVersionRow | undefined> {
  return db
    .updateTable('see_versions')
    .set(patch)
    .where('username', '=', username)
    .where('globalid', '=', globalid)
    .where('uniqueid', '=', uniqueid)
    .where('version', '=', version)
    .where('signature', '=', '')
    .returningAll()
    .executeTakeFirst();
}

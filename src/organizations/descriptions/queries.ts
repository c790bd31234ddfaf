import type { Kysely } from 'kysely';
import { NotFound } from '../../base/errors.ts';
import { isForeignKeyViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';

/**
 * The descriptions of an organization in the given languages, as far as they exist.
 * @returns text by language; undefined when there is no such organization
 */
export async function findDescriptions(
  db: Kysely<Database>,
  globalid: string,
  languages: readonly string[],
): Promise<ReadonlyMap<string, string> | undefined> {
  const rows = await db
    .selectFrom('organizations as o')
    .leftJoin('organization_descriptions as d', (join) =>
      join.onRef('d.globalid', '=', 'o.globalid').on('d.language', 'in', languages),
    )
    .select(['d.language', 'd.text'])
    .where('o.globalid', '=', globalid)
    .execute();
  if (rows.length === 0) return undefined;
  return new Map(rows.flatMap(({ language, text }) => (language && text ? [[language, text]] : [])));
}

/** All descriptions of an organization by language, ordered by language key. */
export async function listDescriptions(
  db: Kysely<Database>,
  globalid: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('organization_descriptions')
    .select(['language', 'text'])
    .where('globalid', '=', globalid)
    .orderBy('language')
    .execute();
  return new Map(rows.map(({ language, text }) => [language, text]));
}

/**
 * Stores the description in one language, replacing an existing one.
 * @throws NotFound `organization_not_found`
 */
export async function insertOrUpdateDescription(
  db: Kysely<Database>,
  globalid: string,
  language: string,
  text: string,
  updatedAt: Date,
): Promise<void> {
  const content = { text, updated_at: updatedAt };
  try {
    await db
      .insertInto('organization_descriptions')
      .values({ globalid, language, ...content })
      .onConflict((conflict) => conflict.columns(['globalid', 'language']).doUpdateSet(content))
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error, 'organization_descriptions_organization')) throw error;
    throw new NotFound('organization_not_found', { cause: error });
  }
}

/** @returns whether there was one */
export async function deleteDescription(
  db: Kysely<Database>,
  globalid: string,
  language: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('organization_descriptions')
    .where('globalid', '=', globalid)
    .where('language', '=', language)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

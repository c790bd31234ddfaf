import type { Kysely } from 'kysely';
import { NotFound } from '../../base/errors.ts';
import { isForeignKeyViolation } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';

/** @returns the logo, or null when there is none; undefined when there is no such organization */
export async function findLogo(db: Kysely<Database>, globalid: string): Promise<string | null | undefined> {
  const row = await db
    .selectFrom('organizations as o')
    .leftJoin('organization_logos as l', 'l.globalid', 'o.globalid')
    .select('l.logo')
    .where('o.globalid', '=', globalid)
    .executeTakeFirst();
  return row?.logo;
}

/**
 * Stores a logo, replacing an existing one.
 * @throws NotFound `organization_not_found`
 */
export async function insertOrUpdateLogo(
  db: Kysely<Database>,
  globalid: string,
  logo: string,
  updatedAt: Date,
): Promise<void> {
  const content = { logo, updated_at: updatedAt };
  try {
    await db
      .insertInto('organization_logos')
      .values({ globalid, ...content })
      .onConflict((conflict) => conflict.column('globalid').doUpdateSet(content))
      .execute();
  } catch (error) {
    if (!isForeignKeyViolation(error, 'organization_logos_organization')) throw error;
    throw new NotFound('organization_not_found', { cause: error });
  }
}

/** @returns whether there was one */
export async function deleteLogo(db: Kysely<Database>, globalid: string): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('organization_logos')
    .where('globalid', '=', globalid)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

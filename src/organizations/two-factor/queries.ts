import type { Kysely } from 'kysely';
import type { Database } from '../../schema.ts';

/** @returns the seconds, or null when never set; undefined when there is no such organization */
export async function findSecondFactorValidity(
  db: Kysely<Database>,
  globalid: string,
): Promise<number | null | undefined> {
  const row = await db
    .selectFrom('organizations')
    .select('second_factor_validity_seconds')
    .where('globalid', '=', globalid)
    .executeTakeFirst();
  return row?.second_factor_validity_seconds;
}

/** @returns whether there is such an organization */
export async function updateSecondFactorValidity(
  db: Kysely<Database>,
  globalid: string,
  seconds: number,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('organizations')
    .set({ second_factor_validity_seconds: seconds })
    .where('globalid', '=', globalid)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

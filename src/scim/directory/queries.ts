import type { Kysely, Transaction } from 'kysely';
import type { LockedMembers } from '../../organizations/members/queries.ts';
import type { Database } from '../../schema.ts';

/** The directory of an organization. */
export interface Directory {
  readonly isOn: boolean;
  /** To the minute. */
  readonly lastUsedAt: Date | null;
}

/** Without a row it is off. */
export async function findDirectory(db: Kysely<Database>, globalid: string): Promise<Directory> {
  const row = await db
    .selectFrom('scim_directories')
    .select(['is_on as isOn', 'last_used_at as lastUsedAt'])
    .where('globalid', '=', globalid)
    .executeTakeFirst();
  return row ?? { isOn: false, lastUsedAt: null };
}

/** @returns whether it was otherwise before */
export async function storeDirectory(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  isOn: boolean,
  now: Date,
): Promise<boolean> {
  const { isOn: wasOn } = await findDirectory(trx, globalid);
  if (wasOn === isOn) return false;
  await trx
    .insertInto('scim_directories')
    .values({ globalid, is_on: isOn, changed_at: now })
    .onConflict((conflict) => conflict.column('globalid').doUpdateSet({ is_on: isOn, changed_at: now }))
    .execute();
  return true;
}

export async function updateLastUse(db: Kysely<Database>, globalid: string, now: Date): Promise<void> {
  await db
    .updateTable('scim_directories')
    .set({ last_used_at: now })
    .where('globalid', '=', globalid)
    .execute();
}

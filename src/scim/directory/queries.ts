import type { Kysely, Transaction } from 'kysely';
import type { LockedMembers } from '../../organizations/members/queries.ts';
import type { Database } from '../../schema.ts';

/** The directory of an organization. */
export interface Directory {
  readonly isOn: boolean;
  /** Accurate to the minute. */
  readonly lastUsedAt: Date | null;
}

/** The label of the API key that the directory's token is based on. The token ends with the key. */
export const directoryKeyLabel = 'directory';

/** When the token of an organization's directory expires; undefined when there is none. */
export async function findDirectoryTokenEnd(
  db: Kysely<Database>,
  globalid: string,
  now: Date,
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('access_tokens as t')
    .innerJoin('organization_api_keys as k', 'k.key_id', 't.organization_key_id')
    .select('t.expires_at as expiresAt')
    .where('t.globalid', '=', globalid)
    .where('k.globalid', '=', globalid)
    .where('k.label', '=', directoryKeyLabel)
    .where('t.expires_at', '>', now)
    .orderBy('t.expires_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.expiresAt;
}

/** Without a row the directory is off. */
export async function findDirectory(db: Kysely<Database>, globalid: string): Promise<Directory> {
  const row = await db
    .selectFrom('scim_directories')
    .select(['is_on as isOn', 'last_used_at as lastUsedAt'])
    .where('globalid', '=', globalid)
    .executeTakeFirst();
  return row ?? { isOn: false, lastUsedAt: null };
}

/** @returns whether the state has changed */
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

import type { Transaction } from 'kysely';
import type { RequiredScope } from '../../../generated/types.ts';
import type { Database } from '../../db/database.ts';

/** Stores the required scopes of a new organization in the given order. */
export async function insertRequiredScopes(
  trx: Transaction<Database>,
  globalid: string,
  required: readonly RequiredScope[],
  createdAt: Date,
): Promise<void> {
  if (required.length === 0) return;
  const rows = required.map(({ scope, accessscopes }, index) => ({
    globalid,
    scope,
    access_scopes: [...new Set(accessscopes)],
    position: index + 1,
    created_at: createdAt,
  }));
  await trx.insertInto('organization_required_scopes').values(rows).execute();
}

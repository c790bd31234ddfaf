import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../db/database.ts';

/** Ends the tokens that an organization got for itself with one of its API keys (client credentials grant). */
export async function deleteOwnTokensOfKey(
  trx: Transaction<Database>,
  globalid: string,
  keyId: string,
): Promise<void> {
  for (const table of ['access_tokens', 'refresh_tokens'] as const) {
    await trx
      .deleteFrom(table)
      .where('client_id', '=', globalid)
      .where('organization_key_id', '=', keyId)
      .where('globalid', 'is not', null)
      .execute();
  }
}

/** Takes the scopes that speak of organizations which are about to go out of everything that still carries them. */
export async function dropScopesAbout(
  trx: Transaction<Database>,
  globalids: readonly string[],
): Promise<void> {
  const gone = globalids.flatMap((globalid) => [
    `user:memberof:${globalid}`,
    `user:organizations:${globalid}`,
  ]);
  const carriesOne = sql<boolean>`scopes && ${gone}::text[]`;
  const scopes: RawBuilder<string[]> = sql`array(
    select scope from unnest(scopes) with ordinality as carried (scope, place)
    where scope <> all (${gone}::text[]) order by place
  )`;
  await trx.updateTable('access_tokens').set({ scopes }).where(carriesOne).execute();
  await trx.updateTable('refresh_tokens').set({ scopes }).where(carriesOne).execute();
  await trx.updateTable('authorization_codes').set({ scopes }).where(carriesOne).execute();
}

/**
 * Takes the statement that a user is in an organization out of the user's access tokens. Refresh tokens keep it: each
 * use of them looks at the memberships anew.
 */
export async function dropMembershipScopes(
  trx: Transaction<Database>,
  username: string,
  globalid: string,
): Promise<void> {
  const scope = `user:memberof:${globalid}`;
  await trx
    .updateTable('access_tokens')
    .set({ scopes: sql<string[]>`array_remove(scopes, ${scope})` })
    .where('username', '=', username)
    .where(sql<boolean>`scopes @> array[${scope}]`)
    .execute();
}

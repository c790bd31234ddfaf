import { type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/**
 * Ends one redeemed code and all that was made from it: opaque tokens, refresh tokens, and JWTs, whose `jti` names it.
 * The grant's row goes first: whoever makes something from it holds that row, so nothing can be added meanwhile.
 * @returns whether there was such a grant still
 */
export function endGrant(trx: Transaction<Database>, grantId: string): Promise<boolean> {
  return endGrants(trx, sql`grant_id = ${grantId}`, [grantId]);
}

/** Ends what a user agreed to in one browser session, codes not yet redeemed too. */
export async function endGrantsOfSession(trx: Transaction<Database>, sessionId: string): Promise<void> {
  await trx.deleteFrom('authorization_codes').where('session_id', '=', sessionId).execute();
  await endGrants(trx, sql`origin_session_id = ${sessionId}`);
}

/** Ends all that clients got by a user's consent. The consents and the user's own API keys stay. */
export async function endGrantsOfUser(trx: Transaction<Database>, username: string): Promise<void> {
  // First the codes: whoever redeems one holds it, and the grant made from it is there once it is let go.
  await trx.deleteFrom('authorization_codes').where('username', '=', username).execute();
  await endGrants(trx, sql`username = ${username}`);
}

/**
 * Ends what a user agreed to with a client. To be called before the record is deleted, which would do the same, but in
 * the wrong order: whoever makes a token holds the code or the grant first and what it stands on after that.
 */
export async function endGrantsOfConsent(
  trx: Transaction<Database>,
  username: string,
  clientId: string,
): Promise<void> {
  await trx
    .deleteFrom('authorization_codes')
    .where('username', '=', username)
    .where('client_id', '=', clientId)
    .execute();
  await endGrants(trx, sql`username = ${username} and client_id = ${clientId}`);
}

/** Ends all that hangs on an organization's API key; as `endGrantsOfConsent`, to be called before the key is deleted. */
export async function endTokensOfKey(
  trx: Transaction<Database>,
  globalid: string,
  keyId: string,
): Promise<void> {
  await endGrants(trx, sql`client_id = ${globalid} and organization_key_id = ${keyId}`);
  await deleteOwnTokensOfKey(trx, globalid, keyId);
}

/** The same for organizations, before they are deleted. */
export async function endTokensOfClients(
  trx: Transaction<Database>,
  globalids: readonly string[],
): Promise<void> {
  const isOne = sql<boolean>`client_id = any (${globalids}::text[])`;
  await trx.deleteFrom('authorization_codes').where(isOne).execute();
  await endGrants(trx, isOne);
  await trx.deleteFrom('refresh_tokens').where(isOne).execute();
}

/** The same for a user's API key, before it is deleted. */
export async function endTokensOfUserKey(
  trx: Transaction<Database>,
  username: string,
  applicationId: string,
): Promise<void> {
  await trx
    .deleteFrom('refresh_tokens')
    .where('username', '=', username)
    .where('application_id', '=', applicationId)
    .execute();
}

/** @param known grants whose tokens go even when their row is gone already @returns whether any row was there */
async function endGrants(
  trx: Transaction<Database>,
  fits: RawBuilder<unknown>,
  known: readonly string[] = [],
): Promise<boolean> {
  const { rows } = await sql<{ grant_id: string }>`
    delete from authorization_grants where ${fits} returning grant_id`.execute(trx);
  const ended = [...known, ...rows.map((row) => row.grant_id)];
  if (ended.length === 0) return false;
  await sql`delete from access_tokens
    where grant_id = any (${ended}::text[]) and granted_to is not null`.execute(trx);
  await sql`delete from refresh_tokens where grant_id = any (${ended}::text[])`.execute(trx);
  return rows.length > 0;
}

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

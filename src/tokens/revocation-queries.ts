import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import type { Database } from '../schema.ts';

/** A selection of grants or codes. */
export type Chosen =
  | { readonly grantId: string }
  | { readonly originSessionId: string }
  | { readonly username: string; readonly clientId?: string }
  | { readonly clientId: string; readonly organizationKeyId: string }
  | { readonly clientIds: readonly string[] };

/** @returns the ids of the deleted grants */
export async function deleteGrants(trx: Transaction<Database>, chosen: Chosen): Promise<string[]> {
  const { rows } = await sql<{ grant_id: string }>`
    delete from authorization_grants where ${condition(chosen)} returning grant_id`.execute(trx);
  return rows.map((row) => row.grant_id);
}

function condition(chosen: Chosen): RawBuilder<unknown> {
  if ('grantId' in chosen) return sql`grant_id = ${chosen.grantId}`;
  if ('originSessionId' in chosen) return sql`origin_session_id = ${chosen.originSessionId}`;
  if ('clientIds' in chosen) return sql`client_id = any (${chosen.clientIds}::text[])`;
  if ('organizationKeyId' in chosen)
    return sql`client_id = ${chosen.clientId} and organization_key_id = ${chosen.organizationKeyId}`;
  const { username, clientId } = chosen;
  return clientId === undefined
    ? sql`username = ${username}`
    : sql`username = ${username} and client_id = ${clientId}`;
}

/** Deletes the tokens made from grants, which may already be deleted. */
export async function deleteTokensOfGrants(
  trx: Transaction<Database>,
  grantIds: readonly string[],
): Promise<void> {
  await sql`delete from access_tokens
    where grant_id = any (${grantIds}::text[]) and granted_to is not null`.execute(trx);
  await sql`delete from refresh_tokens where grant_id = any (${grantIds}::text[])`.execute(trx);
}

/** Deletes codes, used or not, and device authorizations. */
export async function deleteCodes(
  trx: Transaction<Database>,
  chosen: Extract<Chosen, { readonly username: string } | { readonly clientIds: unknown }>,
): Promise<void> {
  await sql`delete from authorization_codes where ${condition(chosen)}`.execute(trx);
  await sql`delete from device_authorizations where ${condition(chosen)}`.execute(trx);
}

export async function deleteCodesOfSession(trx: Transaction<Database>, sessionId: string): Promise<void> {
  await trx.deleteFrom('authorization_codes').where('session_id', '=', sessionId).execute();
  await trx.deleteFrom('device_authorizations').where('session_id', '=', sessionId).execute();
}

export async function deleteRefreshTokensOfClients(
  trx: Transaction<Database>,
  clientIds: readonly string[],
): Promise<void> {
  await sql`delete from refresh_tokens where client_id = any (${clientIds}::text[])`.execute(trx);
}

export async function deleteRefreshTokensOfConsent(
  trx: Transaction<Database>,
  username: string,
  clientId: string,
): Promise<void> {
  await trx
    .deleteFrom('refresh_tokens')
    .where('username', '=', username)
    .where('granted_to', '=', clientId)
    .execute();
}

export async function deleteRefreshTokensOfUserKey(
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

export async function deleteTokensOfUserKeys(trx: Transaction<Database>, username: string): Promise<void> {
  for (const table of ['access_tokens', 'refresh_tokens'] as const) {
    await trx
      .deleteFrom(table)
      .where('username', '=', username)
      .where('application_id', 'is not', null)
      .execute();
  }
}

/** Deletes the tokens that an organization got for itself with one of its API keys (client credentials grant). */
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

/** Removes scopes from all stored tokens. */
export async function removeScopes(trx: Transaction<Database>, gone: readonly string[]): Promise<void> {
  const carriesOne = sql<boolean>`scopes && ${gone}::text[]`;
  const scopes: RawBuilder<string[]> = sql`array(
    select scope from unnest(scopes) with ordinality as carried (scope, place)
    where scope <> all (${gone}::text[]) order by place
  )`;
  await trx.updateTable('access_tokens').set({ scopes }).where(carriesOne).execute();
  await trx.updateTable('refresh_tokens').set({ scopes }).where(carriesOne).execute();
  await trx.updateTable('authorization_codes').set({ scopes }).where(carriesOne).execute();
}

/** Removes a scope from the access tokens of a user. */
export async function removeScopeOfUser(
  trx: Transaction<Database>,
  username: string,
  scope: string,
): Promise<void> {
  await trx
    .updateTable('access_tokens')
    .set({ scopes: sql<string[]>`array_remove(scopes, ${scope})` })
    .where('username', '=', username)
    .where(sql<boolean>`scopes @> array[${scope}]`)
    .execute();
}

/**
 * Revokes a JWT.
 * @param expiresAt when the JWT expires, after which the revocation can be forgotten
 * @returns false when it was already revoked
 */
export async function insertRevokedJwt(
  trx: Transaction<Database>,
  jti: string,
  expiresAt: Date,
  now: Date,
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await trx
    .insertInto('revoked_jwts')
    .values({ jti, revoked_at: now, expires_at: expiresAt })
    .onConflict((conflict) => conflict.column('jti').doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}

/**
 * Deletes a refresh token of JWTs and, by cascade, everything derived from it.
 * @param hash of the token, or of the token that it replaced
 * @returns when it would have ended; undefined when there was none
 */
export async function deleteJwtRefreshTokens(
  db: Kysely<Database>,
  hash: Buffer,
  clientId: string,
): Promise<Date | undefined> {
  const row = await db
    .deleteFrom('refresh_tokens')
    .where((where) => where.or([where('token_hash', '=', hash), where('current_hash', '=', hash)]))
    .where('kind', '=', 'jwt')
    .where('client_id', '=', clientId)
    .returning('expires_at as expiresAt')
    .executeTakeFirst();
  return row?.expiresAt;
}

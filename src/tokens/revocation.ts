import type { Transaction } from 'kysely';
import type { Database } from '../schema.ts';
import {
  type Chosen,
  deleteCodes,
  deleteCodesOfSession,
  deleteGrants,
  deleteOwnTokensOfKey,
  deleteRefreshTokensOfClients,
  deleteRefreshTokensOfConsent,
  deleteRefreshTokensOfUserKey,
  deleteTokensOfGrants,
  deleteTokensOfUserKeys,
  removeScopeOfUser,
  removeScopes,
} from './revocation-queries.ts';

/** Steps with which other acts end tokens. Every act locks in this order: codes, grants, tokens. */

/**
 * Ends a redeemed code and everything made from it: opaque tokens, refresh tokens, and JWTs, whose `jti` names it.
 * Deletes the grant row first: a request that issues tokens from the grant locks that row, so nothing is added
 * concurrently.
 * @returns whether the grant still existed
 */
export function revokeGrant(trx: Transaction<Database>, grantId: string): Promise<boolean> {
  return revokeGrants(trx, { grantId }, [grantId]);
}

/** Ends what a user consented to in one browser session, including codes not yet redeemed. */
export async function revokeGrantsOfSession(trx: Transaction<Database>, sessionId: string): Promise<void> {
  await deleteCodesOfSession(trx, sessionId);
  await revokeGrants(trx, { originSessionId: sessionId });
}

/** Ends everything that clients got with a user's consent. The consents and the user's API keys stay. */
export async function revokeGrantsOfUser(trx: Transaction<Database>, username: string): Promise<void> {
  // Codes first: redeeming one locks it, and the resulting grant is visible once the lock is released.
  await deleteCodes(trx, { username });
  await revokeGrants(trx, { username });
}

/**
 * Ends what a user consented to with a client. Call it before deleting the authorization, which would cascade in the
 * wrong order: making a token locks the code or grant first and its basis afterwards.
 */
export async function revokeGrantsOfConsent(
  trx: Transaction<Database>,
  username: string,
  clientId: string,
): Promise<void> {
  await deleteCodes(trx, { username, clientId });
  await revokeGrants(trx, { username, clientId });
}

/** Ends the refresh tokens of a consent. Access tokens stay valid until they expire. */
export async function revokeOfflineAccess(
  trx: Transaction<Database>,
  username: string,
  clientId: string,
): Promise<void> {
  await deleteRefreshTokensOfConsent(trx, username, clientId);
}

/**
 * Ends everything based on an organization's API key. Call it before deleting the key, as with `revokeGrantsOfConsent`.
 */
export async function revokeTokensOfKey(
  trx: Transaction<Database>,
  globalid: string,
  keyId: string,
): Promise<void> {
  await revokeGrants(trx, { clientId: globalid, organizationKeyId: keyId });
  await revokeOwnTokensOfKey(trx, globalid, keyId);
}

/** Ends the tokens that an organization got for itself with one of its API keys (client credentials grant). */
export async function revokeOwnTokensOfKey(
  trx: Transaction<Database>,
  globalid: string,
  keyId: string,
): Promise<void> {
  await deleteOwnTokensOfKey(trx, globalid, keyId);
}

/** Ends everything based on the API keys of organizations. Call it before deleting them. */
export async function revokeTokensOfClients(
  trx: Transaction<Database>,
  globalids: readonly string[],
): Promise<void> {
  await deleteCodes(trx, { clientIds: globalids });
  await revokeGrants(trx, { clientIds: globalids });
  await deleteRefreshTokensOfClients(trx, globalids);
}

/** Ends everything based on a user's API key. Call it before deleting the key. */
export async function revokeTokensOfUserKey(
  trx: Transaction<Database>,
  username: string,
  applicationId: string,
): Promise<void> {
  await deleteRefreshTokensOfUserKey(trx, username, applicationId);
}

/** Ends what was got with all API keys of a user. The keys stay. */
export async function revokeTokensOfUserKeys(trx: Transaction<Database>, username: string): Promise<void> {
  await deleteTokensOfUserKeys(trx, username);
}

/** @param known grants whose tokens are deleted even if their row is already gone @returns whether any grant existed */
async function revokeGrants(
  trx: Transaction<Database>,
  chosen: Chosen,
  known: readonly string[] = [],
): Promise<boolean> {
  const found = await deleteGrants(trx, chosen);
  const ended = [...known, ...found];
  if (ended.length > 0) await deleteTokensOfGrants(trx, ended);
  return found.length > 0;
}

/** Removes the scopes about organizations that are about to be deleted from all stored tokens. */
export async function dropScopesAbout(
  trx: Transaction<Database>,
  globalids: readonly string[],
): Promise<void> {
  const gone = globalids.flatMap((globalid) => [
    `user:memberof:${globalid}`,
    `user:organizations:${globalid}`,
  ]);
  await removeScopes(trx, gone);
}

/**
 * Removes the scope that says that a user is in an organization from the user's access tokens. Refresh tokens keep it,
 * because each use of them checks the memberships again.
 */
export async function dropMembershipScopes(
  trx: Transaction<Database>,
  username: string,
  globalid: string,
): Promise<void> {
  await removeScopeOfUser(trx, username, `user:memberof:${globalid}`);
}

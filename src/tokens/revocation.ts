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

/** The steps by which other acts end tokens, in the order that every act locks in: codes, grants, tokens. */

/**
 * Ends one redeemed code and all that was made from it: opaque tokens, refresh tokens, and JWTs, whose `jti` names it.
 * The grant's row goes first: a request that makes something from it holds that row, so nothing can be added meanwhile.
 * @returns whether there was such a grant still
 */
export function endGrant(trx: Transaction<Database>, grantId: string): Promise<boolean> {
  return endGrants(trx, { grantId }, [grantId]);
}

/** Ends what a user agreed to in one browser session, codes not yet redeemed too. */
export async function endGrantsOfSession(trx: Transaction<Database>, sessionId: string): Promise<void> {
  await deleteCodesOfSession(trx, sessionId);
  await endGrants(trx, { originSessionId: sessionId });
}

/** Ends all that clients got by a user's consent. The consents and the user's own API keys stay. */
export async function endGrantsOfUser(trx: Transaction<Database>, username: string): Promise<void> {
  // First the codes: redeeming one holds it, and the grant made from it is there once it is let go.
  await deleteCodes(trx, { username });
  await endGrants(trx, { username });
}

/**
 * Ends what a user agreed to with a client. To be called before the record is deleted, which would do the same, but in
 * the wrong order: making a token holds the code or the grant first and its basis after that.
 */
export async function endGrantsOfConsent(
  trx: Transaction<Database>,
  username: string,
  clientId: string,
): Promise<void> {
  await deleteCodes(trx, { username, clientId });
  await endGrants(trx, { username, clientId });
}

/** Ends the refresh tokens of a consent; access tokens stay until their end. */
export async function endOfflineAccess(
  trx: Transaction<Database>,
  username: string,
  clientId: string,
): Promise<void> {
  await deleteRefreshTokensOfConsent(trx, username, clientId);
}

/** Ends all that hangs on an organization's API key; as `endGrantsOfConsent`, to be called before the key is deleted. */
export async function endTokensOfKey(
  trx: Transaction<Database>,
  globalid: string,
  keyId: string,
): Promise<void> {
  await endGrants(trx, { clientId: globalid, organizationKeyId: keyId });
  await endOwnTokensOfKey(trx, globalid, keyId);
}

/** Ends the tokens that an organization got for itself with one of its API keys (client credentials grant). */
export async function endOwnTokensOfKey(
  trx: Transaction<Database>,
  globalid: string,
  keyId: string,
): Promise<void> {
  await deleteOwnTokensOfKey(trx, globalid, keyId);
}

/** The same for organizations, before they are deleted. */
export async function endTokensOfClients(
  trx: Transaction<Database>,
  globalids: readonly string[],
): Promise<void> {
  await deleteCodes(trx, { clientIds: globalids });
  await endGrants(trx, { clientIds: globalids });
  await deleteRefreshTokensOfClients(trx, globalids);
}

/** The same for a user's API key, before it is deleted. */
export async function endTokensOfUserKey(
  trx: Transaction<Database>,
  username: string,
  applicationId: string,
): Promise<void> {
  await deleteRefreshTokensOfUserKey(trx, username, applicationId);
}

/** Ends what was got with all API keys of a user, which stay. */
export async function endTokensOfUserKeys(trx: Transaction<Database>, username: string): Promise<void> {
  await deleteTokensOfUserKeys(trx, username);
}

/** @param known grants whose tokens go even when their row is gone already @returns whether any row was there */
async function endGrants(
  trx: Transaction<Database>,
  chosen: Chosen,
  known: readonly string[] = [],
): Promise<boolean> {
  const found = await deleteGrants(trx, chosen);
  const ended = [...known, ...found];
  if (ended.length > 0) await deleteTokensOfGrants(trx, ended);
  return found.length > 0;
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
  await removeScopes(trx, gone);
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
  await removeScopeOfUser(trx, username, `user:memberof:${globalid}`);
}

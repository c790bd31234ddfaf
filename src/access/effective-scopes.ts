import type { Kysely } from 'kysely';
import { type AuthorizationRecord, isCovered } from '../consents/coverage.ts';
import { findAuthorization } from '../consents/queries.ts';
import { listOrganizationRoles, listOrganizationsOfUser } from '../organizations/members/role-queries.ts';
import type { Database } from '../schema.ts';
import type { TokenBasis } from '../tokens/basis.ts';
import { allowsClientCredentials, hasUserApiKey } from '../tokens/basis-queries.ts';
import { impliedScope } from '../tokens/scopes.ts';

/**
 * The scopes of a token that count at this moment: for a consent, only those that the user shares with the
 * client; of memberships, only those that exist.
 *
 * If the client asks whether the user belongs to it, and the user belongs only to its suborganizations, the
 * result names those instead.
 *
 * Runs at most three statements, however many scopes there are.
 *
 * @param scopes without `openid` and `offline_access`; an alias such as `profile` counts as long as the scope
 * it implies
 * @param isKeyKnown true when the API key has just been read, so that it is not looked up again
 * @returns undefined when the basis itself is gone
 */
export async function effectiveScopes(
  db: Kysely<Database>,
  basis: TokenBasis,
  scopes: readonly string[],
  isKeyKnown = false,
): Promise<readonly string[] | undefined> {
  if (basis.kind === 'organizationApiKey')
    return isKeyKnown || (await allowsClientCredentials(db, basis.globalid, basis.keyId))
      ? scopes
      : undefined;
  const { username } = basis;
  if (basis.kind === 'userApiKey')
    return isKeyKnown || (await hasUserApiKey(db, username, basis.applicationId))
      ? trueMemberships(db, username, scopes)
      : undefined;
  const record = await findAuthorization(db, username, basis.clientId);
  return record && effectiveSharedScopes(db, username, record, scopes);
}

/** Like `effectiveScopes`, for a consent whose record has already been read. */
export function effectiveSharedScopes(
  db: Kysely<Database>,
  username: string,
  record: AuthorizationRecord,
  scopes: readonly string[],
): Promise<readonly string[]> {
  const covered = scopes.filter((scope) => isCovered(record, impliedScope(scope)));
  return trueMemberships(db, username, covered, record.grantedTo);
}

const memberOf = 'user:memberof:';

async function trueMemberships(
  db: Kysely<Database>,
  username: string,
  scopes: readonly string[],
  clientId?: string,
): Promise<readonly string[]> {
  const named = scopes.flatMap((scope) => (scope.startsWith(memberOf) ? [scope.slice(memberOf.length)] : []));
  if (named.length === 0) return scopes;
  const roles = await listOrganizationRoles(db, named, username);
  const isIn = (globalid: string) => roles.get(globalid)?.isOwner || roles.get(globalid)?.isMember;
  const asksForClient = clientId !== undefined && named.includes(clientId) && !isIn(clientId);
  const below = asksForClient ? await listOrganizationsBelow(db, username, clientId) : [];
  const effective = scopes.flatMap((scope) => {
    if (!scope.startsWith(memberOf)) return [scope];
    const globalid = scope.slice(memberOf.length);
    if (globalid === clientId && !isIn(globalid)) return below.map((name) => memberOf + name);
    return isIn(globalid) ? [scope] : [];
  });
  return [...new Set(effective)];
}

/** The suborganizations of `globalid` that a user belongs to, sorted. */
async function listOrganizationsBelow(
  db: Kysely<Database>,
  username: string,
  globalid: string,
): Promise<string[]> {
  const all = await listOrganizationsOfUser(db, username);
  return all.map((row) => row.globalid).filter((name) => name.startsWith(`${globalid}.`));
}

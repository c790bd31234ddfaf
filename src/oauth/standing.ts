import type { Kysely } from 'kysely';
import { type AuthorizationRecord, isCovered } from '../consents/coverage.ts';
import { findAuthorization } from '../consents/queries.ts';
import { listOrganizationRoles, listOrganizationsOfUser } from '../organizations/members/role-queries.ts';
import type { Database } from '../schema.ts';
import { hasApiKey, hasKeyForItself } from '../tokens/queries.ts';
import { impliedScope } from '../tokens/scopes.ts';

/** Why a token may exist: what a user shares with a client, or an API key that is still there. */
export type Ground =
  | { readonly kind: 'consent'; readonly username: string; readonly clientId: string }
  | { readonly kind: 'userKey'; readonly username: string; readonly applicationId: string }
  | { readonly kind: 'organizationKey'; readonly globalid: string; readonly keyId: string };

/** The columns of a stored token that name its ground. */
export interface GroundColumns {
  readonly username: string | null;
  readonly globalid: string | null;
  readonly client_id: string;
  readonly granted_to: string | null;
  readonly application_id: string | null;
  readonly organization_key_id: string | null;
}

/** The ground of a stored token; undefined for one of this site's own sessions. */
export function groundOf(row: GroundColumns): Ground | undefined {
  const { username, globalid, client_id: clientId, granted_to: grantedTo } = row;
  if (username !== null && grantedTo !== null) return { kind: 'consent', username, clientId };
  if (username !== null && row.application_id !== null)
    return { kind: 'userKey', username, applicationId: row.application_id };
  if (globalid !== null && row.organization_key_id !== null)
    return { kind: 'organizationKey', globalid, keyId: row.organization_key_id };
  return undefined;
}

/**
 * What still stands of some scopes at this moment (oauth 7.4, 8.3, 8.5): no more than the user shares with the client,
 * and of memberships only those that are true, whoever may have been invited.
 *
 * A client that may know whether the user belongs to it is told the sub-organizations instead that the user belongs to,
 * when the user is in those alone.
 *
 * Three statements at most, however many scopes.
 *
 * @param scopes without `openid` and `offline_access`; alias names such as `profile` stand as long as what they mean
 * @param isKeyRead the caller has just read the API key, so that it need not be looked for again
 * @returns undefined when the ground itself is gone
 */
export async function standingScopes(
  db: Kysely<Database>,
  ground: Ground,
  scopes: readonly string[],
  isKeyRead = false,
): Promise<readonly string[] | undefined> {
  if (ground.kind === 'organizationKey')
    return isKeyRead || (await hasKeyForItself(db, ground.globalid, ground.keyId)) ? scopes : undefined;
  const { username } = ground;
  if (ground.kind === 'userKey')
    return isKeyRead || (await hasApiKey(db, username, ground.applicationId))
      ? trueMemberships(db, username, scopes)
      : undefined;
  const record = await findAuthorization(db, username, ground.clientId);
  return record && sharedScopes(db, username, record, scopes);
}

/** As `standingScopes`, for a consent whose record has been read already. */
export function sharedScopes(
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
  const standing = scopes.flatMap((scope) => {
    if (!scope.startsWith(memberOf)) return [scope];
    const globalid = scope.slice(memberOf.length);
    if (globalid === clientId && !isIn(globalid)) return below.map((name) => memberOf + name);
    return isIn(globalid) ? [scope] : [];
  });
  return [...new Set(standing)];
}

/** The sub-organizations that a user belongs to, sorted. */
async function listOrganizationsBelow(
  db: Kysely<Database>,
  username: string,
  globalid: string,
): Promise<string[]> {
  const all = await listOrganizationsOfUser(db, username);
  return all.map((row) => row.globalid).filter((name) => name.startsWith(`${globalid}.`));
}

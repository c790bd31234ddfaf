import type { Kysely } from 'kysely';
import { InsufficientScope, NotFound, ReauthenticationRequired, Unauthenticated } from '../base/errors.ts';
import {
  hasFullPower,
  type OrganizationPrincipal,
  type Principal,
  type UserPrincipal,
} from '../base/principal.ts';
import { coveredScopes } from '../consents/coverage.ts';
import { findAuthorization } from '../consents/queries.ts';
import { listOrganizationRoles } from '../organizations/members/role-queries.ts';
import { hasOrganization } from '../organizations/queries.ts';
import type { Database } from '../schema.ts';
import { recentSeconds } from '../sessions/recent-authentication.ts';
import { isIdentifier } from '../users/identifiers/identifier.ts';
import { findIdentifier } from '../users/identifiers/queries.ts';
import { findContactOwner } from '../users/search/queries.ts';
import { isContact, readSearchText } from '../users/search/search-text.ts';
import type { Route } from '../web/route.ts';

/**
 * The result of the access check: the caller, the scopes that count for this operation, the path with its
 * user resolved.
 */
export interface Access {
  readonly caller: Principal | undefined;
  readonly scopes: readonly string[];
  readonly path: Readonly<Record<string, string>>;
}

type Path = Readonly<Record<string, string>>;

/**
 * Decides whether a caller may use an operation. Access is decided here and nowhere else.
 * @throws Unauthenticated, ReauthenticationRequired, InsufficientScope, or NotFound `organization_not_found`
 */
export type Authorize = (route: Route, path: Path, caller: Principal | undefined) => Promise<Access>;

/**
 * Allows a call only if the caller effectively holds one of the scopes that the contract names for the
 * operation:
 *
 * - below `/users/{username}`: the user of the token must be the user in the path
 * - below `/organizations/{globalid}`: a user must be an owner or member; an organization must be that
 *   organization or one above it
 * - elsewhere: the scopes of the credential count as they are
 *
 * An operation marked `recentAuthentication` refuses a session that has not authenticated recently. Wherever
 * a path has `{username}`, a client may use an identifier that was made for it.
 *
 * @param closed operations that the settings of this server close
 */
export function createAuthorize(db: Kysely<Database>, closed: ReadonlySet<string>): Authorize {
  return async (route, path, caller) => {
    if (route.public) return { caller: undefined, scopes: [], path: await withNamedUser(db, path) };
    if (!caller) throw new Unauthenticated();
    if (closed.has(route.operation)) throw new InsufficientScope(route.scopes);
    if (route.recentAuthentication && caller.basis === 'session' && !caller.isRecentlyAuthenticated)
      throw new ReauthenticationRequired(recentSeconds);
    if (route.path.startsWith('/users/{username}')) return userAccess(db, route, path, caller);
    if (route.path.startsWith('/organizations/{globalid}'))
      return organizationAccess(db, route, path, caller);
    return grantedIf(route, path, caller, ownScopes(caller));
  };
}

async function userAccess(
  db: Kysely<Database>,
  route: Route,
  path: Path,
  caller: Principal,
): Promise<Access> {
  if (caller.basis === 'organizationApiKey') throw new InsufficientScope(route.scopes);
  const resolved = await withIdentifiedUser(db, route, await withNamedUser(db, path), caller);
  if (resolved.username !== caller.username) throw new InsufficientScope(route.scopes);
  return grantedIf(route, resolved, caller, await userScopes(db, caller));
}

/**
 * The caller's scopes on its user's account. For a consent, only those that the user's authorization record
 * covers.
 */
async function userScopes(db: Kysely<Database>, caller: UserPrincipal): Promise<readonly string[]> {
  if (caller.basis !== 'consent') return ownScopes(caller);
  const record = await findAuthorization(db, caller.username, caller.clientId);
  return record ? withUserInfo(coveredScopes(record, caller.scopes), caller.scopes) : [];
}

async function organizationAccess(
  db: Kysely<Database>,
  route: Route,
  path: Path,
  caller: Principal,
): Promise<Access> {
  const scopes =
    caller.basis === 'organizationApiKey'
      ? await organizationScopes(db, route, caller, path.globalid ?? '')
      : await personScopes(db, route, caller, path.globalid ?? '');
  const access = grantedIf(route, path, caller, scopes);
  return { ...access, path: await withIdentifiedUser(db, route, path, caller) };
}

async function personScopes(
  db: Kysely<Database>,
  route: Route,
  caller: UserPrincipal,
  globalid: string,
): Promise<string[]> {
  const roles = (await listOrganizationRoles(db, [globalid], caller.username)).get(globalid);
  if (!roles) throw missingOrganization(route);
  if (!hasFullPower(caller)) return [];
  if (roles.isOwner) return ['organization:owner'];
  return roles.isMember ? ['organization:member'] : [];
}

async function organizationScopes(
  db: Kysely<Database>,
  route: Route,
  caller: OrganizationPrincipal,
  globalid: string,
): Promise<readonly string[]> {
  if (!(await hasOrganization(db, globalid))) throw missingOrganization(route);
  return globalid === caller.globalid || globalid.startsWith(`${caller.globalid}.`) ? caller.scopes : [];
}

/** When a suborganization is created, a missing organization gets the sentence that existing clients expect. */
function missingOrganization({ operation }: Route): NotFound {
  const isParent = operation === 'createNewSubOrganization';
  return new NotFound(isParent ? 'Parent organization does not exist' : 'organization_not_found');
}

function ownScopes(caller: Principal): readonly string[] {
  if (caller.basis === 'organizationApiKey') return caller.scopes;
  if (caller.basis === 'consent') return withUserInfo([], caller.scopes);
  const scopes = caller.basis === 'session' ? ['user:admin', ...caller.scopes] : caller.scopes;
  return withUserInfo(scopes, scopes);
}

/** Any scope of a user implies `user:info`, wherever it stands in the token's list. */
function withUserInfo(held: readonly string[], carried: readonly string[]): readonly string[] {
  return carried.some((scope) => scope.startsWith('user:')) ? [...held, 'user:info'] : held;
}

function grantedIf(route: Route, path: Path, caller: Principal, scopes: readonly string[]): Access {
  if (route.scopes.some((scope) => isHeld(scope, path, scopes))) return { caller, scopes, path };
  throw new InsufficientScope(route.scopes.map((scope) => fillScope(scope, path)));
}

/** If the last placeholder is not in the path, as in `user:organizations:{globalid}`, any value matches. */
function isHeld(scope: string, path: Path, held: readonly string[]): boolean {
  const [, start, name] = /^(.+:)\{(\w+)\}$/.exec(scope) ?? [];
  if (start === undefined || name === undefined || name in path) return held.includes(fillScope(scope, path));
  return held.some((candidate) => candidate.startsWith(start) && candidate !== start);
}

/** Fills in the placeholders from the path: `user:phone:{label}` gets the label. */
function fillScope(scope: string, path: Path): string {
  return scope.replace(/\{(\w+)\}/g, (placeholder, name: string) => path[name] ?? placeholder);
}

/**
 * Most paths name a user this way. A name that starts with a letter and has no `@` is neither an email
 * address nor a phone number.
 */
const storedUsername = /^[a-z][a-z0-9._-]{0,40}$/;

/**
 * Resolves `{username}`: a validated email address or phone number becomes its owner's username; any other
 * name is folded.
 */
async function withNamedUser(db: Kysely<Database>, path: Path): Promise<Path> {
  if (path.username === undefined || storedUsername.test(path.username)) return path;
  const named = readSearchText(path.username);
  if (named.identifier !== undefined) return path;
  const owner = isContact(named) ? await findContactOwner(db, named) : undefined;
  return { ...path, username: owner ?? named.username };
}

/** Resolves an identifier to its user. @throws InsufficientScope when it was made for another client */
async function withIdentifiedUser(
  db: Kysely<Database>,
  route: Route,
  path: Path,
  caller: Principal,
): Promise<Path> {
  const given = path.username;
  if (given === undefined || !isIdentifier(given)) return path;
  const found = await findIdentifier(db, given);
  if (!found) return path;
  if (found.azp !== caller.clientId) throw new InsufficientScope(route.scopes);
  return { ...path, username: found.username };
}

import { Unauthenticated } from './errors.ts';

/**
 * The caller of a request, according to its credential.
 *
 * - `session`: a user signed in on this site; full power over the user's own account
 * - `userApiKey`: a user's own API key, or a token made from one
 * - `consent`: an organization that a user gave access to (authorization code grant)
 * - `organizationApiKey`: an organization with its own credentials; no user involved
 */
export type Principal = UserPrincipal | OrganizationPrincipal;

export interface UserPrincipal {
  /** The browser session on this site. */
  readonly sessionId?: string;
  /** Set for a session: whether its user signed in or reauthenticated recently. */
  readonly isRecentlyAuthenticated?: boolean;
  readonly basis: 'session' | 'userApiKey' | 'consent';
  readonly username: string;
  /** The client (`azp`): an application id, the globalid of an organization, or `itsyouonline` for this site. */
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export interface OrganizationPrincipal {
  readonly basis: 'organizationApiKey';
  readonly globalid: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** The client id of this site itself. No organization or user may have this name. */
export const siteClientId = 'itsyouonline';

/**
 * Whether the caller has full power over the user's account: by a session on this site, or an API key with
 * `user:admin`.
 */
export function hasFullPower(principal: Principal): principal is UserPrincipal {
  if (principal.basis === 'session') return true;
  return principal.basis === 'userApiKey' && principal.scopes.includes('user:admin');
}

/**
 * The username or globalid of the caller; a name is never both.
 * @throws Unauthenticated without a caller, which cannot happen in operations that need authentication
 */
export function principalName(caller: Principal | undefined): string {
  if (!caller) throw new Unauthenticated();
  return caller.basis === 'organizationApiKey' ? caller.globalid : caller.username;
}

import { Unauthenticated } from './errors.ts';

/**
 * Who makes a request, as the credential tells it.
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
  /** Of a session: whether its user signed in or reauthenticated lately. */
  readonly isRecentlyAuthenticated?: boolean;
  readonly basis: 'session' | 'userApiKey' | 'consent';
  readonly username: string;
  /** `azp`: the application id, the globalid of the third party, or `itsyouonline` for this site. */
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export interface OrganizationPrincipal {
  readonly basis: 'organizationApiKey';
  readonly globalid: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** The client id of this site itself; no organization and no user may have this name. */
export const siteClientId = 'itsyouonline';

/** Full power over the user's account: a sign-in on this site, or a token that holds `user:admin`. */
export function hasFullPower(principal: Principal): principal is UserPrincipal {
  if (principal.basis === 'session') return true;
  return principal.basis === 'userApiKey' && principal.scopes.includes('user:admin');
}

/**
 * The username or globalid of the caller; a name is only ever one of the two.
 * @throws Unauthenticated without a caller, which guarded operations exclude
 */
export function callerName(caller: Principal | undefined): string {
  if (!caller) throw new Unauthenticated();
  return caller.basis === 'organizationApiKey' ? caller.globalid : caller.username;
}

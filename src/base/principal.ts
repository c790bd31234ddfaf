import { Unauthenticated } from './errors.ts';

/**
 * Who makes a request, as the credential tells it.
 *
 * - `session`: a person signed in on this site; full power over the own account
 * - `apiKey`: a person's own API key, or a JWT made from one
 * - `thirdParty`: an organization that a person gave access to (authorization code flow)
 * - `organization`: an organization with its own credentials; no person involved
 */
export type Principal = UserPrincipal | OrganizationPrincipal;

export interface UserPrincipal {
  /** The browser session of who is signed in on this site. */
  readonly sessionId?: string;
  /** Of a session: whether its person proved lately who they are. */
  readonly isFresh?: boolean;
  readonly kind: 'session' | 'apiKey' | 'thirdParty';
  readonly username: string;
  /** `azp`: the application id, the globalid of the third party, or `itsyouonline` for this site. */
  readonly clientId: string;
  readonly scopes: readonly string[];
}

export interface OrganizationPrincipal {
  readonly kind: 'organization';
  readonly globalid: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
}

/** The client id of this site itself; no organization and no user may have this name. */
export const siteClientId = 'itsyouonline';

/** Full power over the own account: a sign-in on this site, or a token that holds `user:admin`. */
export function hasFullPower(principal: Principal): principal is UserPrincipal {
  if (principal.kind === 'session') return true;
  return principal.kind === 'apiKey' && principal.scopes.includes('user:admin');
}

/**
 * The username or globalid of whoever calls; a name is only ever one of the two.
 * @throws Unauthenticated when nobody does, which guarded operations exclude
 */
export function callerName(caller: Principal | undefined): string {
  if (!caller) throw new Unauthenticated();
  return caller.kind === 'organization' ? caller.globalid : caller.username;
}

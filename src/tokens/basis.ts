/**
 * What stands behind a credential, and ends it when it goes:
 *
 * - `session`: a browser in which a user is signed in on this site
 * - `userApiKey`: a user's own API key
 * - `consent`: what a user shares with an organization (authorization code grant)
 * - `organizationApiKey`: an organization's API key that allows client credentials; no user involved
 */
export type GrantBasis = SessionBasis | TokenBasis;

/** What tokens are given out on; `SessionBasis` is for this site alone. */
export type TokenBasis = UserApiKeyBasis | ConsentBasis | OrganizationApiKeyBasis;

export interface SessionBasis {
  readonly kind: 'session';
  readonly username: string;
  readonly sessionId: string;
}

export interface UserApiKeyBasis {
  readonly kind: 'userApiKey';
  readonly username: string;
  readonly applicationId: string;
}

export interface ConsentBasis {
  readonly kind: 'consent';
  readonly username: string;
  /** The globalid of the organization. */
  readonly clientId: string;
}

export interface OrganizationApiKeyBasis {
  readonly kind: 'organizationApiKey';
  readonly globalid: string;
  readonly keyId: string;
}

/** @returns undefined where an organization speaks for itself */
export function usernameOf(basis: GrantBasis): string | undefined {
  return basis.kind === 'organizationApiKey' ? undefined : basis.username;
}

/** The organization that speaks for itself, if one does. */
export function globalidOf(basis: GrantBasis): string | undefined {
  return basis.kind === 'organizationApiKey' ? basis.globalid : undefined;
}

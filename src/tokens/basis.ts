/**
 * What a credential is based on. The credential ends when its basis does.
 *
 * - `session`: a browser in which a user is signed in on this site
 * - `userApiKey`: an API key of a user
 * - `consent`: what a user shares with an organization (authorization code grant)
 * - `organizationApiKey`: an organization's API key that allows client credentials; no user is involved
 */
export type GrantBasis = SessionBasis | TokenBasis;

/** The bases of tokens that are issued to clients. `SessionBasis` is for this site only. */
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

/** @returns undefined when an organization acts for itself */
export function usernameOf(basis: GrantBasis): string | undefined {
  return basis.kind === 'organizationApiKey' ? undefined : basis.username;
}

/** The organization that acts for itself, if any. */
export function globalidOf(basis: GrantBasis): string | undefined {
  return basis.kind === 'organizationApiKey' ? basis.globalid : undefined;
}

import type { TokenBasis } from './basis.ts';
import type { ClaimChoices, OrganizationClient, UserClient } from './clients.ts';
import { defaultAlgorithm, type TokenAlgorithm } from './key-ring.ts';

/** For whom tokens act, and on what basis. */
export interface TokenSubject {
  readonly basis: TokenBasis;
  /**
   * The id of the basis: of a redeemed code's grant, an organization's API key or a user's API key. The first part of
   * `jti`.
   */
  readonly basisId: string;
  readonly clientId: string;
  /** The organization's API key that the tokens were got with. They end with it. */
  readonly organizationKeyId?: string | undefined;
  /** The algorithm that signs JWTs for this client. */
  readonly algorithm: TokenAlgorithm;
  /** The thumbprint of the key that access tokens are bound to (RFC 9449). */
  readonly jkt?: string | undefined;
}

/** What a client gets tokens for. */
export interface Grant extends TokenSubject {
  /** Set when a user gave the client access (authorization code grant). */
  readonly consent?: Consent;
  /** The choices of the API key; set when a user gave the client access. */
  readonly claimChoices?: ClaimChoices;
  readonly scopes: readonly string[];
  /** The audience of the access token (RFC 8707); empty for no particular one. */
  readonly audience?: readonly string[];
  /** Whether the access token is a JWT (RFC 9068) instead of opaque. */
  readonly hasJwtAccessTokens?: boolean;
  /** Whether the API key is notified when the session in which the user consented ends. */
  readonly isNotifiedOfLogout?: boolean;
}

/** What is stored of a user's consent in addition to the scopes. */
export interface Consent {
  readonly grantId: string;
  readonly style: 'comma' | 'space';
  readonly isOpenid: boolean;
  readonly nonce: string | null;
  readonly amr: readonly string[];
  readonly authenticatedAt: Date;
  /** The browser session in which the user consented. */
  readonly sessionId: string | null;
  /** The claims that the request asks for in the ID token (OpenID Connect Core 1.0, section 5.5). */
  readonly idTokenClaims: readonly string[];
  /** The resources that the tokens are for (RFC 8707); empty means this server. */
  readonly resources: readonly string[];
}

/** The scopes that an organization gets with client credentials. */
export const ownScopes: readonly string[] = ['organization:owner'];

/**
 * The grant of a client for itself (client credentials grant).
 * @param organizationScopes fewer scopes, if an organization asks for that
 */
export function ownGrant(
  client: OrganizationClient | UserClient,
  organizationScopes = ownScopes,
  audience: readonly string[] = [],
): Grant {
  if (client.kind === 'user') {
    const { username, applicationId, scopes } = client;
    const basis = { kind: 'userApiKey', username, applicationId } as const;
    const ids = { basisId: applicationId, clientId: applicationId };
    return { scopes, audience, basis, algorithm: defaultAlgorithm, ...ids };
  }
  const { globalid, keyId, algorithm, hasJwtAccessTokens } = client;
  const basis = { kind: 'organizationApiKey', globalid, keyId } as const;
  const subject = { basis, basisId: keyId, clientId: globalid, organizationKeyId: keyId, algorithm };
  return { scopes: organizationScopes, audience, hasJwtAccessTokens, ...subject };
}

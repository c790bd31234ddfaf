import type { TokenBasis } from './basis.ts';
import type { ClaimChoices, OrganizationClient, UserClient } from './clients.ts';
import { type TokenAlgorithm, usualAlgorithm } from './key-ring.ts';

/** Whom tokens speak for, and on what basis. */
export interface TokenSubject {
  readonly basis: TokenBasis;
  /** The id of the basis: of a redeemed code's grant, an organization's API key or a user's; the first part of `jti`. */
  readonly basisId: string;
  readonly clientId: string;
  /** The organization's API key that the tokens were got with; they end with it. */
  readonly organizationKeyId?: string | undefined;
  /** What JWTs for this client are signed with. */
  readonly algorithm: TokenAlgorithm;
  /** The thumbprint of the key that access tokens are bound to (RFC 9449). */
  readonly jkt?: string | undefined;
}

/** What a client may get tokens for. */
export interface Grant extends TokenSubject {
  /** Filled when a user gave a client access (authorization code grant). */
  readonly consent?: Consent;
  /** Of the API key; filled where a user gave a client access. */
  readonly claimChoices?: ClaimChoices;
  readonly scopes: readonly string[];
  /** Whom the access token is for (RFC 8707); none leaves that open. */
  readonly audience?: readonly string[];
  /** Whether the access token is a JWT (RFC 9068), or opaque. */
  readonly hasJwtAccessTokens?: boolean;
  /** Whether the API key is told when the session ends in which the user agreed. */
  readonly isToldOfLogout?: boolean;
}

/** What is remembered of a user's consent beside the scopes. */
export interface Consent {
  readonly grantId: string;
  readonly style: 'comma' | 'space';
  readonly isOpenid: boolean;
  readonly nonce: string | null;
  readonly amr: readonly string[];
  readonly authenticatedAt: Date;
  /** The browser session in which the user agreed. */
  readonly sessionId: string | null;
  /** The claims that the request wants in the ID token (OpenID Connect Core 1.0, section 5.5). */
  readonly idTokenClaims: readonly string[];
  /** What the tokens are for (RFC 8707); none stands for this server. */
  readonly resources: readonly string[];
}

/** What an organization gets by its own credentials. */
export const ownScopes: readonly string[] = ['organization:owner'];

/**
 * What a client gets by its own credentials (client credentials grant).
 * @param organizationScopes what an organization wants less
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
    return { scopes, audience, basis, algorithm: usualAlgorithm, ...ids };
  }
  const { globalid, keyId, algorithm, hasJwtAccessTokens } = client;
  const basis = { kind: 'organizationApiKey', globalid, keyId } as const;
  const subject = { basis, basisId: keyId, clientId: globalid, organizationKeyId: keyId, algorithm };
  return { scopes: organizationScopes, audience, hasJwtAccessTokens, ...subject };
}

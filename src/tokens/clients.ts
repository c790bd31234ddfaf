import type { Kysely } from 'kysely';
import type { Sealing } from '../crypto/sealing.ts';
import type { Database } from '../schema.ts';
import type { TokenAlgorithm } from './key-ring.ts';

/** A client that has authenticated, or a public one, which cannot because it has no secret (RFC 6749, section 2.1). */
export type Client = ConfidentialClient | PublicClient;

/** A client that has authenticated with a secret. */
export type ConfidentialClient = OrganizationClient | UserClient;

/** An organization, with one of its API keys. */
export interface OrganizationClient extends OrganizationKey {
  readonly kind: 'organization';
  readonly globalid: string;
  readonly allowsClientCredentials: boolean;
}

/**
 * An organization that named itself without a secret and has public keys. The rest of the request determines which key
 * applies.
 */
export interface PublicClient {
  readonly kind: 'public';
  readonly globalid: string;
  readonly keys: readonly OrganizationKey[];
}

/** The optional claims that an API key has chosen. */
export interface ClaimChoices {
  /** Whether ID tokens contain the claims of the scopes `profile`, `email`, `phone` and `address`. */
  readonly claimsInIdToken: boolean;
  /** Whether ID tokens and userinfo contain `groups`. */
  readonly tellsGroups: boolean;
}

/** The settings of an API key that affect its tokens. */
export interface OrganizationKey extends ClaimChoices {
  readonly keyId: string;
  readonly callbackUrl: string;
  readonly isPublic: boolean;
  readonly requiresPkce: boolean;
  /** The device authorization grant (RFC 8628). */
  readonly allowsDeviceGrant: boolean;
  /** Whether redirect URIs must equal the callback URL, or may also lie below it. */
  readonly matchesExactly: boolean;
  readonly algorithm: TokenAlgorithm;
  /** Whether access tokens are JWTs (RFC 9068) instead of opaque. */
  readonly hasJwtAccessTokens: boolean;
  /** Whether it is notified when a session ends within which it got an ID token. */
  readonly isNotifiedOfLogout: boolean;
}

export interface UserClient {
  readonly kind: 'user';
  readonly username: string;
  readonly applicationId: string;
  readonly scopes: readonly string[];
}

/** The `client_id` of a client. */
export function clientIdOf(client: Client): string {
  return client.kind === 'user' ? client.applicationId : client.globalid;
}

/** The purposes with which secrets are hashed, so that a hash of one kind never matches in the other column. */
export const secretPurposes = { user: 'user_api_key', organization: 'organization_api_key' } as const;

/** Finds the client that a client id and secret belong to. */
export type FindClient = (
  db: Kysely<Database>,
  sealing: Sealing,
  clientId: string,
  clientSecret: string,
  now: Date,
) => Promise<ConfidentialClient | undefined>;

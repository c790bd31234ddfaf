import type { Kysely } from 'kysely';
import type { Sealing } from '../crypto/sealing.ts';
import type { Database } from '../schema.ts';
import type { TokenAlgorithm } from './key-ring.ts';

/** A client that proved itself, or cannot: a public one has no secret (RFC 6749, section 2.1). */
export type Client = ConfidentialClient | PublicClient;

/** One that proved itself by a secret. */
export type ConfidentialClient = OrganizationClient | UserClient;

/** An organization, by one of its API keys. */
export interface OrganizationClient extends OrganizationKey {
  readonly kind: 'organization';
  readonly globalid: string;
  readonly allowsClientCredentials: boolean;
}

/** An organization that named itself and has keys without secret; what else it sends chooses one of them. */
export interface PublicClient {
  readonly kind: 'public';
  readonly globalid: string;
  readonly keys: readonly OrganizationKey[];
}

/** What an API key says about the claims that its ID tokens have beside the required ones. */
export interface ClaimChoices {
  /** Those of the scopes `profile`, `email`, `phone` and `address`. */
  readonly claimsInIdToken: boolean;
  /** `groups`; userinfo has it too. */
  readonly tellsGroups: boolean;
}

/** What an API key says about the tokens that are got with it. */
export interface OrganizationKey extends ClaimChoices {
  readonly keyId: string;
  readonly callbackUrl: string;
  readonly isPublic: boolean;
  readonly requiresPkce: boolean;
  /** The device authorization grant (RFC 8628). */
  readonly allowsDeviceGrant: boolean;
  /** Whether redirect URIs are the callback URL, or lie at or below it. */
  readonly matchesExactly: boolean;
  readonly algorithm: TokenAlgorithm;
  /** Whether access tokens are JWTs (RFC 9068), or opaque. */
  readonly hasJwtAccessTokens: boolean;
  /** Whether it is told when a session ends within which it got an ID token. */
  readonly isToldOfLogout: boolean;
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

/** Under these names secrets are hashed with a key, so that a hash of one kind never matches in the other column. */
export const secretPurposes = { user: 'user_api_key', organization: 'organization_api_key' } as const;

/** Finds the client that a client id and secret belong to. */
export type FindClient = (
  db: Kysely<Database>,
  sealing: Sealing,
  clientId: string,
  clientSecret: string,
  now: Date,
) => Promise<ConfidentialClient | undefined>;

import type { Generated } from 'kysely';
import type { PublicKeyMembers } from '../crypto/signing-keys.ts';
import type { Bytes, Json, NullableBytes, Timestamp } from '../db/columns.ts';

/** Authorization codes. A used code is kept for a while, so that repeated use is noticed. */
export interface AuthorizationCodeTable {
  code_hash: Bytes;
  username: string;
  client_id: string;
  grant_id: string;
  session_id: string | null;
  redirect_uri: string;
  state: string | null;
  scopes: string[];
  scope_style: 'comma' | 'space';
  wants_offline: Generated<boolean>;
  nonce: string | null;
  code_challenge: string | null;
  id_token_claims: Generated<string[]>;
  resources: Generated<string[]>;
  amr: string[];
  authenticated_at: Timestamp;
  created_at: Timestamp;
  expires_at: Timestamp;
  used_at: Timestamp | null;
  dpop_jkt: string | null;
}

/** Devices that wait for a user to answer elsewhere (RFC 8628). A used one is kept for a while, like a code. */
export interface DeviceAuthorizationTable {
  device_hash: Bytes;
  user_code_hash: Bytes;
  client_id: string;
  organization_key_id: string;
  grant_id: string;
  scopes: string[];
  scope_style: 'comma' | 'space';
  wants_offline: boolean;
  interval_seconds: number;
  last_polled_at: Timestamp | null;
  decision: 'allowed' | 'denied' | null;
  username: string | null;
  session_id: string | null;
  amr: Generated<string[]>;
  authenticated_at: Timestamp | null;
  created_at: Timestamp;
  expires_at: Timestamp;
  decided_at: Timestamp | null;
  used_at: Timestamp | null;
}

/**
 * A redeemed code. Everything made from it names it (tokens as `grant_id`, JWTs at the start of `jti`) and ends with
 * it. `origin_session_id` is the browser session in which the user consented. `id_token_claims` and `resources` are
 * from the authorization request.
 */
export interface AuthorizationGrantTable {
  grant_id: string;
  username: string;
  client_id: string;
  organization_key_id: string;
  origin_session_id: string | null;
  id_token_claims: Generated<string[]>;
  resources: Generated<string[]>;
  created_at: Timestamp;
  last_used_at: Timestamp;
}

/**
 * One of `granted_to`, `application_id`, `organization_key_id` and `session_id` determines the basis; see `GrantBasis`.
 */
export interface AccessTokenTable {
  token_hash: Bytes;
  grant_id: string;
  username: string | null;
  globalid: string | null;
  client_id: string;
  granted_to: string | null;
  application_id: string | null;
  organization_key_id: string | null;
  session_id: string | null;
  scopes: string[];
  scope_style: Generated<'comma' | 'space'>;
  is_openid: Generated<boolean>;
  audience: Generated<string[]>;
  amr: Generated<string[]>;
  authenticated_at: Timestamp | null;
  created_at: Timestamp;
  expires_at: Timestamp;
  dpop_jkt: string | null;
}

/**
 * Kind jwt: a tree by `parent_hash`. With rotation, `current_hash` is the hash of the current token since `rotated_at`;
 * the row stays.
 * Kind oauth: a row for each token, a family by `grant_id`.
 */
export interface RefreshTokenTable {
  token_hash: Bytes;
  parent_hash: NullableBytes;
  kind: 'jwt' | 'oauth';
  grant_id: string;
  username: string | null;
  globalid: string | null;
  client_id: string;
  granted_to: string | null;
  application_id: string | null;
  organization_key_id: string | null;
  scopes: string[];
  scope_style: Generated<'comma' | 'space'>;
  is_openid: Generated<boolean>;
  stores_info: Generated<boolean>;
  nonce: string | null;
  amr: Generated<string[]>;
  authenticated_at: Timestamp | null;
  created_at: Timestamp;
  last_used_at: Timestamp;
  expires_at: Timestamp;
  rotated_at: Timestamp | null;
  source_hash: NullableBytes;
  current_hash: NullableBytes;
  ends_at: Timestamp | null;
  dpop_jkt: string | null;
}

/** JWTs that were revoked before they expired. */
export interface RevokedJwtTable {
  jti: string;
  revoked_at: Timestamp;
  expires_at: Timestamp;
}

/**
 * A key is published from `created_at`, signs between `signs_from` and `signs_until`, and is removed after
 * `expires_at`.
 */
export interface SigningKeyTable {
  kid: string;
  algorithm: 'ES384' | 'ES256' | 'EdDSA' | 'RS256';
  sealed_private_jwk: Bytes;
  public_jwk: Json<PublicKeyMembers>;
  created_at: Timestamp;
  signs_from: Timestamp;
  signs_until: Timestamp | null;
  expires_at: Timestamp | null;
}

import type { Generated } from 'kysely';
import type { Bytes, NullableBytes, Timestamp } from '../../db/columns.ts';

export type TokenAlgorithm = 'ES384' | 'ES256' | 'EdDSA' | 'RS256';

/** API keys of organizations. Deleting a key deletes the tokens got with it; renaming does not. */
export interface OrganizationApiKeyTable {
  globalid: string;
  key_id: string;
  label: string;
  secret_hash: Bytes;
  sealed_secret: NullableBytes;
  /** The previous secret, valid until `former_secret_until`. */
  former_secret_hash: NullableBytes;
  former_secret_until: Timestamp | null;
  callback_url: Generated<string>;
  allows_client_credentials: Generated<boolean>;
  is_public: Generated<boolean>;
  requires_pkce: Generated<boolean>;
  exact_callback: Generated<boolean>;
  allows_device_grant: Generated<boolean>;
  token_algorithm: Generated<TokenAlgorithm>;
  id_token_claims: Generated<boolean>;
  groups_claim: Generated<boolean>;
  jwt_access_tokens: Generated<boolean>;
  post_logout_redirect_uris: Generated<string[]>;
  backchannel_logout_uri: Generated<string>;
  backchannel_logout_session: Generated<boolean>;
  home_page_uri: Generated<string>;
  created_at: Timestamp;
  last_used_at: Timestamp | null;
}

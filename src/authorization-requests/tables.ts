import type { Generated } from 'kysely';
import type { Bytes, Timestamp } from '../db/columns.ts';

/** An authorize request that waits for the user's decision. */
export interface AuthorizationRequestTable {
  request_hash: Bytes;
  client_id: string;
  username: string | null;
  session_id: string | null;
  redirect_uri: string;
  response_mode: Generated<'query' | 'form_post'>;
  pushed_hash: Bytes | null;
  device_hash: Bytes | null;
  state: string | null;
  scopes: string[];
  scope_style: 'comma' | 'space';
  wants_offline: Generated<boolean>;
  nonce: string | null;
  code_challenge: string | null;
  id_token_claims: Generated<string[]>;
  resources: Generated<string[]>;
  prompt: Generated<string[]>;
  max_age_seconds: number | null;
  query: string;
  decision: 'allowed' | 'denied' | null;
  created_at: Timestamp;
  expires_at: Timestamp;
  decided_at: Timestamp | null;
  used_at: Timestamp | null;
  dpop_jkt: string | null;
}

/** An authorize request that its client pushed (RFC 9126). */
export interface PushedRequestTable {
  request_hash: Bytes;
  client_id: string;
  parameters: string;
  created_at: Timestamp;
  opened_at: Timestamp | null;
  expires_at: Timestamp;
  used_at: Timestamp | null;
}

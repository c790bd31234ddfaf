import type { Generated } from 'kysely';
import type { Bytes, Timestamp } from '../db/columns.ts';
import type { SessionPurpose } from './session.ts';

/**
 * API keys that got an ID token within a session and are notified when it ends. `sid` is the session that the ID token
 * names, `session_id` the one in which the user is signed in now. There is no foreign key, so that the rows can be read
 * after the session is deleted.
 */
export interface SessionClientTable {
  sid: string;
  session_id: string;
  globalid: string;
  key_id: string;
  expires_at: Timestamp;
}

/** `secret_hash` is the hash of the cookie and changes with every rise in privilege; `session_id` stays. */
export interface SessionTable {
  secret_hash: Bytes;
  session_id: string;
  purpose: SessionPurpose;
  username: string | null;
  client_id: string | null;
  return_query: Generated<string>;
  is_kept_signed_in: Generated<boolean>;
  amr: Generated<string[]>;
  authenticated_at: Timestamp | null;
  proved_at: Timestamp | null;
  voided_codes: Generated<number>;
  user_agent: Generated<string>;
  masked_ip: Generated<string>;
  place: Generated<string>;
  created_at: Timestamp;
  last_seen_at: Timestamp;
  idle_expires_at: Timestamp;
  expires_at: Timestamp;
}

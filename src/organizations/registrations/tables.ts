import type { Bytes, Timestamp } from '../../db/columns.ts';
import type { ClientAuthenticationMethod } from './queries.ts';

/** Self-registered clients (RFC 7591): the metadata that their API key does not have. Rows are deleted with the key. */
export interface ClientRegistrationTable {
  registration_id: string;
  globalid: string;
  key_id: string;
  token_hash: Bytes;
  client_name: string | null;
  authentication_method: ClientAuthenticationMethod;
  grant_types: string[];
  created_at: Timestamp;
}

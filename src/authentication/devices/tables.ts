import type { Generated } from 'kysely';
import type { Bytes, Timestamp } from '../../db/columns.ts';

/** A browser in which a user used a second factor. */
export interface TrustedDeviceTable {
  secret_hash: Bytes;
  device_id: string;
  username: string;
  user_agent: Generated<string>;
  place: Generated<string>;
  created_at: Timestamp;
  last_used_at: Timestamp;
  expires_at: Timestamp;
  /** The second factor used last, by its name in the selection form. */
  last_method: Generated<string>;
}

/** When the second factor was last used for a client in a browser. */
export interface RememberedSecondFactorTable {
  username: string;
  globalid: string;
  device_id: string;
  remembered_at: Timestamp;
}

import type { Bytes, Timestamp } from '../../db/columns.ts';

/** Users who wait for their lost second factors to be removed. Good for one version of the password. */
export interface FactorResetTable {
  username: string;
  cancel_token_hash: Bytes;
  password_version: number;
  requested_at: Timestamp;
  ready_at: Timestamp;
  expires_at: Timestamp;
}

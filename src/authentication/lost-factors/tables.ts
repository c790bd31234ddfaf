import type { Bytes, Timestamp } from '../../db/columns.ts';

/** Requests of users to have lost second factors removed. Each is valid for one version of the password. */
export interface FactorResetTable {
  username: string;
  cancel_token_hash: Bytes;
  password_version: number;
  requested_at: Timestamp;
  ready_at: Timestamp;
  expires_at: Timestamp;
}

import type { Bytes, Timestamp } from '../../db/columns.ts';

/** A code is spent once `used_at` is set. */
export interface UserRecoveryCodeTable {
  username: string;
  code_hash: Bytes;
  created_at: Timestamp;
  used_at: Timestamp | null;
}

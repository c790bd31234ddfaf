import type { Bytes, Timestamp } from '../../db/columns.ts';

/** Accounts in their grace period before erasure. */
export interface AccountDeletionTable {
  username: string;
  cancel_token_hash: Bytes;
  requested_at: Timestamp;
  erase_at: Timestamp;
}

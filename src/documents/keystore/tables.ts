import type { Timestamp } from '../../db/columns.ts';

/** `globalid` is the client that stored the key. It may have been deleted since. */
export interface UserKeystoreKeyTable {
  username: string;
  globalid: string;
  label: string;
  key: string;
  algorithm: string;
  comment: string;
  position: number;
  created_at: Timestamp;
}

import type { Timestamp } from '../../db/columns.ts';

export interface UserPublicKeyTable {
  username: string;
  label: string;
  public_key: string;
  position: number;
  created_at: Timestamp;
}

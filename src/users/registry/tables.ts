import type { Timestamp } from '../../db/columns.ts';

export interface UserRegistryEntryTable {
  username: string;
  key: string;
  value: string;
  position: number;
  created_at: Timestamp;
  updated_at: Timestamp;
}

import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface UserRegistryEntryTable {
  username: string;
  key: string;
  value: string;
  position: number;
  created_at: Timestamp;
  updated_at: Timestamp;
}

export type UserRegistryEntryRow = Selectable<UserRegistryEntryTable>;
export type NewUserRegistryEntryRow = Insertable<UserRegistryEntryTable>;
export type UserRegistryEntryRowPatch = Updateable<UserRegistryEntryTable>;

import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface UserPublicKeyTable {
  username: string;
  label: string;
  public_key: string;
  position: number;
  created_at: Timestamp;
}

export type UserPublicKeyRow = Selectable<UserPublicKeyTable>;
export type NewUserPublicKeyRow = Insertable<UserPublicKeyTable>;
export type UserPublicKeyRowPatch = Updateable<UserPublicKeyTable>;

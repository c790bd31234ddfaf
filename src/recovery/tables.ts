import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Bytes, Timestamp } from '../db/columns.ts';

export interface PasswordResetTokenTable {
  token_hash: Bytes;
  username: string;
  password_version: number;
  created_at: Timestamp;
  expires_at: Timestamp;
}

export type PasswordResetTokenRow = Selectable<PasswordResetTokenTable>;
export type NewPasswordResetTokenRow = Insertable<PasswordResetTokenTable>;
export type PasswordResetTokenRowPatch = Updateable<PasswordResetTokenTable>;

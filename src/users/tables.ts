import type { Generated, Selectable } from 'kysely';
import type { Computed, Timestamp } from '../db/columns.ts';

/** One row for each account. */
export interface UserTable {
  username: string;
  name_kind: Computed<'user'>;
  first_name: string;
  last_name: string;
  language: string | null;
  wants_app_notices: Generated<boolean>;
  expires_at: Timestamp | null;
  locked_at: Timestamp | null;
  created_at: Timestamp;
}

/** `version` counts changes; a reset token is valid for one version only. */
export interface UserPasswordTable {
  username: string;
  password_hash: string;
  version: Generated<number>;
  changed_at: Timestamp;
}

export type UserPasswordRow = Selectable<UserPasswordTable>;

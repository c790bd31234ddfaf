import type { Generated } from 'kysely';
import type { Bytes, NullableBytes, Timestamp } from '../../db/columns.ts';

export interface PasswordResetTokenTable {
  token_hash: Bytes;
  username: string;
  password_version: number;
  created_at: Timestamp;
  expires_at: Timestamp;
  /** The query of the sign-in that the user came from. Used only in the browser of `browser_hash`. */
  return_query: Generated<string>;
  browser_hash: NullableBytes;
}

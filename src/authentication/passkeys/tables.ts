import type { Generated } from 'kysely';
import type { BigInteger, Bytes, Timestamp } from '../../db/columns.ts';

/** `user_handle` is the same for all passkeys of a user. */
export interface UserPasskeyTable {
  username: string;
  credential_id: Bytes;
  user_handle: Bytes;
  label: string;
  public_key: Bytes;
  algorithm: number;
  sign_count: BigInteger;
  transports: Generated<string[]>;
  aaguid: string | null;
  is_user_verified: Generated<boolean>;
  is_backup_eligible: Generated<boolean>;
  is_backed_up: Generated<boolean>;
  created_at: Timestamp;
  last_used_at: Timestamp | null;
}

/** Challenges given to browsers. Each is deleted when it is used. */
export interface PasskeyChallengeTable {
  challenge_hash: Bytes;
  purpose: 'register' | 'authenticate';
  username: string | null;
  session_id: string | null;
  created_at: Timestamp;
  expires_at: Timestamp;
}

import type { Generated } from 'kysely';
import type { Bytes, Timestamp } from '../../db/columns.ts';

export interface UserPhoneNumberTable {
  username: string;
  label: string;
  phone_number: string;
  position: number;
  created_at: Timestamp;
}

/** The user who has validated a number; at most one for each number. The number must be in the user's profile. */
export interface ValidatedPhoneNumberTable {
  phone_number: string;
  username: string;
  validated_at: Timestamp;
}

/** Open validations, one for each user and number. Secrets are stored as hashes only. */
export interface PendingPhoneValidationTable {
  username: string;
  phone_number: string;
  key_hash: Bytes;
  code_hash: Bytes;
  wrong_codes: Generated<number>;
  language: string;
  created_at: Timestamp;
  expires_at: Timestamp;
  confirmed_at: Timestamp | null;
}

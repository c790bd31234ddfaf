import type { Generated } from 'kysely';
import type { Bytes, Timestamp } from '../../db/columns.ts';

export interface UserPhoneNumberTable {
  username: string;
  label: string;
  phone_number: string;
  position: number;
  created_at: Timestamp;
}

/** Who proved a number, at most one user each. Only those on the profile exist here. */
export interface ValidatedPhoneNumberTable {
  phone_number: string;
  username: string;
  validated_at: Timestamp;
}

/** One open validation for each user and number. Hashes only. */
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

import type { Bytes, Timestamp } from '../../db/columns.ts';

export interface UserEmailAddressTable {
  username: string;
  label: string;
  email_address: string;
  position: number;
  created_at: Timestamp;
}

/** Who proved an address, at most one user each. Only those on the profile exist here. */
export interface ValidatedEmailAddressTable {
  email_address: string;
  username: string;
  validated_at: Timestamp;
}

/** One open validation for each user and address. Hashes only. */
export interface PendingEmailValidationTable {
  username: string;
  email_address: string;
  key_hash: Bytes;
  secret_hash: Bytes;
  language: string;
  created_at: Timestamp;
  expires_at: Timestamp;
  confirmed_at: Timestamp | null;
}

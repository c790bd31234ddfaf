import type { Bytes, Timestamp } from '../../db/columns.ts';

export interface UserEmailAddressTable {
  username: string;
  label: string;
  email_address: string;
  position: number;
  created_at: Timestamp;
}

/** The user who has validated an address; at most one for each address. The address must be in the user's profile. */
export interface ValidatedEmailAddressTable {
  email_address: string;
  username: string;
  validated_at: Timestamp;
}

/** Open validations, one for each user and address. Secrets are stored as hashes only. */
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

import type { Generated } from 'kysely';
import type { NullableBytes, Timestamp } from '../../db/columns.ts';

/** A registration in progress, tied to its session. Each confirmation belongs to the value before it. */
export interface RegistrationTable {
  session_id: string;
  first_name: string;
  last_name: string;
  password_hash: string;
  language: string;
  redirect_params: Generated<string>;
  phone_number: string;
  phone_key_hash: NullableBytes;
  phone_code_hash: NullableBytes;
  phone_wrong_codes: Generated<number>;
  phone_code_expires_at: Timestamp | null;
  phone_confirmed_at: Timestamp | null;
  email_address: string;
  email_key_hash: NullableBytes;
  email_secret_hash: NullableBytes;
  email_code_hash: NullableBytes;
  email_wrong_codes: Generated<number>;
  email_expires_at: Timestamp | null;
  email_confirmed_at: Timestamp | null;
  invitation_code_hash: NullableBytes;
  created_at: Timestamp;
  updated_at: Timestamp;
}

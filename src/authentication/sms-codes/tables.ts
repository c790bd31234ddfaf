import type { Generated } from 'kysely';
import type { Bytes, Timestamp } from '../../db/columns.ts';

/** The valid code of a pending sign-in; there is at most one. */
export interface LoginSmsCodeTable {
  session_id: string;
  key_hash: Bytes;
  code_hash: Bytes;
  purpose: 'sign_in' | 'verify_phone';
  phone_number: string;
  language: string;
  wrong_codes: Generated<number>;
  created_at: Timestamp;
  expires_at: Timestamp;
  confirmed_at: Timestamp | null;
}

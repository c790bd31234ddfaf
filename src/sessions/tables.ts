import type { Generated, Insertable, Selectable, Updateable } from 'kysely';
import type { Bytes, Timestamp } from '../db/columns.ts';

/** `secret_hash` is of the cookie and changes with every rise in privilege; `session_id` stays. */
export interface SessionTable {
  secret_hash: Bytes;
  session_id: string;
  purpose: 'registration' | 'pending_login' | 'interactive' | 'protected';
  username: string | null;
  client_id: string | null;
  return_query: Generated<string>;
  is_kept_signed_in: Generated<boolean>;
  amr: Generated<string[]>;
  authenticated_at: Timestamp | null;
  proved_at: Timestamp | null;
  voided_codes: Generated<number>;
  user_agent: Generated<string>;
  masked_ip: Generated<string>;
  place: Generated<string>;
  created_at: Timestamp;
  last_seen_at: Timestamp;
  idle_expires_at: Timestamp;
  expires_at: Timestamp;
}

export type SessionRow = Selectable<SessionTable>;
export type NewSessionRow = Insertable<SessionTable>;
export type SessionRowPatch = Updateable<SessionTable>;

/** The one live code of a pending sign-in. */
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

export type LoginSmsCodeRow = Selectable<LoginSmsCodeTable>;
export type NewLoginSmsCodeRow = Insertable<LoginSmsCodeTable>;
export type LoginSmsCodeRowPatch = Updateable<LoginSmsCodeTable>;

export interface RememberedSecondFactorTable {
  username: string;
  globalid: string;
  device_id: string;
  remembered_at: Timestamp;
}

export type RememberedSecondFactorRow = Selectable<RememberedSecondFactorTable>;
export type NewRememberedSecondFactorRow = Insertable<RememberedSecondFactorTable>;
export type RememberedSecondFactorRowPatch = Updateable<RememberedSecondFactorTable>;

export interface TrustedDeviceTable {
  secret_hash: Bytes;
  device_id: string;
  username: string;
  user_agent: Generated<string>;
  place: Generated<string>;
  created_at: Timestamp;
  last_used_at: Timestamp;
  expires_at: Timestamp;
  /** By what the second factor was proved last, as the form of choice names it. */
  last_method: Generated<string>;
}

export type TrustedDeviceRow = Selectable<TrustedDeviceTable>;
export type NewTrustedDeviceRow = Insertable<TrustedDeviceTable>;
export type TrustedDeviceRowPatch = Updateable<TrustedDeviceTable>;

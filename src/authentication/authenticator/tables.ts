import type { Insertable, Selectable, Updateable } from 'kysely';
import type { Bytes, Timestamp } from '../../db/columns.ts';

/** `last_accepted_step` is unix time / 30 of the last accepted code. */
export interface UserTotpSecretTable {
  username: string;
  sealed_secret: Bytes;
  last_accepted_step: number | null;
  enabled_at: Timestamp;
}

export type UserTotpSecretRow = Selectable<UserTotpSecretTable>;
export type NewUserTotpSecretRow = Insertable<UserTotpSecretTable>;
export type UserTotpSecretRowPatch = Updateable<UserTotpSecretTable>;

/** The secret last shown to a user who has not confirmed it yet. */
export interface UserTotpOfferTable {
  username: string;
  sealed_secret: Bytes;
  offered_at: Timestamp;
  expires_at: Timestamp;
}

export type UserTotpOfferRow = Selectable<UserTotpOfferTable>;
export type NewUserTotpOfferRow = Insertable<UserTotpOfferTable>;
export type UserTotpOfferRowPatch = Updateable<UserTotpOfferTable>;

/** A code is spent when `used_at` is set. */
export interface UserRecoveryCodeTable {
  username: string;
  code_hash: Bytes;
  created_at: Timestamp;
  used_at: Timestamp | null;
}

export type UserRecoveryCodeRow = Selectable<UserRecoveryCodeTable>;
export type NewUserRecoveryCodeRow = Insertable<UserRecoveryCodeTable>;
export type UserRecoveryCodeRowPatch = Updateable<UserRecoveryCodeTable>;

import type { Bytes, Timestamp } from '../../db/columns.ts';

/** `last_accepted_step` is unix time / 30 of the last accepted code. */
export interface UserTotpSecretTable {
  username: string;
  sealed_secret: Bytes;
  last_accepted_step: number | null;
  enabled_at: Timestamp;
}

/** The secret last shown to a user who has not confirmed it. */
export interface UserTotpOfferTable {
  username: string;
  sealed_secret: Bytes;
  offered_at: Timestamp;
  expires_at: Timestamp;
}

import type { Generated } from 'kysely';
import type { Timestamp } from '../../db/columns.ts';

export interface UserDigitalWalletAddressTable {
  username: string;
  label: string;
  address: string;
  currency_symbol: string;
  expires_at: Timestamp | null;
  no_expiration: Generated<boolean>;
  position: number;
  created_at: Timestamp;
}

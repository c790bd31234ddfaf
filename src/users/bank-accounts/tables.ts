import type { Timestamp } from '../../db/columns.ts';

export interface UserBankAccountTable {
  username: string;
  label: string;
  iban: string;
  bic: string;
  country: string;
  position: number;
  created_at: Timestamp;
}

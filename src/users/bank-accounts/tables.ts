import type { Insertable, Selectable, Updateable } from 'kysely';
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

export type UserBankAccountRow = Selectable<UserBankAccountTable>;
export type NewUserBankAccountRow = Insertable<UserBankAccountTable>;
export type UserBankAccountRowPatch = Updateable<UserBankAccountTable>;

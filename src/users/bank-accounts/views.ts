import type { BankAccount } from '../../../generated/types.ts';
import type { UserBankAccountRow } from './tables.ts';

export type BankAccountColumns = Omit<UserBankAccountRow, 'username' | 'position' | 'created_at'>;

export function toBankAccount({ label, iban, bic, country }: BankAccountColumns): BankAccount {
  return { iban, bic, country, label };
}

import type { BankAccount } from '../../../generated/types.ts';
import type { BankAccountEntry } from './queries.ts';

export function toBankAccount({ label, iban, bic, country }: BankAccountEntry): BankAccount {
  return { iban, bic, country, label };
}

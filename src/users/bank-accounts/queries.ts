import type { BankAccount } from '../../../generated/types.ts';
import type { EntryKind } from '../labelled-entries/queries.ts';

export const bankAccountKind: EntryKind<'user_bank_accounts', BankAccount> = {
  table: 'user_bank_accounts',
  sharedAs: ['bankaccounts'],
  columns: ({ iban, bic, country }) => ({ iban, bic, country }),
};

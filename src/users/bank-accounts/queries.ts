import type { PlainKind } from '../labelled-entries/acts.ts';
import type { Labelled } from '../labelled-entries/queries.ts';

export interface BankAccountEntry extends Labelled {
  readonly iban: string;
  readonly bic: string;
  readonly country: string;
}

export const bankAccountKind: PlainKind<'user_bank_accounts', BankAccountEntry> = {
  table: 'user_bank_accounts',
  sharedAs: ['bankaccounts'],
  eventPrefix: 'bank_account',
  columns: ({ iban, bic, country }) => ({ iban, bic, country }),
  read: ({ label, iban, bic, country }) => ({ label, iban, bic, country }),
};

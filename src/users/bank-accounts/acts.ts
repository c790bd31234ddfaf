import { entryActs } from '../labelled-entries/acts.ts';
import { bankAccountKind } from './queries.ts';

/** What a user can do with bank accounts. */
export const {
  add: addBankAccount,
  replace: replaceBankAccount,
  remove: removeBankAccount,
} = entryActs(bankAccountKind);

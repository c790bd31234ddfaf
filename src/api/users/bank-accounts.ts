import type { UserBankAccountsService } from '../../../generated/services.ts';
import { bankAccountKind } from '../../users/bank-accounts/queries.ts';
import { toBankAccount } from '../../users/bank-accounts/views.ts';
import {
  createLabelledEntries,
  type LabelledEntriesDependencies,
} from '../../users/labelled-entries/acts.ts';
import type { CallContext } from '../call-context.ts';

export function createUserBankAccountsService(
  deps: LabelledEntriesDependencies,
): UserBankAccountsService<CallContext> {
  const accounts = createLabelledEntries(deps, bankAccountKind, toBankAccount);
  return {
    async createUserBankAccount({ path, body }) {
      return { status: 201, body: await accounts.add(path.username, body) };
    },

    async getUserBankAccounts({ path }) {
      return { status: 200, body: await accounts.list(path.username) };
    },

    async getUserBankAccountByLabel({ path }) {
      return { status: 200, body: await accounts.get(path.username, path.label) };
    },

    async updateUserBankAccount({ path, body }) {
      return { status: 200, body: await accounts.replace(path.username, path.label, body) };
    },

    async deleteUserBankAccount({ path }) {
      await accounts.remove(path.username, path.label);
      return { status: 204 };
    },
  };
}

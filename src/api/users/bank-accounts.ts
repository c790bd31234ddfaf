import type { UserBankAccountsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { addBankAccount, removeBankAccount, replaceBankAccount } from '../../users/bank-accounts/acts.ts';
import { bankAccountKind } from '../../users/bank-accounts/queries.ts';
import { toBankAccount } from '../../users/bank-accounts/views.ts';
import type { EntryDependencies } from '../../users/labelled-entries/acts.ts';
import { findEntry, listEntries } from '../../users/labelled-entries/queries.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserBankAccountsDependencies extends EntryDependencies {
  readonly clock: Clock;
}

export function createUserBankAccountsService(
  deps: UserBankAccountsDependencies,
): UserBankAccountsService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async getUserBankAccounts({ path }) {
      const entries = await listEntries(deps.db, bankAccountKind, path.username);
      return { status: 200, body: entries.map(toBankAccount) };
    },

    async createUserBankAccount({ path: { username }, body }, context) {
      const added = await addBankAccount(deps, actorOf(context), { username, ...body });
      return { status: 201, body: toBankAccount(added) };
    },

    async getUserBankAccountByLabel({ path: { username, label } }) {
      const entry = await findEntry(deps.db, bankAccountKind, username, label);
      if (!entry) throw new NotFound();
      return { status: 200, body: toBankAccount(entry) };
    },

    async updateUserBankAccount({ path: { username, label }, body }, context) {
      const input = { username, label, entry: body };
      return { status: 200, body: toBankAccount(await replaceBankAccount(deps, actorOf(context), input)) };
    },

    async deleteUserBankAccount({ path: { username, label } }, context) {
      await removeBankAccount(deps, actorOf(context), { username, label });
      return { status: 204 };
    },
  };
}

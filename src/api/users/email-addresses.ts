import type { UserEmailAddressesService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import {
  addEmailAddress,
  type EmailAddressDependencies,
  removeEmailAddress,
  replaceEmailAddress,
  requestEmailConfirmation,
} from '../../users/email-addresses/acts.ts';
import { listEmailAddresses } from '../../users/email-addresses/queries.ts';
import { toEmailAddress, toEmailEntry } from '../../users/email-addresses/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserEmailAddressesDependencies extends EmailAddressDependencies {
  readonly clock: Clock;
}

export function createUserEmailAddressesService(
  deps: UserEmailAddressesDependencies,
): UserEmailAddressesService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async getEmailAddresses({ path, query }) {
      const all = await listEmailAddresses(deps.db, path.username);
      const shown = query.validated ? all.filter((entry) => entry.isValidated) : all;
      return { status: 200, body: shown.map(toEmailAddress) };
    },

    async registerNewEmailAddress({ path: { username }, query: { lang }, body }, context) {
      const input = { username, language: lang, ...toEmailEntry(body) };
      const added = await addEmailAddress(deps, actorOf(context), input);
      return { status: 201, body: toEmailAddress(added) };
    },

    async updateEmailAddress({ path: { username, label }, query: { lang }, body }, context) {
      const input = { username, label, language: lang, entry: toEmailEntry(body) };
      const replaced = await replaceEmailAddress(deps, actorOf(context), input);
      return { status: 201, body: toEmailAddress(replaced) };
    },

    async deleteEmailAddress({ path: { username, label } }, context) {
      await removeEmailAddress(deps, actorOf(context), { username, label });
      return { status: 204 };
    },

    async validateEmailAddress({ path: { username, label }, query: { lang } }, context) {
      await requestEmailConfirmation(deps, actorOf(context), { username, label, language: lang });
      return { status: 204 };
    },
  };
}

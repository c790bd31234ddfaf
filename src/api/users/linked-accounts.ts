import type { Kysely } from 'kysely';
import type { UserLinkedAccountsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import type { Database } from '../../schema.ts';
import { unlinkAccount } from '../../users/linked-accounts/acts.ts';
import type { ProviderName } from '../../users/linked-accounts/tables.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface UserLinkedAccountsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserLinkedAccountsService(
  deps: UserLinkedAccountsDependencies,
): UserLinkedAccountsService<CallContext> {
  async function unlink(provider: ProviderName, username: string, context: CallContext) {
    await unlinkAccount(deps, actorOfCall(context, deps.clock.now()), { username, provider });
    return { status: 204 } as const;
  }

  return {
    deleteGithubAccount: ({ path }, context) => unlink('github', path.username, context),
    deleteFacebookAccount: ({ path }, context) => unlink('facebook', path.username, context),
  };
}

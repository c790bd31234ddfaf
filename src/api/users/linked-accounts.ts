import type { Kysely } from 'kysely';
import type { UserLinkedAccountsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { unlink } from '../../users/linked-accounts/linking.ts';
import type { ProviderName } from '../../users/linked-accounts/tables.ts';
import type { CallContext } from '../call-context.ts';
import { actorOfCall } from '../call-context.ts';

export interface UserLinkedAccountsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserLinkedAccountsService({
  db,
  clock,
}: UserLinkedAccountsDependencies): UserLinkedAccountsService<CallContext> {
  async function remove(provider: ProviderName, username: string, context: CallContext) {
    const actor = actorOfCall(context, clock.now());
    await inTransaction(db, (trx) => unlink(trx, provider, username, actor));
    return { status: 204 } as const;
  }

  return {
    deleteGithubAccount: ({ path }, context) => remove('github', path.username, context),
    deleteFacebookAccount: ({ path }, context) => remove('facebook', path.username, context),
  };
}

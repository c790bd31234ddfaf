import type { Kysely } from 'kysely';
import type { UserLinkedAccountsService } from '../../../generated/services.ts';
import { sourceOfCall } from '../../audit/record-event.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../db/database.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { CallContext } from '../../http/call-context.ts';
import { unlink } from './linking.ts';
import type { ProviderName } from './tables.ts';

export interface UserLinkedAccountsParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserLinkedAccountsService({
  db,
  clock,
}: UserLinkedAccountsParts): UserLinkedAccountsService<CallContext> {
  async function remove(provider: ProviderName, username: string, context: CallContext) {
    const source = sourceOfCall(context);
    await inTransaction(db, (trx) => unlink(trx, provider, username, clock.now(), source));
    return { status: 204 } as const;
  }

  return {
    deleteGithubAccount: ({ path }, context) => remove('github', path.username, context),
    deleteFacebookAccount: ({ path }, context) => remove('facebook', path.username, context),
  };
}

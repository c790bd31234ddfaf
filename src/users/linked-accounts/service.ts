import type { Kysely } from 'kysely';
import type { UserLinkedAccountsService } from '../../../generated/services.ts';
import type { Database } from '../../db/database.ts';
import type { CallContext } from '../../http/call-context.ts';
import { deleteFacebookAccount, deleteGithubAccount } from './queries.ts';

export interface UserLinkedAccountsParts {
  readonly db: Kysely<Database>;
}

export function createUserLinkedAccountsService({
  db,
}: UserLinkedAccountsParts): UserLinkedAccountsService<CallContext> {
  return {
    async deleteGithubAccount({ path }) {
      await deleteGithubAccount(db, path.username);
      return { status: 204 };
    },

    async deleteFacebookAccount({ path }) {
      await deleteFacebookAccount(db, path.username);
      return { status: 204 };
    },
  };
}

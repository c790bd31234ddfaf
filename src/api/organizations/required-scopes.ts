import type { Kysely } from 'kysely';
import type { OrganizationRequiredScopesService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound, Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { checkRequiredScope } from '../../organizations/content.ts';
import { lockOrganization } from '../../organizations/queries.ts';
import {
  countRequiredScopes,
  deleteRequiredScope,
  insertRequiredScope,
  updateRequiredScope,
} from '../../organizations/required-scopes/queries.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface OrganizationRequiredScopesDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

const maximumScopes = 20;

export function createOrganizationRequiredScopesService({
  db,
  clock,
}: OrganizationRequiredScopesDependencies): OrganizationRequiredScopesService<CallContext> {
  return {
    async addRequiredScope({ path, body }) {
      checkRequiredScope(body);
      await inTransaction(db, async (trx) => {
        await lockOrganization(trx, path.globalid);
        await insertRequiredScope(trx, path.globalid, body, clock.now());
        if ((await countRequiredScopes(trx, path.globalid)) > maximumScopes)
          throw new Unprocessable('maximum_reached');
      });
      return { status: 201 };
    },

    async updateRequiredScope({ path, body }) {
      checkRequiredScope(body);
      const wasThere = await updateRequiredScope(db, path.globalid, path.requiredscope, body);
      if (!wasThere) throw new NotFound('required_scope_not_found');
      return { status: 204 };
    },

    async deleteRequiredScope({ path }) {
      const wasThere = await deleteRequiredScope(db, path.globalid, path.requiredscope);
      if (!wasThere) throw new NotFound('required_scope_not_found');
      return { status: 204 };
    },
  };
}

import type { Kysely } from 'kysely';
import type { OrganizationRequiredScopesService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import {
  addRequiredScope,
  changeRequiredScope,
  removeRequiredScope,
} from '../../organizations/required-scopes/acts.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationRequiredScopesDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationRequiredScopesService(
  deps: OrganizationRequiredScopesDependencies,
): OrganizationRequiredScopesService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async addRequiredScope({ path: { globalid }, body: required }, context) {
      await addRequiredScope(deps, actorOf(context), { globalid, required });
      return { status: 201 };
    },

    async updateRequiredScope({ path: { globalid, requiredscope: scope }, body: required }, context) {
      await changeRequiredScope(deps, actorOf(context), { globalid, scope, required });
      return { status: 204 };
    },

    async deleteRequiredScope({ path: { globalid, requiredscope: scope } }, context) {
      await removeRequiredScope(deps, actorOf(context), { globalid, scope });
      return { status: 204 };
    },
  };
}

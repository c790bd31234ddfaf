import type { Kysely } from 'kysely';
import type { OrganizationTwoFactorService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { getSecondFactorValidity, setSecondFactorValidity } from '../../organizations/two-factor/acts.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationTwoFactorDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationTwoFactorService(
  deps: OrganizationTwoFactorDependencies,
): OrganizationTwoFactorService<CallContext> {
  return {
    async get2faValidityTime({ path }) {
      return { status: 200, body: await getSecondFactorValidity(deps, path.globalid) };
    },

    async set2faValidityTime({ path: { globalid }, body }, context) {
      const seconds = typeof body === 'number' ? body : body.secondsvalidity;
      await setSecondFactorValidity(deps, actorOfCall(context, deps.clock.now()), { globalid, seconds });
      return { status: 200 };
    },
  };
}

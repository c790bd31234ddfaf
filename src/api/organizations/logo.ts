import type { Kysely } from 'kysely';
import type { OrganizationLogoService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { removeLogo, setLogo } from '../../organizations/logo/acts.ts';
import { findLogo } from '../../organizations/logo/queries.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationLogoDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationLogoService(
  deps: OrganizationLogoDependencies,
): OrganizationLogoService<CallContext> {
  const { db, clock } = deps;
  return {
    async getOrganizationLogo({ path }) {
      const logo = await findLogo(db, path.globalid);
      if (logo === undefined) throw new NotFound('organization_not_found');
      return { status: 200, body: { logo: logo ?? '' } };
    },

    async setOrganizationLogo({ path: { globalid }, body }, context) {
      const actor = actorOfCall(context, clock.now());
      return { status: 200, body: { logo: await setLogo(deps, actor, { globalid, text: body.logo }) } };
    },

    async deleteOrganizationLogo({ path }, context) {
      await removeLogo(deps, actorOfCall(context, clock.now()), path);
      return { status: 204 };
    },
  };
}

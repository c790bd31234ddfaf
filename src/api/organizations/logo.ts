import type { Kysely } from 'kysely';
import type { OrganizationLogoService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound } from '../../base/errors.ts';
import { logoToStore } from '../../organizations/logo/content.ts';
import { deleteLogo, findLogo, insertOrUpdateLogo } from '../../organizations/logo/queries.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface OrganizationLogoDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationLogoService({
  db,
  clock,
}: OrganizationLogoDependencies): OrganizationLogoService<CallContext> {
  return {
    async getOrganizationLogo({ path }) {
      const logo = await findLogo(db, path.globalid);
      if (logo === undefined) throw new NotFound('organization_not_found');
      return { status: 200, body: { logo: logo ?? '' } };
    },

    async setOrganizationLogo({ path, body }) {
      const logo = await logoToStore(body.logo);
      if (logo === '') await deleteLogo(db, path.globalid);
      else await insertOrUpdateLogo(db, path.globalid, logo, clock.now());
      return { status: 200, body: { logo } };
    },

    async deleteOrganizationLogo({ path }) {
      await deleteLogo(db, path.globalid);
      return { status: 204 };
    },
  };
}

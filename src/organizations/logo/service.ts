import type { Kysely } from 'kysely';
import type { OrganizationLogoService } from '../../../generated/services.ts';
import type { Clock } from '../../clock.ts';
import type { Database } from '../../db/database.ts';
import { NotFound } from '../../errors.ts';
import type { CallContext } from '../../http/call-context.ts';
import { logoToStore } from './content.ts';
import { deleteLogo, findLogo, insertOrUpdateLogo } from './queries.ts';

export interface OrganizationLogoParts {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationLogoService({
  db,
  clock,
}: OrganizationLogoParts): OrganizationLogoService<CallContext> {
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

import type { Kysely } from 'kysely';
import type { OrganizationTwoFactorService } from '../../../generated/services.ts';
import { NotFound } from '../../base/errors.ts';
import {
  findSecondFactorValidity,
  updateSecondFactorValidity,
} from '../../organizations/two-factor/queries.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

/** How long a second factor is remembered for an organization that never said, in seconds: 7 days. */
export const defaultSecondFactorValidity = 604_800;

/** What an organization may choose at most, in seconds: 31 days. */
const maximumSecondFactorValidity = 2_678_400;

export function createOrganizationTwoFactorService({
  db,
}: {
  readonly db: Kysely<Database>;
}): OrganizationTwoFactorService<CallContext> {
  return {
    async get2faValidityTime({ path }) {
      const seconds = await findSecondFactorValidity(db, path.globalid);
      if (seconds === undefined) throw new NotFound('organization_not_found');
      return { status: 200, body: seconds ?? defaultSecondFactorValidity };
    },

    async set2faValidityTime({ path, body }) {
      const wanted = typeof body === 'number' ? body : body.secondsvalidity;
      const seconds = Math.min(Math.max(wanted, 0), maximumSecondFactorValidity);
      if (await updateSecondFactorValidity(db, path.globalid, seconds)) return { status: 200 };
      throw new NotFound('organization_not_found');
    },
  };
}

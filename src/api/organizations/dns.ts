import type { Kysely } from 'kysely';
import type { OrganizationDnsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { NotFound, Unprocessable } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import {
  countDnsNames,
  deleteDnsName,
  insertDnsName,
  updateDnsName,
} from '../../organizations/dns/queries.ts';
import { lockOrganization } from '../../organizations/queries.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface OrganizationDnsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

const maximumNames = 100;

export function createOrganizationDnsService({
  db,
  clock,
}: OrganizationDnsDependencies): OrganizationDnsService<CallContext> {
  return {
    async createOrganizationDns({ path, body }) {
      await inTransaction(db, async (trx) => {
        await lockOrganization(trx, path.globalid);
        await insertDnsName(trx, path.globalid, body.name, clock.now());
        if ((await countDnsNames(trx, path.globalid)) > maximumNames)
          throw new Unprocessable('maximum_reached');
      });
      return { status: 201, body: { name: body.name } };
    },

    async updateOrganizationDns({ path, body }) {
      const wasThere = await updateDnsName(db, path.globalid, path.dnsname, body.name);
      if (!wasThere) throw new NotFound('dns_not_found');
      return { status: 200, body: { name: body.name } };
    },

    async deleteOrganizationDns({ path }) {
      const wasThere = await deleteDnsName(db, path.globalid, path.dnsname);
      if (!wasThere) throw new NotFound('dns_not_found');
      return { status: 204 };
    },
  };
}

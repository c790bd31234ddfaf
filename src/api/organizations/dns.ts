import type { Kysely } from 'kysely';
import type { OrganizationDnsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { addDnsName, changeDnsName, removeDnsName } from '../../organizations/dns/acts.ts';
import type { Database } from '../../schema.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationDnsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createOrganizationDnsService(
  deps: OrganizationDnsDependencies,
): OrganizationDnsService<CallContext> {
  const actorOf = (context: CallContext) => actorOfCall(context, deps.clock.now());
  return {
    async createOrganizationDns({ path: { globalid }, body: { name } }, context) {
      await addDnsName(deps, actorOf(context), { globalid, name });
      return { status: 201, body: { name } };
    },

    async updateOrganizationDns({ path: { globalid, dnsname: former }, body: { name } }, context) {
      await changeDnsName(deps, actorOf(context), { globalid, name, former });
      return { status: 200, body: { name } };
    },

    async deleteOrganizationDns({ path: { globalid, dnsname: name } }, context) {
      await removeDnsName(deps, actorOf(context), { globalid, name });
      return { status: 204 };
    },
  };
}

import type { OrganizationDnsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import {
  addDnsName,
  changeDnsName,
  type DnsProofDependencies,
  proveDnsName,
  removeDnsName,
} from '../../organizations/dns/acts.ts';
import { toDnsClaim } from '../../organizations/dns/views.ts';
import { actorOfCall, type CallContext } from '../call-context.ts';

export interface OrganizationDnsDependencies extends DnsProofDependencies {
  readonly clock: Clock;
}

export function createOrganizationDnsService(
  deps: OrganizationDnsDependencies,
): OrganizationDnsService<CallContext> {
  const { clock, publicUrl } = deps;
  const actorOf = (context: CallContext) => actorOfCall(context, clock.now());
  return {
    async createOrganizationDns({ path: { globalid }, body: { name } }, context) {
      await addDnsName(deps, actorOf(context), { globalid, name });
      return { status: 201, body: toDnsClaim(publicUrl, { globalid, name }, false) };
    },

    async updateOrganizationDns({ path: { globalid, dnsname: former }, body: { name } }, context) {
      const isProved = await changeDnsName(deps, actorOf(context), { globalid, name, former });
      return { status: 200, body: toDnsClaim(publicUrl, { globalid, name }, isProved) };
    },

    async deleteOrganizationDns({ path: { globalid, dnsname: name } }, context) {
      await removeDnsName(deps, actorOf(context), { globalid, name });
      return { status: 204 };
    },

    async proveOrganizationDns({ path: { globalid, dnsname: name } }, context) {
      await proveDnsName(deps, actorOf(context), { globalid, name });
      return { status: 200, body: toDnsClaim(publicUrl, { globalid, name }, true) };
    },
  };
}

import type { Organization, OrganizationTreeItem } from '../../generated/types.ts';
import type { OrganizationDetails, OrganizationPlace } from './queries.ts';

export function toOrganization(details: OrganizationDetails): Organization {
  return {
    globalid: details.globalid,
    publicKeys: details.publicKeys,
    dns: details.dns,
    ...(details.provedDns.length > 0 && { proveddns: details.provedDns }),
    owners: details.owners,
    members: details.members,
    orgowners: details.orgowners,
    orgmembers: details.orgmembers,
    includes: details.includes,
    requiredscopes: details.requiredScopes,
    includesuborgsof: details.includesSuborganizationsOf,
  };
}

/** Builds trees from a list of places; siblings keep the order of the list. */
export function toTrees(places: readonly OrganizationPlace[]): OrganizationTreeItem[] {
  const children = new Map<string | null, OrganizationTreeItem[]>([[null, []]]);
  for (const { globalid } of places) children.set(globalid, []);
  for (const { globalid, parent } of places) {
    children.get(parent)?.push({ globalid, children: children.get(globalid) ?? [] });
  }
  return children.get(null) ?? [];
}

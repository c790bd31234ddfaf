import { type Kysely, sql } from 'kysely';
import type { Database } from '../schema.ts';

/** The numbers on an organization's overview page. */
export interface OrganizationOverview {
  readonly createdAt: Date;
  readonly owners: number;
  readonly members: number;
  /** Organizations that own this one. */
  readonly orgowners: number;
  readonly orgmembers: number;
  /** Not answered yet. */
  readonly invitations: number;
  /** Organizations directly below. */
  readonly suborganizations: number;
  readonly clients: number;
  /** API keys with a callback URL. */
  readonly callbacks: number;
  readonly hasLogo: boolean;
  readonly hasDescription: boolean;
  readonly dnsNames: number;
  readonly provedDnsNames: number;
}

/** @returns undefined when there is no such organization */
export async function findOverview(
  db: Kysely<Database>,
  globalid: string,
): Promise<OrganizationOverview | undefined> {
  const { rows } = await sql<OrganizationOverview>`
    select
      o.created_at as "createdAt", u.owners, u.members, l.orgowners, l.orgmembers,
      (select count(*)::int from organization_invitations i
        where i.globalid = o.globalid and i.status = 'pending') as invitations,
      (select count(*)::int from organizations c where c.parent = o.globalid) as suborganizations,
      k.clients, k.callbacks,
      exists (select from organization_logos g where g.globalid = o.globalid) as "hasLogo",
      exists (select from organization_descriptions t where t.globalid = o.globalid) as "hasDescription",
      d."dnsNames", d."provedDnsNames"
    from organizations o
    cross join lateral (
      select count(*) filter (where role = 'owner')::int as owners,
        count(*) filter (where role = 'member')::int as members
      from organization_users where globalid = o.globalid
    ) as u
    cross join lateral (
      select count(*) filter (where role = 'orgowner')::int as orgowners,
        count(*) filter (where role = 'orgmember')::int as orgmembers
      from organization_links where globalid = o.globalid
    ) as l
    cross join lateral (
      select count(*)::int as clients, count(*) filter (where callback_url <> '')::int as callbacks
      from organization_api_keys where globalid = o.globalid
    ) as k
    cross join lateral (
      select count(*)::int as "dnsNames", count(proved_at)::int as "provedDnsNames"
      from organization_dns_names where globalid = o.globalid
    ) as d
    where o.globalid = ${globalid}`.execute(db);
  return rows[0];
}

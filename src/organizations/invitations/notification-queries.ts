import { type Kysely, sql } from 'kysely';
import type { Database } from '../../schema.ts';

/** The scopes that an organization asks its users to share. */
export interface RequiredScopes {
  readonly globalid: string;
  readonly scopes: readonly string[];
}

/**
 * The scopes that organizations require: those where the user is directly a member or owner, and the additional ones.
 * Sorted by organization; organizations that require nothing are left out.
 */
export async function listRequiredScopesOf(
  db: Kysely<Database>,
  username: string,
  more: readonly string[],
): Promise<RequiredScopes[]> {
  const { rows } = await sql<RequiredScopes>`
    select r.globalid, array_agg(r.scope order by r.position, r.scope) as scopes
    from organization_required_scopes r
    where r.globalid in (
      select globalid from organization_users where username = ${username}
      union
      select unnest(${more}::text[])
    )
    group by r.globalid order by r.globalid`.execute(db);
  return rows;
}

/** The maximum size of a page of contracts. */
const signingRequestLimit = 250;

/** The valid contracts that name a user as a party and that the user has not signed, newest first. */
export async function listContractsToSign(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<string[]> {
  const { rows } = await sql<{ contract_id: string }>`
    select c.contract_id
    from contract_parties p join contracts c on c.contract_id = p.contract_id
    where p.party_type = 'user' and p.party_name = ${username} and c.expires_at >= ${now}
      and not exists (
        select from contract_signatures s where s.contract_id = c.contract_id and s.signed_by = ${username}
      )
    order by c.created_at desc, c.contract_id
    limit ${signingRequestLimit}`.execute(db);
  return rows.map((row) => row.contract_id);
}

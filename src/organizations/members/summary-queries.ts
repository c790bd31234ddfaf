import { type Kysely, sql } from 'kysely';
import type { Database } from '../../schema.ts';
import type { Member } from './queries.ts';

/** A user's organizations and role, as shown on every page. */
export interface MembershipSummary {
  /** The number of organizations with an invitation that the user has not answered. */
  readonly invitations: number;
  /** The organizations that the user is directly in; the first ones by name. */
  readonly organizations: readonly OwnRole[];
  /** Whether the user is an operator. */
  readonly isOperator: boolean;
}

export interface OwnRole extends Pick<Member, 'role'> {
  readonly globalid: string;
}

/** @param limit the maximum number of organizations */
export async function findMembershipSummary(
  db: Kysely<Database>,
  username: string,
  limit: number,
): Promise<MembershipSummary> {
  const { rows } = await sql<MembershipSummary>`
    select
      (select count(distinct i.globalid)::int from organization_invitations i
        where i.status = 'pending' and i.role in ('owner', 'member') and (
          i.username = ${username}
          or i.username is null and i.method = 'phone'
            and i.phone_number in (select phone_number from validated_phone_numbers where username = ${username})
          or i.username is null and i.method = 'email'
            and i.email_address in (select email_address from validated_email_addresses where username = ${username})
        )) as invitations,
      (select coalesce(json_agg(json_build_object('globalid', o.globalid, 'role', o.role)), '[]'::json)
        from (select globalid, role from organization_users where username = ${username}
          order by globalid limit ${limit}) as o) as organizations,
      exists (select from operators where username = ${username}) as "isOperator"`.execute(db);
  return rows[0] ?? { invitations: 0, organizations: [], isOperator: false };
}

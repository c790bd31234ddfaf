import type { Kysely } from 'kysely';
import { missingScopes, partsNeededFor } from '../../consents/coverage.ts';
import { listAuthorizationsOfUsers } from '../../consents/queries.ts';
import type { Database } from '../../schema.ts';
import { withAncestors } from '../globalid.ts';
import { listMembersOf, type Member, type MemberOf } from './queries.ts';
import { listOrganizationRoles } from './role-queries.ts';

/** A user of an organization, as shown to its owners. */
export interface Person extends Member {
  /** The scopes that the organization requires and the user does not share with it. */
  readonly missingScopes: readonly string[];
}

/** Adds to each user the required scopes that the user does not share. */
export async function withMissingScopes(
  db: Kysely<Database>,
  globalid: string,
  members: readonly Member[],
  required: readonly string[],
): Promise<Person[]> {
  const records =
    required.length > 0 ? await listAuthorizationsOfUsers(db, globalid, partsNeededFor(required)) : new Map();
  return members.map((member) => ({
    ...member,
    missingScopes: missingScopes(records.get(member.username), required),
  }));
}

/** The users who belong to an organization through the ones above it. */
export interface InheritedMembers {
  /** The users of those organizations above that the viewer belongs to. Other organizations do not show their lists. */
  readonly members: readonly MemberOf[];
  /** The organizations above whose lists the viewer may not see. */
  readonly hidden: readonly string[];
}

/**
 * @param viewer the signed-in user
 * @param limit the maximum number of members
 */
export async function listInheritedMembers(
  db: Kysely<Database>,
  globalid: string,
  { viewer, limit }: { readonly viewer: string; readonly limit: number },
): Promise<InheritedMembers> {
  const above = withAncestors(globalid).slice(0, -1);
  const roles = await listOrganizationRoles(db, above, viewer);
  const isOpen = (name: string) => roles.get(name)?.isOwner || roles.get(name)?.isMember;
  return {
    members: await listMembersOf(db, above.filter(isOpen), limit),
    hidden: above.filter((name) => !isOpen(name)),
  };
}

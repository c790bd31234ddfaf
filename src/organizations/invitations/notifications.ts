import type { Kysely } from 'kysely';
import { missingScopes } from '../../consents/coverage.ts';
import { listAuthorizations } from '../../consents/queries.ts';
import type { Database } from '../../schema.ts';
import { listOrganizationsOfUser } from '../members/role-queries.ts';
import { listContractsToSign, listRequiredScopesOf, type RequiredScopes } from './notification-queries.ts';
import {
  type Invitation,
  listOpenInvitations,
  listOpenInvitationsOf,
  type MemberInvitation,
} from './queries.ts';

/** What needs a user's attention. */
export interface NotificationsOfUser {
  /** Invitations to join as a user, newest first; one for each organization and role. */
  readonly invitations: readonly MemberInvitation[];
  /** Invitations to organizations that the user owns. */
  readonly organizationInvitations: readonly Invitation[];
  /** The ids of contracts that the user has not signed. */
  readonly contracts: readonly string[];
  /**
   * The scopes that the user does not share although an organization of the user, or one that invites, requires them.
   */
  readonly missing: readonly RequiredScopes[];
}

export async function findNotifications(
  db: Kysely<Database>,
  username: string,
  now: Date,
): Promise<NotificationsOfUser> {
  const invitations = withoutRepetitions(await listOpenInvitations(db, username));
  return {
    invitations,
    organizationInvitations: await listInvitationsOfOwned(db, username),
    contracts: await listContractsToSign(db, username, now),
    missing: await listMissingScopes(
      db,
      username,
      invitations.map(({ globalid }) => globalid),
    ),
  };
}

function withoutRepetitions(invitations: readonly MemberInvitation[]): MemberInvitation[] {
  const first = new Map<string, MemberInvitation>();
  for (const row of invitations) {
    const key = `${row.role}:${row.globalid}`;
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

/** Invitations to organizations that the user owns, directly or through others. */
export async function listInvitationsOfOwned(db: Kysely<Database>, username: string): Promise<Invitation[]> {
  const owned = (await listOrganizationsOfUser(db, username)).filter((row) => row.isOwner);
  if (owned.length === 0) return [];
  return listOpenInvitationsOf(
    db,
    owned.map((row) => row.globalid),
  );
}

/**
 * Compares what each organization requires with what the user shares with it.
 * @param invitedBy organizations that have invited the user
 */
async function listMissingScopes(
  db: Kysely<Database>,
  username: string,
  invitedBy: readonly string[],
): Promise<RequiredScopes[]> {
  const required = await listRequiredScopesOf(db, username, invitedBy);
  if (required.length === 0) return [];
  const organizations = required.map((row) => row.globalid);
  const records = await listAuthorizations(db, username, organizations);
  const recordOf = new Map(records.map((record) => [record.grantedTo, record]));
  return required.flatMap(({ globalid, scopes }) => {
    const missing = missingScopes(recordOf.get(globalid), scopes);
    return missing.length > 0 ? [{ globalid, scopes: missing }] : [];
  });
}

import { type Kysely, sql, type Transaction } from 'kysely';
import type { Database } from '../../schema.ts';
import type { LockedMembers } from '../members/queries.ts';
import type { Invitation } from './queries.ts';

/** What happens when an invitation from a directory is accepted. */
export interface DirectoryInvitation {
  readonly scimUserId: string;
  /** Suborganizations that the invitee also joins, in byte order. */
  readonly alsoJoins: readonly string[];
}

/** @returns undefined for an invitation that no directory sent */
export async function findDirectoryInvitation(
  db: Kysely<Database>,
  { globalid, invitationId }: Invitation,
): Promise<DirectoryInvitation | undefined> {
  const row = await db
    .selectFrom('organization_invitations')
    .select(directoryColumns)
    .where('globalid', '=', globalid)
    .where('invitation_id', '=', invitationId)
    .executeTakeFirst();
  return row && toDirectoryInvitation(row);
}

export const directoryColumns = ['scim_user_id as scimUserId', 'also_joins as alsoJoins'] as const;
export function toDirectoryInvitation({
  scimUserId,
  alsoJoins,
}: {
  readonly scimUserId: string | null;
  readonly alsoJoins: readonly string[];
}): DirectoryInvitation | undefined {
  return scimUserId === null ? undefined : { scimUserId, alsoJoins: [...new Set(alsoJoins)].sort() };
}

/**
 * Adds a suborganization to those that invited directory users also join, or removes it. Changes pending invitations
 * only.
 */
export async function updateAlsoJoins(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  scimUserIds: readonly string[],
  below: string,
  joins: boolean,
): Promise<void> {
  if (scimUserIds.length === 0) return;
  const without = sql<string[]>`array_remove(also_joins, ${below})`;
  await trx
    .updateTable('organization_invitations')
    .set({ also_joins: joins ? sql<string[]>`array_append(${without}, ${below})` : without })
    .where('globalid', '=', globalid)
    .where('scim_user_id', 'in', scimUserIds)
    .where('status', '=', 'pending')
    .execute();
}

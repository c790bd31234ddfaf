import type { Kysely } from 'kysely';
import type { UserNotificationsService } from '../../../generated/services.ts';
import type { MissingScopes, Notifications } from '../../../generated/types.ts';
import type { Clock } from '../../base/clock.ts';
import { missingScopes } from '../../consents/coverage.ts';
import { listAuthorizations } from '../../consents/queries.ts';
import {
  listContractsToSign,
  listRequiredScopesOf,
} from '../../organizations/invitations/notification-queries.ts';
import {
  type Invitation,
  listOpenInvitations,
  listOpenInvitationsOf,
} from '../../organizations/invitations/queries.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
import { listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import type { CallContext } from '../call-context.ts';

export interface UserNotificationsDependencies {
  readonly db: Kysely<Database>;
  readonly clock: Clock;
}

export function createUserNotificationsService({
  db,
  clock,
}: UserNotificationsDependencies): UserNotificationsService<CallContext> {
  return {
    async getNotifications({ path }) {
      return { status: 200, body: await notificationsOf(db, path.username, clock.now()) };
    },
  };
}

async function notificationsOf(db: Kysely<Database>, username: string, now: Date): Promise<Notifications> {
  const invitations = withoutRepetitions(await listOpenInvitations(db, username));
  const contracts = await listContractsToSign(db, username, now);
  return {
    invitations: invitations.map(toInvitation),
    organizationinvitations: (await listInvitationsOfOwned(db, username)).map(toInvitation),
    approvals: [],
    contractRequests: contracts.map((contractId) => ({ contractId, party: username })),
    missingscopes: await listMissingScopes(db, username, invitations),
  };
}

/** To the same role in the same organization a user is invited once, however often; the newest first. */
function withoutRepetitions(invitations: readonly Invitation[]): Invitation[] {
  const first = new Map<string, Invitation>();
  for (const row of invitations) {
    const key = `${row.role}:${row.globalid}`;
    if (!first.has(key)) first.set(key, row);
  }
  return [...first.values()].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime());
}

async function listInvitationsOfOwned(db: Kysely<Database>, username: string): Promise<Invitation[]> {
  const owned = (await listOrganizationsOfUser(db, username)).filter((row) => row.isOwner);
  if (owned.length === 0) return [];
  return listOpenInvitationsOf(
    db,
    owned.map((row) => row.globalid),
  );
}

/** Compares what each organization requires with what the user shares with that organization. */
async function listMissingScopes(
  db: Kysely<Database>,
  username: string,
  invitations: readonly Invitation[],
): Promise<MissingScopes[]> {
  const invitedBy = invitations.map((row) => row.globalid);
  const required = await listRequiredScopesOf(db, username, invitedBy);
  if (required.length === 0) return [];
  const organizations = required.map((row) => row.globalid);
  const records = await listAuthorizations(db, username, organizations);
  const recordOf = new Map(records.map((record) => [record.grantedTo, record]));
  return required.flatMap(({ globalid, scopes }) => {
    const missing = missingScopes(recordOf.get(globalid), scopes);
    return missing.length > 0 ? [{ organization: globalid, scopes: missing }] : [];
  });
}

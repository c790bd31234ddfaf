import type { Kysely } from 'kysely';
import type { UserNotificationsService } from '../../../generated/services.ts';
import type { Clock } from '../../base/clock.ts';
import { findNotifications } from '../../organizations/invitations/notifications.ts';
import { toInvitation } from '../../organizations/invitations/views.ts';
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
    async getNotifications({ path: { username } }) {
      const found = await findNotifications(db, username, clock.now());
      const body = {
        invitations: found.invitations.map(toInvitation),
        organizationinvitations: found.organizationInvitations.map(toInvitation),
        approvals: [],
        contractRequests: found.contracts.map((contractId) => ({ contractId, party: username })),
        missingscopes: found.missing.map(({ globalid, scopes }) => ({
          organization: globalid,
          scopes: [...scopes],
        })),
      };
      return { status: 200, body };
    },
  };
}

import { randomUUID } from 'node:crypto';
import type { Insertable } from 'kysely';
import { nextPosition } from '../../../src/db/position.ts';
import type { OrganizationInvitationTable } from '../../../src/organizations/invitations/tables.ts';
import type { TestApp } from '../../support/app.ts';

type Row = Insertable<OrganizationInvitationTable>;

/**
 * Stores an invitation like an owner's request. The method depends on how the invited is identified. @returns its id
 */
export async function invite(
  app: TestApp,
  invitation: Pick<Row, 'globalid' | 'role'> & Partial<Row>,
): Promise<string> {
  const { globalid, email_address, phone_number, username = null, invited_globalid = null } = invitation;
  const isKnown = username !== null || invited_globalid !== null;
  const contact = phone_number ? 'phone' : 'email';
  const row = {
    invitation_id: randomUUID(),
    method:
      isKnown || !(email_address || phone_number) ? ('website' as const) : (contact as 'phone' | 'email'),
    created_at: app.clock.now(),
    position: nextPosition('organization_invitations', { globalid }),
    ...invitation,
  };
  await app.database.db.insertInto('organization_invitations').values(row).execute();
  return row.invitation_id;
}

/** The status of an invitation. */
export async function statusOf(app: TestApp, invitationId: string): Promise<string | undefined> {
  const row = await app.database.db
    .selectFrom('organization_invitations')
    .select('status')
    .where('invitation_id', '=', invitationId)
    .executeTakeFirst();
  return row?.status;
}

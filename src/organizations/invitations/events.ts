import type { Transaction } from 'kysely';
import { type Masked, maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Database } from '../../schema.ts';
import type { Invitation } from './queries.ts';

/**
 * Records an event about an invitation. The event names the invitee as the invitation does: a user only if the
 * organization knows the username.
 */
export function recordInvitation(
  trx: Transaction<Database>,
  actor: Actor,
  what: 'sent' | 'cancelled' | 'refused',
  { globalid, role, ...invitation }: Invitation,
): Promise<void> {
  const fields = { globalid, role, ...inviteeOf(invitation) };
  return recordEvent(trx, actor, `organization.invitation_${what}`, fields);
}

function inviteeOf({
  username,
  invitedGlobalid,
  emailAddress,
  phoneNumber,
}: Pick<Invitation, 'username' | 'invitedGlobalid' | 'emailAddress' | 'phoneNumber'>) {
  if (username !== null) return { username };
  if (invitedGlobalid !== null) return { organization: invitedGlobalid };
  return { contact: maskContact(emailAddress, phoneNumber) };
}

function maskContact(emailAddress: string, phoneNumber: string): Masked {
  return emailAddress === '' ? maskPhoneNumber(phoneNumber) : maskEmailAddress(emailAddress);
}

import type { Kysely, Transaction } from 'kysely';
import { maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import type { Database } from '../../schema.ts';
import { adoptEmailAddress, adoptPhoneNumber } from '../../users/adopted-contacts.ts';
import { findEmailOwner } from '../../users/email-addresses/queries.ts';
import { tellContactChange } from '../../users/notices/security-changes.ts';
import type { NoticeDependencies } from '../../users/notices/tell-user.ts';
import { findPhoneOwner } from '../../users/phone-numbers/queries.ts';
import { joinOrganization } from '../members/membership.ts';
import { lockMembers } from '../members/queries.ts';
import { type CodedInvitation, findInvitationByCode, updatePendingInvitations } from './queries.ts';

export interface CodeBearer {
  /** `hashToken` of the code. */
  readonly codeHash: Buffer;
  readonly username: string;
  readonly now: Date;
  readonly source: Actor;
}

/**
 * Lets a user join with the code of an invitation, once. The code was sent to an address or number only, so whoever
 * has it reads that: the contact is put on the profile as a validated one. If it is another user's, the invitation
 * is that user's, and the code is of no use.
 * @returns undefined, and does nothing, for a code that is unknown, used, expired or not this user's
 */
export async function redeemInvitation(
  deps: NoticeDependencies,
  trx: Transaction<Database>,
  { codeHash, username, now, source }: CodeBearer,
): Promise<CodedInvitation | undefined> {
  const invitation = await lockInvitation(trx, codeHash, now);
  if (!invitation || !(await isFor(trx, invitation, username))) return undefined;
  const { globalid, invitation_id, role } = invitation;
  const decided = await updatePendingInvitations(trx, globalid, [invitation_id], 'accepted', now);
  if (!decided.has(invitation_id)) return undefined;
  await joinOrganization(trx, { globalid, username }, role, now);
  await recordEvent(trx, source, 'organization.joined', { username, globalid, role });
  await adoptContact(deps, trx, invitation, { username, now, source });
  return invitation;
}

/** Turns an invitation down. @returns false when there was nothing to turn down, or not for this user */
export async function declineInvitation(
  trx: Transaction<Database>,
  { codeHash, username, now }: Omit<CodeBearer, 'source'>,
): Promise<boolean> {
  const invitation = await lockInvitation(trx, codeHash, now);
  if (!invitation || !(await isFor(trx, invitation, username))) return false;
  const { globalid, invitation_id } = invitation;
  const decided = await updatePendingInvitations(trx, globalid, [invitation_id], 'rejected', now);
  return decided.has(invitation_id);
}

/** Whether an invitation may be this user's: nobody else has proved to own the contact it was sent to. */
export async function isFor(
  db: Kysely<Database>,
  { method, email_address, phone_number }: CodedInvitation,
  username: string,
): Promise<boolean> {
  const owner =
    method === 'email' ? await findEmailOwner(db, email_address) : await findPhoneOwner(db, phone_number);
  return owner === undefined || owner.username === username;
}

/** Read again behind the lock: what was decided meanwhile is not open any more. */
async function lockInvitation(
  trx: Transaction<Database>,
  codeHash: Buffer,
  now: Date,
): Promise<CodedInvitation | undefined> {
  const found = await findInvitationByCode(trx, codeHash, now);
  if (!found || !(await lockMembers(trx, found.globalid))) return undefined;
  return findInvitationByCode(trx, codeHash, now);
}

async function adoptContact(
  deps: NoticeDependencies,
  trx: Transaction<Database>,
  { method, email_address: address, phone_number: number }: CodedInvitation,
  { username, now, source }: Omit<CodeBearer, 'codeHash'>,
): Promise<void> {
  if (method === 'email' && (await adoptEmailAddress(trx, { username, address, now }))) {
    await recordEvent(trx, source, 'email.validated', { username, contact: maskEmailAddress(address) });
    await tellContactChange(deps, trx, { username, change: 'emailConfirmed', contact: address }, now);
  }
  if (method === 'phone' && (await adoptPhoneNumber(trx, { username, number, now }))) {
    await recordEvent(trx, source, 'phone.validated', { username, contact: maskPhoneNumber(number) });
    await tellContactChange(deps, trx, { username, change: 'phoneConfirmed', contact: number }, now);
  }
}

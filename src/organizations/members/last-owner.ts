import type { Transaction } from 'kysely';
import { Conflict } from '../../base/errors.ts';
import type { Database } from '../../schema.ts';
import { hasOtherOwner, hasOwnerBesides, type LockedMembers } from './queries.ts';

/**
 * The last-owner rule: an organization without parent never ends up without any owner, be it a user or an
 * organization. One below another is owned through it.
 * @param leaving the user or organization that is about to stop being an owner
 * @throws Conflict `last_owner`
 */
export async function refuseLastOwner(
  trx: Transaction<Database>,
  members: LockedMembers,
  leaving: string,
): Promise<void> {
  if (await isLastOwner(trx, members, leaving)) throw new Conflict('last_owner');
}

/**
 * The exception to the rule, for users who leave by themselves: another user must stay as owner. An organization that
 * owns this one does not suffice, since the user alone decides here and does not speak for that organization's owners
 * (contract, LeaveOrganization).
 * @throws Conflict `last_owner_can't_leave`
 */
export async function refuseLastOwnerToLeave(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  username: string,
): Promise<void> {
  if (isBelow(globalid) || (await hasOtherOwner(trx, globalid, username))) return;
  throw new Conflict("last_owner_can't_leave");
}

/** Whether only this user or organization keeps an organization owned. */
export async function isLastOwner(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  name: string,
): Promise<boolean> {
  return !isBelow(globalid) && !(await hasOwnerBesides(trx, globalid, name));
}

function isBelow(globalid: string): boolean {
  return globalid.includes('.');
}

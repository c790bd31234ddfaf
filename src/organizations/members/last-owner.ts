import type { Transaction } from 'kysely';
import { Conflict } from '../../base/errors.ts';
import type { Database } from '../../schema.ts';
import { hasOtherOwner, hasOwnerBesides } from './direct-role-queries.ts';
import type { LockedMembers } from './queries.ts';

/**
 * The last-owner rule: an organization without a parent always has an owner, either a user or an organization. A
 * suborganization is owned through its parent.
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
 * A stricter rule for users who leave by themselves: another user must remain as owner. An organization that owns this
 * one is not enough, because the user decides alone and does not act for the owners of that organization (contract,
 * LeaveOrganization).
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

/** Whether an organization would have no owner without this user or organization. */
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

import type { Kysely, Transaction } from 'kysely';
import { maskEmailAddress, maskPhoneNumber } from '../../audit/masking.ts';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { adoptEmailAddress, adoptPhoneNumber } from '../../users/adopted-contacts.ts';
import { findEmailOwner } from '../../users/email-addresses/queries.ts';
import type { NoticeDependencies } from '../../users/notices/notify-user.ts';
import { notifyContactChange } from '../../users/notices/security-changes.ts';
import { findPhoneOwner } from '../../users/phone-numbers/queries.ts';
import { joinOrganization } from '../members/membership.ts';
import { type LockedMembers, lockMembers, updateScimUser } from '../members/queries.ts';
import { decideInvitations, updateInvitedUser } from './decision-queries.ts';
import { findDirectoryInvitation } from './directory-queries.ts';
import { recordInvitation } from './events.ts';
import {
  type CodedInvitation,
  findInvitationByCode,
  listOpenInvitations,
  type MemberInvitation,
} from './queries.ts';

/** The invitations that a user answers at once: all open ones to an organization, or those to one role in it. */
export interface AnsweredInvitations {
  readonly globalid: string;
  readonly username: string;
  readonly role?: string;
  /** The email address or phone number that the invitation must have been sent to, in stored form. */
  readonly contact?: InvitedContact;
}

export type InvitedContact = { readonly email: string } | { readonly phone: string };

/**
 * Accepts the invitations of a user. If there are invitations to both roles, the user becomes an owner.
 * @returns the accepted invitation; undefined, with nothing changed, when there is none
 */
export function acceptInvitations(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  answered: AnsweredInvitations,
): Promise<MemberInvitation | undefined> {
  return inTransaction(db, (trx) => joinInvited(trx, actor, answered));
}

/** Same as `acceptInvitations`, in an existing transaction. */
export async function joinInvited(
  trx: Transaction<Database>,
  actor: Actor,
  answered: AnsweredInvitations,
): Promise<MemberInvitation | undefined> {
  const members = await lockMembers(trx, answered.globalid);
  if (!members) return undefined;
  const open = await listOpenInvitations(trx, answered.username, answered);
  const meant = await findMeant(trx, open, answered);
  if (!meant) return undefined;
  return settleAccepted(trx, actor, members, answered.username, [
    meant,
    ...open.filter((one) => one !== meant),
  ]);
}

/** @returns the first invitation, if it was still open */
async function settleAccepted<Listed extends MemberInvitation>(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  username: string,
  [meant, ...others]: readonly [Listed, ...Listed[]],
): Promise<Listed | undefined> {
  const accepted = await decideInvitations(trx, members, [meant, ...others], 'accepted', actor.now);
  const settled = accepted.find(({ invitationId }) => invitationId === meant.invitationId);
  if (!settled) return undefined;
  if (settled.username === null) await updateInvitedUser(trx, members, settled, username);
  await joinOrganization(trx, actor, members, { username, role: settled.role });
  for (const invitation of accepted) await joinForDirectory(trx, actor, members, invitation, username);
  return { ...settled, username };
}

/**
 * Records which user of the directory the member is, and lets the member join the suborganizations that the directory
 * chose.
 */
async function joinForDirectory(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  invitation: MemberInvitation,
  username: string,
): Promise<void> {
  const directory = await findDirectoryInvitation(trx, invitation);
  if (!directory) return;
  await updateScimUser(trx, members, username, directory.scimUserId);
  for (const globalid of directory.alsoJoins) {
    const below = await lockMembers(trx, globalid);
    if (below) await joinOrganization(trx, actor, below, { username, role: 'member' });
  }
}

async function findMeant(
  trx: Transaction<Database>,
  open: readonly MemberInvitation[],
  { username, contact }: AnsweredInvitations,
): Promise<MemberInvitation | undefined> {
  if (!contact) return open.find(({ role }) => role === 'owner') ?? open[0];
  if ('email' in contact) {
    const isOwn = (await findEmailOwner(trx, contact.email))?.username === username;
    return isOwn ? open.find(({ emailAddress }) => emailAddress === contact.email) : undefined;
  }
  const isOwn = (await findPhoneOwner(trx, contact.phone))?.username === username;
  return isOwn ? open.find(({ phoneNumber }) => phoneNumber === contact.phone) : undefined;
}

/**
 * Refuses the invitations of a user.
 * @returns whether there was an open invitation
 */
export function refuseInvitations(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  answered: Omit<AnsweredInvitations, 'contact'>,
): Promise<boolean> {
  return inTransaction(db, async (trx) => {
    const members = await lockMembers(trx, answered.globalid);
    if (!members) return false;
    const open = await listOpenInvitations(trx, answered.username, answered);
    return settleRefused(trx, actor, members, open);
  });
}

/** @returns whether at least one was still open */
async function settleRefused(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  invitations: readonly MemberInvitation[],
): Promise<boolean> {
  const refused = await decideInvitations(trx, members, invitations, 'rejected', actor.now);
  for (const invitation of refused) await recordInvitation(trx, actor, 'refused', invitation);
  return refused.length > 0;
}

/** A user who has the code of an invitation. */
export interface InvitationCodeHolder {
  /** `hashToken` of the code. */
  readonly codeHash: Buffer;
  readonly username: string;
}

export interface CodeDependencies extends NoticeDependencies {
  readonly db: Kysely<Database>;
}

/**
 * Lets a user join with the code of an invitation, once. The code was sent only to an email address or phone number, so
 * the user can read messages sent there: the contact is added to the profile as validated. If the contact belongs to
 * another user, so does the invitation, and the code has no effect.
 * @returns undefined, with nothing changed, for a code that is unknown, used, expired or not for this user
 */
export function acceptInvitationByCode(
  deps: CodeDependencies,
  actor: Actor,
  bearer: InvitationCodeHolder,
): Promise<CodedInvitation | undefined> {
  return inTransaction(deps.db, (trx) => joinByCode(trx, deps, actor, bearer));
}

/** Same as `acceptInvitationByCode`, in an existing transaction. */
export async function joinByCode(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  bearer: InvitationCodeHolder,
): Promise<CodedInvitation | undefined> {
  const found = await lockInvitation(trx, bearer, actor.now);
  if (!found) return undefined;
  const accepted = await settleAccepted(trx, actor, found.members, bearer.username, [found.invitation]);
  if (accepted) await adoptContact(trx, deps, actor, bearer.username, accepted);
  return accepted;
}

/** @returns the invitation; undefined when the code has no open invitation for this user */
export function refuseInvitationByCode(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  bearer: InvitationCodeHolder,
): Promise<CodedInvitation | undefined> {
  return inTransaction(db, async (trx) => {
    const found = await lockInvitation(trx, bearer, actor.now);
    if (!found) return undefined;
    const isRefused = await settleRefused(trx, actor, found.members, [found.invitation]);
    return isRefused ? found.invitation : undefined;
  });
}

/**
 * Whether an invitation may be for this user: no other user has validated the contact it was sent to, and the user has
 * not been removed from the organization since.
 */
export async function isFor(
  db: Kysely<Database>,
  { method, emailAddress, phoneNumber, closedTo }: CodedInvitation,
  username: string,
): Promise<boolean> {
  if (closedTo === username) return false;
  const owner =
    method === 'email' ? await findEmailOwner(db, emailAddress) : await findPhoneOwner(db, phoneNumber);
  return owner === undefined || owner.username === username;
}

/** Reads the invitation again after locking, in case it was decided in the meantime. */
async function lockInvitation(
  trx: Transaction<Database>,
  { codeHash, username }: InvitationCodeHolder,
  now: Date,
): Promise<{ readonly members: LockedMembers; readonly invitation: CodedInvitation } | undefined> {
  const found = await findInvitationByCode(trx, codeHash, now);
  const members = found && (await lockMembers(trx, found.globalid));
  const invitation = members && (await findInvitationByCode(trx, codeHash, now));
  return invitation && (await isFor(trx, invitation, username)) ? { members, invitation } : undefined;
}

async function adoptContact(
  trx: Transaction<Database>,
  deps: NoticeDependencies,
  actor: Actor,
  username: string,
  { method, emailAddress: address, phoneNumber: number }: CodedInvitation,
): Promise<void> {
  const { now } = actor;
  if (method === 'email' && (await adoptEmailAddress(trx, { username, address, now }))) {
    await recordEvent(trx, actor, 'email.validated', { username, contact: maskEmailAddress(address) });
    await notifyContactChange(deps, trx, { username, change: 'emailConfirmed', contact: address }, now);
  }
  if (method === 'phone' && (await adoptPhoneNumber(trx, { username, number, now }))) {
    await recordEvent(trx, actor, 'phone.validated', { username, contact: maskPhoneNumber(number) });
    await notifyContactChange(deps, trx, { username, change: 'phoneConfirmed', contact: number }, now);
  }
}

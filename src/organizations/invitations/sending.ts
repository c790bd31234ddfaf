import type { Kysely, Transaction } from 'kysely';
import { type Actor, actorName } from '../../base/actor.ts';
import { Conflict, NotFound, Unprocessable } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { countLookup } from '../../users/search/lookup.ts';
import { findLanguageOfContact, findUserByText } from '../../users/search/queries.ts';
import { isContact, readSearchText, type SearchText } from '../../users/search/search-text.ts';
import { withAncestors } from '../globalid.ts';
import { listDirectRoles } from '../members/direct-role-queries.ts';
import { joinOrganization } from '../members/membership.ts';
import type { LockedMembers, MemberRole } from '../members/queries.ts';
import { lockOrganization } from '../queries.ts';
import { deleteInvitations } from './deletion-queries.ts';
import { type DeliveryDependencies, deliverInvitation, type InvitationMessage } from './delivery.ts';
import type { DirectoryInvitation } from './directory-queries.ts';
import { recordInvitation } from './events.ts';
import {
  countInvitations,
  type Invitation,
  type Invitee,
  insertInvitation,
  type NewInvitation,
} from './queries.ts';

/** The maximum number of invitations of one organization, in any state. */
const maximumInvitations = 10_000;
const codeLifetimeDays = 30;

export interface SendingDependencies extends DeliveryDependencies {
  readonly db: Kysely<Database>;
}

export interface InvitationOfUser {
  readonly globalid: string;
  readonly role: MemberRole;
  /** A username, identifier, email address or phone number. */
  readonly text: string;
  /** If true, no message is sent. */
  readonly isSilent: boolean;
}

/**
 * Invites a user, replacing an earlier invitation. A user named by username, or by an identifier of the calling client,
 * joins at once if they directly belong to an organization above this one. An email address or phone number is invited
 * in the same way whether a user has it or not: the organization does not learn whose it is until its owner accepts.
 * @throws TooManyRequests, NotFound `organization_not_found` or `user_not_found`, Conflict `already_member` or
 * `already_owner`, Unprocessable `max_amount_of_invitations_reached`
 */
export async function inviteUser(
  deps: SendingDependencies,
  actor: Actor,
  { globalid, role, text, isSilent }: InvitationOfUser,
): Promise<Invitation> {
  const invitee = readSearchText(text, actor.clientId);
  await countLookup(deps.db, actor);
  return inTransaction(deps.db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const { invitation, ...message } = isContact(invitee)
      ? await inviteContact(trx, actor, members, role, invitee)
      : await inviteNamed(trx, actor, members, role, invitee);
    if (!isSilent && invitation.status === 'pending') {
      await deliverInvitation(trx, deps, invitation, { ...message, invitedBy: actorName(actor) });
    }
    return invitation;
  });
}

/**
 * Invites the owner of an email address as a member, for a user of the organization's directory.
 * @throws Unprocessable `max_amount_of_invitations_reached`
 */
export async function inviteFromDirectory(
  trx: Transaction<Database>,
  deps: DeliveryDependencies,
  actor: Actor,
  members: LockedMembers,
  { email, directory }: { readonly email: string; readonly directory: DirectoryInvitation },
): Promise<void> {
  const contact = readSearchText(email);
  const { invitation, ...message } = await inviteContact(trx, actor, members, 'member', contact, directory);
  await deliverInvitation(trx, deps, invitation, { ...message, invitedBy: actorName(actor) });
}

/** Lets a user join who directly belongs to an organization above, as `inviteUser` does. */
export async function joinFromAncestor(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  username: string,
): Promise<void> {
  const content = { role: 'member', method: 'website', username, isAccepted: true } as const;
  await storeInvitation(trx, actor, members, { username }, content);
  await joinOrganization(trx, actor, members, { username, role: 'member' });
}

/** An invitation, and its message. */
type Invited = { readonly invitation: Invitation } & Omit<InvitationMessage, 'invitedBy'>;

async function inviteNamed(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  role: MemberRole,
  text: SearchText,
): Promise<Invited> {
  const user = await findUserByText(trx, text);
  if (!user) throw new NotFound('user_not_found');
  const { username, language, emailAddress } = user;
  const { globalid } = members;
  const roles = await listDirectRoles(trx, withAncestors(globalid), username);
  const current = roles.get(globalid);
  if (current === 'owner') throw new Conflict('already_owner');
  if (current === role) throw new Conflict('already_member');
  const isAccepted = roles.size > (current === undefined ? 0 : 1);
  const content = { role, method: 'website', username, isAccepted } as const;
  const invitation = await storeInvitation(trx, actor, members, { username }, content);
  if (isAccepted) await joinOrganization(trx, actor, members, { username, role });
  return { invitation, language, address: emailAddress ?? '', number: '' };
}

async function inviteContact(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  role: MemberRole,
  contact: SearchText,
  directory?: DirectoryInvitation,
): Promise<Invited> {
  const code = randomToken(tokenBytes.invitationCode);
  const expiresAt = new Date(actor.now.getTime() + codeLifetimeDays * 86_400_000);
  const { email: address = '', phone: number = '' } = contact;
  const isByEmail = contact.email !== undefined;
  const invitation = await storeInvitation(
    trx,
    actor,
    members,
    isByEmail ? { email: address } : { phone: number },
    {
      role,
      method: isByEmail ? 'email' : 'phone',
      emailAddress: address,
      phoneNumber: number,
      code: { hash: hashToken(code), expiresAt },
      directory,
    },
  );
  const language = await findLanguageOfContact(trx, contact, actorName(actor));
  const sent = { text: code, lifetimeDays: codeLifetimeDays };
  return { invitation, code: sent, language, address, number };
}

/**
 * Stores an invitation, replacing earlier ones of the same invitee to the same role. What a directory wanted done when
 * one of them is accepted moves to this one.
 * @throws Unprocessable `max_amount_of_invitations_reached`
 */
export async function storeInvitation(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  invitee: Invitee,
  invitation: Omit<NewInvitation, 'invitedBy' | 'createdAt'>,
): Promise<Invitation> {
  const { globalid } = members;
  const count = await countInvitations(trx, globalid);
  if (count >= maximumInvitations) throw new Unprocessable('max_amount_of_invitations_reached');
  const { role } = invitation;
  const replaced = await deleteInvitations(trx, globalid, [invitee], { role });
  const directory = invitation.directory ?? replaced.find((each) => each.directory)?.directory;
  const row = { ...invitation, directory, invitedBy: actor.name, createdAt: actor.now };
  const stored = await insertInvitation(trx, members, row);
  if (stored.status === 'pending') await recordInvitation(trx, actor, 'sent', stored);
  return stored;
}

/**
 * Cancels the pending invitations of an organization to an invitee, named as in the invitation: by username (also of a
 * deleted user), globalid, email address or phone number.
 * @throws NotFound `invitation_not_found`
 */
export function cancelInvitations(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  { globalid, text }: { readonly globalid: string; readonly text: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const cancelled = await deleteInvitations(trx, globalid, inviteesNamed(text), { status: 'pending' });
    if (cancelled.length === 0) throw new NotFound('invitation_not_found');
    for (const invitation of cancelled) await recordInvitation(trx, actor, 'cancelled', invitation);
  });
}

function inviteesNamed(text: string): Invitee[] {
  const { username, emails, phones } = readSearchText(text);
  return [
    { username },
    { globalid: text },
    ...emails.map((email) => ({ email })),
    ...phones.map((phone) => ({ phone })),
  ];
}

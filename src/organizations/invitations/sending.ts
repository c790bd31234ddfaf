import type { Kysely, Transaction } from 'kysely';
import { type Actor, actorName } from '../../base/actor.ts';
import { Conflict, NotFound, Unprocessable } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import type { Database } from '../../schema.ts';
import { findLanguageOfUser } from '../../users/queries.ts';
import { type FoundUser, findUserByText } from '../../users/search/queries.ts';
import { readSearchText, type SearchText } from '../../users/search/search-text.ts';
import { joinOrganization } from '../members/membership.ts';
import { type LockedMembers, listDirectRoles, type MemberRole } from '../members/queries.ts';
import { lockOrganization } from '../queries.ts';
import { type DeliveryDependencies, deliverInvitation } from './delivery.ts';
import { recordInvitation } from './events.ts';
import {
  countInvitations,
  deleteInvitations,
  type Invitation,
  type Invitee,
  insertInvitation,
  type NewInvitation,
} from './queries.ts';

/** Of one organization, whatever became of them. */
const maximumInvitations = 10_000;
const codeLifetimeDays = 30;

export interface SendingDependencies extends DeliveryDependencies {
  readonly db: Kysely<Database>;
}

export interface InvitationOfUser {
  readonly globalid: string;
  readonly role: MemberRole;
  /** Names a user, or the way to reach one. */
  readonly text: string;
  /** Whether no message is sent. */
  readonly isSilent: boolean;
}

/**
 * Invites a user, again if there was an invitation before. Users who directly belong to an organization above this
 * one join at once.
 * @throws NotFound `organization_not_found` or `user_not_found`, Conflict `already_member` or `already_owner`,
 *   Unprocessable `max_amount_of_invitations_reached`
 */
export function inviteUser(
  deps: SendingDependencies,
  actor: Actor,
  { globalid, role, text, isSilent }: InvitationOfUser,
): Promise<Invitation> {
  const searched = readSearchText(text, actor.clientId);
  return inTransaction(deps.db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const user = await findUserByText(trx, searched);
    const { invitation, ...message } = user
      ? await inviteKnown(trx, actor, members, { role, user, email: searched.email })
      : await inviteStranger(trx, actor, members, { role, contact: searched });
    if (!isSilent && invitation.status === 'pending') {
      await deliverInvitation(trx, deps, invitation, { ...message, invitedBy: actorName(actor) });
    }
    return invitation;
  });
}

/** An invitation, and what its message needs to know. */
interface Invited {
  readonly invitation: Invitation;
  /** For a stranger; sent, and kept nowhere. */
  readonly code?: { readonly text: string; readonly lifetimeDays: number };
  /** Of the invitee; of the user who invites, when the invitee is a stranger. */
  readonly language: string | null;
}

async function inviteKnown(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  {
    role,
    user,
    email,
  }: { readonly role: MemberRole; readonly user: FoundUser; readonly email: string | undefined },
): Promise<Invited> {
  const { username, language } = user;
  const { globalid } = members;
  const roles = await listDirectRoles(trx, withAncestors(globalid), username);
  const current = roles.get(globalid);
  if (current === 'owner') throw new Conflict('already_owner');
  if (current === role) throw new Conflict('already_member');
  const isAbove = roles.size > (current === undefined ? 0 : 1);
  const invitation = await storeInvitation(
    trx,
    actor,
    members,
    { username },
    {
      role,
      method: 'website',
      username,
      emailAddress: email ?? user.emailAddress ?? '',
      isAccepted: isAbove,
    },
  );
  if (isAbove) await joinOrganization(trx, actor, members, { username, role });
  return { invitation, language };
}

async function inviteStranger(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  { role, contact }: { readonly role: MemberRole; readonly contact: SearchText },
): Promise<Invited> {
  const code = randomToken(tokenBytes.invitationCode);
  const expiresAt = new Date(actor.now.getTime() + codeLifetimeDays * 86_400_000);
  const { invitee, ...reached } = reachStranger(contact);
  const invitation = await storeInvitation(trx, actor, members, invitee, {
    role,
    ...reached,
    code: { hash: hashToken(code), expiresAt },
  });
  const language = actor.name === undefined ? null : await findLanguageOfUser(trx, actor.name);
  return { invitation, code: { text: code, lifetimeDays: codeLifetimeDays }, language };
}

/** @throws NotFound `user_not_found` when the text is neither an address nor a number */
function reachStranger({ email, phone }: SearchText) {
  if (email !== undefined) return { invitee: { email }, method: 'email', emailAddress: email } as const;
  if (phone !== undefined) return { invitee: { phone }, method: 'phone', phoneNumber: phone } as const;
  throw new NotFound('user_not_found');
}

/**
 * Stores an invitation in place of earlier ones of the same invitee to the same role.
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
  await deleteInvitations(trx, globalid, [invitee], { role: invitation.role });
  const row = { ...invitation, invitedBy: actor.name, createdAt: actor.now };
  const stored = await insertInvitation(trx, members, row);
  if (stored.status === 'pending') await recordInvitation(trx, actor, 'sent', stored);
  return stored;
}

/** `a.b.c` is below `a.b` and `a`. */
function withAncestors(globalid: string): string[] {
  const parts = globalid.split('.');
  return parts.map((_part, index) => parts.slice(0, index + 1).join('.'));
}

/**
 * Takes back the pending invitations of an organization to all whom a text may mean: a user, also one who is gone, an
 * organization, an email address or a phone number.
 * @throws NotFound `invitation_not_found`
 */
export function cancelInvitations(
  { db }: { readonly db: Kysely<Database> },
  actor: Actor,
  { globalid, text }: { readonly globalid: string; readonly text: string },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const invitees = await inviteesNamed(trx, text);
    const cancelled = await deleteInvitations(trx, globalid, invitees, { status: 'pending' });
    if (cancelled.length === 0) throw new NotFound('invitation_not_found');
    for (const invitation of cancelled) {
      await recordInvitation(trx, actor, 'cancelled', invitation);
    }
  });
}

async function inviteesNamed(trx: Transaction<Database>, text: string): Promise<Invitee[]> {
  const search = readSearchText(text);
  const username = (await findUserByText(trx, search))?.username ?? text;
  const { email, phone } = search;
  return [
    { username },
    { globalid: text },
    ...(email === undefined ? [] : [{ email }]),
    ...(phone === undefined ? [] : [{ phone }]),
  ];
}

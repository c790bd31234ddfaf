import { type Kysely, sql, type Transaction } from 'kysely';
import { Conflict, NotFound, Unprocessable } from '../../base/errors.ts';
import { hashToken, randomToken, tokenBytes } from '../../crypto/tokens.ts';
import type { Database } from '../../schema.ts';
import { findLanguageOfUser } from '../../users/queries.ts';
import { type FoundUser, findUserByText } from '../../users/search/queries.ts';
import { readSearchText, type SearchText } from '../../users/search/search-text.ts';
import { joinOrganization } from '../members/membership.ts';
import { lockOrganization } from '../queries.ts';
import type { Invitee } from './invitee.ts';
import { countInvitations, deleteInvitations, insertInvitation, type ListedInvitation } from './queries.ts';
import type { NewOrganizationInvitationRow } from './tables.ts';

/** Of one organization, whatever became of them. */
const maximumInvitations = 10_000;
export const codeLifetimeDays = 30;

export interface InvitationRequest {
  readonly globalid: string;
  readonly role: 'owner' | 'member';
  /** Names a user, or the way to reach somebody. */
  readonly text: string;
  /** The client of the caller, who may name users by the identifiers made for it. */
  readonly clientId?: string | undefined;
  /** The user or organization that invites. */
  readonly invitedBy: string;
  readonly now: Date;
}

/** An invitation, and what its message needs to know. */
export interface Invited {
  readonly invitation: ListedInvitation;
  /** For somebody unknown, to be sent and kept nowhere. */
  readonly code?: string;
  /** Of the invitee; of who invites, when that is somebody unknown. */
  readonly language: string | null;
}

/**
 * Invites a person, again if there was an invitation before. Those who directly belong to an organization above this
 * one join at once.
 * @throws NotFound `organization_not_found` or `user_not_found`, Conflict `already_member` or `already_owner`,
 *   Unprocessable `max_amount_of_invitations_reached`
 */
export async function invitePerson(trx: Transaction<Database>, request: InvitationRequest): Promise<Invited> {
  await lockOrganization(trx, request.globalid);
  const text = readSearchText(request.text, request.clientId);
  const user = await findUserByText(trx, text);
  return user ? inviteUser(trx, request, user, text) : inviteStranger(trx, request, text);
}

async function inviteUser(
  trx: Transaction<Database>,
  { globalid, role, invitedBy, now }: InvitationRequest,
  { username, language, email_address }: FoundUser,
  text: SearchText,
): Promise<Invited> {
  const standing = await findStanding(trx, globalid, username);
  if (standing.role === 'owner') throw new Conflict('already_owner');
  if (standing.role === role) throw new Conflict('already_member');
  const joins = standing.is_above;
  const row = {
    globalid,
    role,
    method: 'website',
    username,
    email_address: text.email ?? email_address ?? '',
    invited_by: invitedBy,
    created_at: now,
    status: joins ? 'accepted' : 'pending',
    decided_at: joins ? now : null,
  } as const;
  const invitation = await storeInvitation(trx, { username }, row);
  if (joins) await joinOrganization(trx, { globalid, username }, role, now);
  return { invitation, language };
}

async function inviteStranger(
  trx: Transaction<Database>,
  { globalid, role, invitedBy, now }: InvitationRequest,
  { email, phone }: SearchText,
): Promise<Invited> {
  const language = await findLanguageOfUser(trx, invitedBy);
  const code = randomToken(tokenBytes.invitationCode);
  const row = {
    globalid,
    role,
    invited_by: invitedBy,
    created_at: now,
    code_hash: hashToken(code),
    code_expires_at: new Date(now.getTime() + codeLifetimeDays * 86_400_000),
  };
  if (email !== undefined) {
    const byEmail = { ...row, method: 'email', email_address: email } as const;
    return { invitation: await storeInvitation(trx, { email }, byEmail), code, language };
  }
  if (phone === undefined) throw new NotFound('user_not_found');
  const byPhone = { ...row, method: 'phone', phone_number: phone } as const;
  return { invitation: await storeInvitation(trx, { phone }, byPhone), code, language };
}

/**
 * Stores an invitation in place of earlier ones of the same invitee to the same role. Call `lockOrganization` before.
 * @throws Unprocessable `max_amount_of_invitations_reached`
 */
export async function storeInvitation(
  trx: Transaction<Database>,
  invitee: Invitee,
  row: Omit<NewOrganizationInvitationRow, 'invitation_id' | 'position'>,
): Promise<ListedInvitation> {
  const count = await countInvitations(trx, row.globalid);
  if (count >= maximumInvitations) throw new Unprocessable('max_amount_of_invitations_reached');
  await deleteInvitations(trx, row.globalid, [invitee], { role: row.role });
  return insertInvitation(trx, row);
}

/** What somebody directly is to an organization and to those above it. */
interface Standing {
  readonly role: 'owner' | 'member' | null;
  readonly is_above: boolean;
}

async function findStanding(db: Kysely<Database>, globalid: string, username: string): Promise<Standing> {
  const { rows } = await sql<Standing>`
    select max(role) filter (where globalid = ${globalid}) as role,
      coalesce(bool_or(globalid <> ${globalid}), false) as is_above
    from organization_users
    where username = ${username} and globalid = any (${withAncestors(globalid)}::text[])`.execute(db);
  return rows[0] ?? { role: null, is_above: false };
}

/** `a.b.c` is below `a.b` and `a`. */
function withAncestors(globalid: string): string[] {
  const parts = globalid.split('.');
  return parts.map((_part, index) => parts.slice(0, index + 1).join('.'));
}

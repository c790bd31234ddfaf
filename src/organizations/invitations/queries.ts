import { randomUUID } from 'node:crypto';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import type { LockedMembers, MemberRole } from '../members/queries.ts';
import type { DirectoryInvitation } from './directory-queries.ts';
import type { OrganizationInvitationTable } from './tables.ts';

type Method = OrganizationInvitationTable['method'];
type Role = OrganizationInvitationTable['role'];
export type Decision = 'accepted' | 'rejected';

/** An invitation without its code. */
export interface Invitation {
  readonly globalid: string;
  readonly invitationId: string;
  readonly role: Role;
  readonly status: 'pending' | Decision;
  readonly method: Method;
  readonly username: string | null;
  readonly invitedGlobalid: string | null;
  /** Empty when the invitation names none. */
  readonly emailAddress: string;
  /** Empty when the invitation names none. */
  readonly phoneNumber: string;
  /** The user who sent it; null when a program did, or the user is gone. */
  readonly invitedBy: string | null;
  readonly createdAt: Date;
}

/** An invitation to join as a user. */
export interface MemberInvitation extends Invitation {
  readonly role: MemberRole;
}

/**
 * The recipient of an invitation: a user by name or in the directory, an organization, or an email address or phone
 * number.
 */
export type Invitee =
  | { readonly username: string }
  | { readonly globalid: string }
  | { readonly email: string }
  | { readonly phone: string }
  | { readonly scimUserId: string };

export const shownColumns = [
  'globalid',
  'invitation_id as invitationId',
  'role',
  'status',
  'method',
  'username',
  'invited_globalid as invitedGlobalid',
  'email_address as emailAddress',
  'phone_number as phoneNumber',
  'invited_by as invitedBy',
  'created_at as createdAt',
] as const;

const shown = sql`i.globalid, i.invitation_id as "invitationId", i.role, i.status, i.method, i.username,
  i.invited_globalid as "invitedGlobalid", i.email_address as "emailAddress", i.phone_number as "phoneNumber",
  i.invited_by as "invitedBy", i.created_at as "createdAt"`;

/** Limits open invitations of a user to one organization, and to one role in it. */
export interface InvitationFilter {
  readonly globalid?: string;
  readonly role?: string | undefined;
}

/**
 * The pending invitations for a user to join: first those by name, then those to a validated phone number, then those
 * to a validated email address; each group newest first. An invitation by name is for that user only, whatever contact
 * it was sent to.
 */
export async function listOpenInvitations(
  db: Kysely<Database>,
  username: string,
  filter: InvitationFilter = {},
): Promise<MemberInvitation[]> {
  const open = openAsked(filter);
  const { rows } = await sql<MemberInvitation>`
    select ${shown} from (
      select i.*, 1 as rank from organization_invitations i
      where i.username = ${username} and ${open}
      union all
      select i.*, 2 from organization_invitations i join validated_phone_numbers v using (phone_number)
      where v.username = ${username} and i.method = 'phone' and i.username is null and ${openTo(username)} and ${open}
      union all
      select i.*, 3 from organization_invitations i join validated_email_addresses v using (email_address)
      where v.username = ${username} and i.method = 'email' and i.username is null and ${openTo(username)} and ${open}
    ) as i
    order by i.rank, i.created_at desc, i.globalid, i.invitation_id`.execute(db);
  return rows;
}

/** A user who was removed from the organization can join again only with a new invitation. */
function openTo(username: string): RawBuilder<boolean> {
  return sql`i.closed_to is distinct from ${username}`;
}

function openAsked({ globalid, role }: InvitationFilter): RawBuilder<boolean> {
  const organization = globalid === undefined ? sql`true` : sql`i.globalid = ${globalid}`;
  const asRole = role === undefined ? sql`true` : sql`i.role = ${role}`;
  return sql`i.status = 'pending' and i.role in ('owner', 'member') and ${organization} and ${asRole}`;
}

/** The pending invitations to any of these organizations, newest first. */
export async function listOpenInvitationsOf(
  db: Kysely<Database>,
  invited: readonly string[],
): Promise<Invitation[]> {
  const { rows } = await sql<Invitation>`
    select ${shown} from organization_invitations i
    where i.invited_globalid = any (${invited}::text[]) and i.status = 'pending'
    order by i.created_at desc, i.globalid, i.invitation_id`.execute(db);
  return rows;
}

/** The invitations that an organization has sent, oldest first. */
export function listInvitations(
  db: Kysely<Database>,
  globalid: string,
  status: Invitation['status'],
): Promise<Invitation[]> {
  return db
    .selectFrom('organization_invitations')
    .select(shownColumns)
    .where('globalid', '=', globalid)
    .where('status', '=', status)
    .orderBy('created_at')
    .orderBy('position')
    .orderBy('invitation_id')
    .execute();
}

/** An invitation to an email address or phone number, with its sender. */
export interface CodedInvitation extends MemberInvitation {
  readonly invitedBy: string | null;
  /** The user who has been removed from the organization since it was sent. */
  readonly closedTo: string | null;
}

/** Finds the open invitation of an unexpired code, by the hash of the code. */
export async function findInvitationByCode(
  db: Kysely<Database>,
  codeHash: Buffer,
  now: Date,
): Promise<CodedInvitation | undefined> {
  const { rows } = await sql<CodedInvitation>`
    select ${shown}, i.invited_by as "invitedBy", i.closed_to as "closedTo" from organization_invitations i
    where i.code_hash = ${codeHash} and i.code_expires_at >= ${now} and i.status = 'pending'
      and i.role in ('owner', 'member') and i.username is null`.execute(db);
  return rows[0];
}

/** @returns the number of invitations of an organization, in any state */
export async function countInvitations(db: Kysely<Database>, globalid: string): Promise<number> {
  const { count } = await db
    .selectFrom('organization_invitations')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('globalid', '=', globalid)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** An invitation to store. */
export interface NewInvitation {
  readonly role: Role;
  readonly method: Method;
  readonly username?: string;
  readonly invitedGlobalid?: string;
  readonly emailAddress?: string;
  readonly phoneNumber?: string;
  /** For an email address or phone number: `hashToken` of the code that was sent, and when it expires. */
  readonly code?: { readonly hash: Buffer; readonly expiresAt: Date };
  /** The user or organization that invites. */
  readonly invitedBy?: string | undefined;
  readonly createdAt: Date;
  /** Whether the invitee joins at once, without being asked. */
  readonly isAccepted?: boolean;
  /** What a directory wants done when the invitation is accepted. */
  readonly directory?: DirectoryInvitation | undefined;
}

/**
 * Requires the lock, because concurrent invitations of the same invitee to the same role would violate a constraint.
 */
export function insertInvitation(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  invitation: NewInvitation,
): Promise<Invitation> {
  const { code, isAccepted = false, createdAt } = invitation;
  return trx
    .insertInto('organization_invitations')
    .values({
      globalid,
      invitation_id: randomUUID(),
      position: nextPosition('organization_invitations', { globalid }),
      role: invitation.role,
      method: invitation.method,
      username: invitation.username ?? null,
      invited_globalid: invitation.invitedGlobalid ?? null,
      email_address: invitation.emailAddress ?? '',
      phone_number: invitation.phoneNumber ?? '',
      code_hash: code?.hash ?? null,
      code_expires_at: code?.expiresAt ?? null,
      invited_by: invitation.invitedBy ?? null,
      scim_user_id: invitation.directory?.scimUserId ?? null,
      also_joins: [...(invitation.directory?.alsoJoins ?? [])],
      created_at: createdAt,
      status: isAccepted ? 'accepted' : 'pending',
      decided_at: isAccepted ? createdAt : null,
    })
    .returning(shownColumns)
    .executeTakeFirstOrThrow();
}

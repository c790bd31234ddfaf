import { randomUUID } from 'node:crypto';
import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely';
import { nextPosition } from '../../db/position.ts';
import type { Database } from '../../schema.ts';
import { type Invitee, wentTo } from './invitee.ts';
import type { NewOrganizationInvitationRow, OrganizationInvitationRow } from './tables.ts';
import type { InvitationColumns } from './views.ts';

/** An invitation as it is shown, with its key. Its code stays in the database. */
export interface ListedInvitation extends InvitationColumns {
  readonly invitation_id: string;
}

const shownColumns = [
  'globalid',
  'invitation_id',
  'role',
  'status',
  'method',
  'username',
  'invited_globalid',
  'email_address',
  'phone_number',
  'created_at',
] as const;

const shown = sql`i.globalid, i.invitation_id, i.role, i.status, i.method, i.username, i.invited_globalid,
  i.email_address, i.phone_number, i.created_at`;

/** Narrows the open invitations of a user to one organization, and to one role in it. */
export interface InvitationFilter {
  readonly globalid?: string;
  readonly role?: string;
}

/**
 * The pending invitations to join as a person that are addressed to a user: first those by name, then those to a
 * validated phone number, then those to a validated email address; each newest first. An invitation of a known person
 * is nobody else's, whatever contact it was sent to.
 */
export async function listOpenInvitations(
  db: Kysely<Database>,
  username: string,
  filter: InvitationFilter = {},
): Promise<ListedInvitation[]> {
  const open = openAsked(filter);
  const { rows } = await sql<ListedInvitation>`
    select ${shown} from (
      select i.*, 1 as rank from organization_invitations i
      where i.username = ${username} and ${open}
      union all
      select i.*, 2 from organization_invitations i join validated_phone_numbers v using (phone_number)
      where v.username = ${username} and i.method = 'phone' and i.username is null and ${open}
      union all
      select i.*, 3 from organization_invitations i join validated_email_addresses v using (email_address)
      where v.username = ${username} and i.method = 'email' and i.username is null and ${open}
    ) as i
    order by i.rank, i.created_at desc, i.globalid, i.invitation_id`.execute(db);
  return rows;
}

function openAsked({ globalid, role }: InvitationFilter): RawBuilder<boolean> {
  const organization = globalid === undefined ? sql`true` : sql`i.globalid = ${globalid}`;
  const asRole = role === undefined ? sql`true` : sql`i.role = ${role}`;
  return sql`i.status = 'pending' and i.role in ('owner', 'member') and ${organization} and ${asRole}`;
}

/** The pending invitations addressed to any of these organizations, newest first. */
export async function listOpenInvitationsOf(
  db: Kysely<Database>,
  invited: readonly string[],
): Promise<ListedInvitation[]> {
  const { rows } = await sql<ListedInvitation>`
    select ${shown} from organization_invitations i
    where i.invited_globalid = any (${invited}::text[]) and i.status = 'pending'
    order by i.created_at desc, i.globalid, i.invitation_id`.execute(db);
  return rows;
}

/**
 * Decides invitations. One that is no longer pending, because somebody was faster, stays as it is.
 * @returns the ids of those decided now
 */
export async function updatePendingInvitations(
  trx: Transaction<Database>,
  globalid: string,
  invitationIds: readonly string[],
  status: 'accepted' | 'rejected',
  decidedAt: Date,
): Promise<ReadonlySet<string>> {
  const rows = await trx
    .updateTable('organization_invitations')
    .set({ status, decided_at: decidedAt, code_hash: null, code_expires_at: null })
    .where('globalid', '=', globalid)
    .where('invitation_id', 'in', invitationIds)
    .where('status', '=', 'pending')
    .returning('invitation_id')
    .execute();
  return new Set(rows.map((row) => row.invitation_id));
}

/** The invitations that an organization sent, the oldest first. */
export function listInvitations(
  db: Kysely<Database>,
  globalid: string,
  status: OrganizationInvitationRow['status'],
): Promise<ListedInvitation[]> {
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

/** An invitation of somebody unknown, and who sent it. */
export interface CodedInvitation extends ListedInvitation {
  readonly role: 'owner' | 'member';
  readonly invited_by: string | null;
}

/** The open invitation behind the hash of a code that has not expired. */
export async function findInvitationByCode(
  db: Kysely<Database>,
  codeHash: Buffer,
  now: Date,
): Promise<CodedInvitation | undefined> {
  const { rows } = await sql<CodedInvitation>`
    select ${shown}, i.invited_by from organization_invitations i
    where i.code_hash = ${codeHash} and i.code_expires_at >= ${now} and i.status = 'pending'
      and i.role in ('owner', 'member') and i.username is null`.execute(db);
  return rows[0];
}

/** @returns how many invitations an organization has, whatever became of them */
export async function countInvitations(db: Kysely<Database>, globalid: string): Promise<number> {
  const { count } = await db
    .selectFrom('organization_invitations')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('globalid', '=', globalid)
    .executeTakeFirstOrThrow();
  return Number(count);
}

/** Call `lockOrganization` before: of two invitations of the same invitee to the same role one would break a rule. */
export function insertInvitation(
  trx: Transaction<Database>,
  row: Omit<NewOrganizationInvitationRow, 'invitation_id' | 'position'>,
): Promise<ListedInvitation> {
  const position = nextPosition('organization_invitations', { globalid: row.globalid });
  return trx
    .insertInto('organization_invitations')
    .values({ ...row, invitation_id: randomUUID(), position })
    .returning(shownColumns)
    .executeTakeFirstOrThrow();
}

/** Narrows the invitations of somebody to one role, or to those that are pending. */
export type InvitationSelection = Partial<Pick<OrganizationInvitationRow, 'role' | 'status'>>;

/**
 * Deletes the invitations of an organization to any of these.
 * @returns whether there was one
 */
export async function deleteInvitations(
  trx: Kysely<Database>,
  globalid: string,
  invitees: readonly Invitee[],
  { role, status }: InvitationSelection = {},
): Promise<boolean> {
  let deletion = trx
    .deleteFrom('organization_invitations')
    .where('globalid', '=', globalid)
    .where((eb) => eb.or(invitees.map(wentTo)));
  if (role !== undefined) deletion = deletion.where('role', '=', role);
  if (status !== undefined) deletion = deletion.where('status', '=', status);
  const { numDeletedRows } = await deletion.executeTakeFirst();
  return numDeletedRows > 0n;
}

/**
 * Decides the pending invitation of an organization by another one.
 * @param role any when undefined
 * @returns the invitations decided now
 */
export function updatePendingInvitationsOf(
  trx: Kysely<Database>,
  { globalid, invited, role }: OrganizationInvitationKey,
  status: 'accepted' | 'rejected',
  decidedAt: Date,
): Promise<ListedInvitation[]> {
  let update = trx
    .updateTable('organization_invitations')
    .set({ status, decided_at: decidedAt })
    .where('globalid', '=', globalid)
    .where('invited_globalid', '=', invited)
    .where('status', '=', 'pending');
  if (role !== undefined) update = update.where('role', '=', role);
  return update.returning(shownColumns).execute();
}

/** One organization's invitation of another one. */
export interface OrganizationInvitationKey {
  readonly globalid: string;
  readonly invited: string;
  readonly role?: 'orgowner' | 'orgmember';
}

/** Forgets that somebody was ever invited. */
export async function deleteInvitationsOf(trx: Transaction<Database>, username: string): Promise<void> {
  await trx.deleteFrom('organization_invitations').where('username', '=', username).execute();
}

import { randomUUID } from 'node:crypto';
import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { readEmailAddress } from '../../names/email-address.ts';
import { deleteInvitations } from '../../organizations/invitations/deletion-queries.ts';
import type { DeliveryDependencies } from '../../organizations/invitations/delivery.ts';
import { recordInvitation } from '../../organizations/invitations/events.ts';
import { inviteFromDirectory } from '../../organizations/invitations/sending.ts';
import { removeLockedMember } from '../../organizations/members/acts.ts';
import { findDirectRole, listMembershipsBelow } from '../../organizations/members/direct-role-queries.ts';
import { type LockedMembers, lockMembers, updateScimUser } from '../../organizations/members/queries.ts';
import { lockOrganization } from '../../organizations/queries.ts';
import { countAttempts } from '../../rate-limits/attempts.ts';
import type { Database } from '../../schema.ts';
import type { ScimUser, UserContent } from '../resources.ts';
import { ScimError } from '../scim-error.ts';
import {
  deleteScimUser,
  findScimUser,
  insertScimUser,
  isUnknownMember,
  updateScimUserContent,
} from './queries.ts';

export interface ScimUserDependencies extends DeliveryDependencies {
  readonly db: Kysely<Database>;
}

export interface UserToAdd {
  readonly globalid: string;
  readonly content: UserContent;
  /** Whether the user should be a member. */
  readonly isActive: boolean;
}

/**
 * Adds a user to a directory, and invites the user's email address. It makes no difference whether an account has the
 * address: the directory learns whose it is when the owner accepts.
 * @throws NotFound `organization_not_found`, ScimError `uniqueness` or `invalidValue`, TooManyRequests, or
 * Unprocessable `max_amount_of_invitations_reached`
 */
export function addScimUser(
  deps: ScimUserDependencies,
  actor: Actor,
  { globalid, content, isActive }: UserToAdd,
): Promise<ScimUser> {
  const id = randomUUID();
  return inTransaction(deps.db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    await refuseNameOfMember(trx, globalid, content.userName);
    await insertScimUser(trx, members, id, content, actor.now);
    await recordEvent(trx, actor, 'organization.directory_user_added', { globalid, user: id });
    if (isActive) await invite(trx, deps, actor, members, id, content);
    return existing(trx, globalid, id);
  });
}

/** @throws ScimError `uniqueness` */
async function refuseNameOfMember(
  trx: Transaction<Database>,
  globalid: string,
  userName: string,
): Promise<void> {
  if (await isUnknownMember(trx, globalid, userName))
    throw new ScimError(409, 'uniqueness', 'userName: a member of the organization has it');
}

/** The new content of a user, and whether the user should be a member; undefined changes nothing about that. */
export interface ChangedUser {
  readonly content: UserContent;
  readonly isActive: boolean | undefined;
}

export interface UserChange {
  readonly globalid: string;
  readonly id: string;
  /** Called with the current user; throws to refuse the change. */
  readonly change: (current: ScimUser) => ChangedUser;
}

/**
 * Changes what a directory stores about a user, and whether the user should be a member.
 * @returns the changed user
 * @throws NotFound `organization_not_found` or `user_not_found`, what `change` throws, ScimError `uniqueness` or
 * `invalidValue`, Conflict `last_owner`, TooManyRequests, or Unprocessable `max_amount_of_invitations_reached`
 */
export function changeScimUser(
  deps: ScimUserDependencies,
  actor: Actor,
  { globalid, id, change }: UserChange,
): Promise<ScimUser> {
  return inTransaction(deps.db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const current = await existing(trx, globalid, id);
    const { content, isActive } = change(current);
    const isChanged = await store(trx, actor, members, current, content);
    if (isActive === false) await deactivate(trx, actor, members, current);
    if (isActive === true) await activate(trx, deps, actor, members, { ...current, ...content });
    if (isActive !== false && current.state === 'invited' && addressOf(current) !== addressOf(content))
      await invite(trx, deps, actor, members, id, content);
    if (!isChanged && (isActive === undefined || isActive === (current.state === 'member'))) return current;
    return existing(trx, globalid, id);
  });
}

/** @returns whether anything was written */
async function store(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  current: ScimUser,
  content: UserContent,
): Promise<boolean> {
  const { globalid } = members;
  if (isSameContent(current, content)) return false;
  if (content.userName.toLowerCase() !== current.userName.toLowerCase())
    await refuseNameOfMember(trx, globalid, content.userName);
  if (current.isStored) await updateScimUserContent(trx, members, current.id, content, actor.now);
  else await insertScimUser(trx, members, current.id, content, actor.now);
  if (!current.isStored && current.username !== null)
    await updateScimUser(trx, members, current.username, current.id);
  await recordEvent(trx, actor, 'organization.directory_user_changed', { globalid, user: current.id });
  return true;
}

/**
 * Removes a user from a directory, and the corresponding member from the organization. The account stays.
 * @param check throws to refuse the removal
 * @throws NotFound `organization_not_found` or `user_not_found`, what `check` throws, or Conflict `last_owner`
 */
export function removeScimUser(
  deps: Pick<ScimUserDependencies, 'db'>,
  actor: Actor,
  {
    globalid,
    id,
    check,
  }: { readonly globalid: string; readonly id: string; readonly check: (user: ScimUser) => void },
): Promise<void> {
  return inTransaction(deps.db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const user = await existing(trx, globalid, id);
    check(user);
    await deactivate(trx, actor, members, user);
    await deleteScimUser(trx, members, id);
    await recordEvent(trx, actor, 'organization.directory_user_removed', { globalid, user: id });
  });
}

/** Invites a user who is not a member and has neither an open nor a refused invitation. */
export async function activate(
  trx: Transaction<Database>,
  deps: DeliveryDependencies,
  actor: Actor,
  members: LockedMembers,
  user: ScimUser,
): Promise<void> {
  if (user.state === 'none') await invite(trx, deps, actor, members, user.id, user);
}

/**
 * Ends the membership of a user in an organization and everything below it, and withdraws invitations.
 * @throws Conflict `last_owner`
 */
export async function deactivate(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  { id, username }: ScimUser,
): Promise<void> {
  const { globalid } = members;
  const withdrawn = await deleteInvitations(trx, globalid, [{ scimUserId: id }], { status: 'pending' });
  for (const invitation of withdrawn) await recordInvitation(trx, actor, 'cancelled', invitation);
  await deleteInvitations(trx, globalid, [{ scimUserId: id }], { status: 'rejected' });
  if (username === null) return;
  for (const each of await listMembershipsBelow(trx, globalid, username)) {
    const locked = await lockMembers(trx, each);
    const role = locked && (await findDirectRole(trx, each, username));
    if (role) await removeLockedMember(trx, actor, locked, { username, role });
  }
}

/** Invites a user, replacing an invitation that was not answered. */
async function invite(
  trx: Transaction<Database>,
  deps: DeliveryDependencies,
  actor: Actor,
  members: LockedMembers,
  id: string,
  content: UserContent,
): Promise<void> {
  const email = addressOf(content);
  if (email === undefined)
    throw new ScimError(
      400,
      'invalidValue',
      'emails: an email address is needed, to which the invitation goes',
    );
  await countAttempts(trx, actor.now, [['directoryInvitations', members.globalid]]);
  const { globalid } = members;
  const user = { scimUserId: id };
  const withdrawn = await deleteInvitations(trx, globalid, [user], { status: 'pending' });
  for (const invitation of withdrawn) await recordInvitation(trx, actor, 'cancelled', invitation);
  const directory = { ...user, alsoJoins: withdrawn[0]?.directory?.alsoJoins ?? [] };
  await inviteFromDirectory(trx, deps, actor, members, { email, directory });
}

/**
 * The primary email address, or else the one for work, or else the first, or else the user name if it is an address.
 */
function addressOf({ emails, userName }: UserContent): string | undefined {
  const chosen =
    emails.find(({ primary }) => primary) ??
    emails.find(({ type }) => type?.toLowerCase() === 'work') ??
    emails.find(({ value }) => value !== undefined);
  return readEmailAddress(chosen?.value ?? userName);
}

function isSameContent(left: UserContent, right: UserContent): boolean {
  return JSON.stringify(contentOf(left)) === JSON.stringify(contentOf(right));
}

/** The content in a canonical order, because the database changes the order of members. */
function contentOf({ externalId, userName, displayName, name, emails }: UserContent): unknown {
  const sorted = (value: object) => Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return [externalId, userName, displayName, sorted(name), emails.map(sorted)];
}

async function existing(trx: Transaction<Database>, globalid: string, id: string): Promise<ScimUser> {
  const user = await findScimUser(trx, globalid, id);
  if (!user) throw new NotFound('user_not_found');
  return user;
}

import type { Transaction } from 'kysely';
import type { Actor } from '../../base/actor.ts';
import type { DeliveryDependencies } from '../../organizations/invitations/delivery.ts';
import { updateAlsoJoins } from '../../organizations/invitations/directory-queries.ts';
import { joinFromAncestor } from '../../organizations/invitations/sending.ts';
import { moveMember, removeLockedMember } from '../../organizations/members/acts.ts';
import { findDirectRole } from '../../organizations/members/direct-role-queries.ts';
import type { LockedMembers } from '../../organizations/members/queries.ts';
import { lockOrganization } from '../../organizations/queries.ts';
import type { Database } from '../../schema.ts';
import type { ScimUser } from '../resources.ts';
import { ScimError } from '../scim-error.ts';
import { activate, deactivate } from '../users/acts.ts';
import { findScimUsers } from '../users/queries.ts';

/**
 * Adds users to a group. `members` invites them; `owners` accepts only members of the organization. Members join a
 * suborganization at once; invited users join it when they accept.
 * @throws ScimError `invalidValue` for users that do not exist or are neither members nor invited, TooManyRequests, or
 * NotFound when the suborganization is gone
 */
export async function addToGroup(
  trx: Transaction<Database>,
  deps: DeliveryDependencies,
  actor: Actor,
  members: LockedMembers,
  group: string,
  ids: readonly string[],
): Promise<void> {
  const users = await usersNamed(trx, members, ids);
  if (group === 'members') {
    for (const user of users) await activate(trx, deps, actor, members, user);
  } else if (group === 'owners') {
    for (const user of users)
      await moveMember(trx, actor, members, { username: usernameOf(user), role: 'owner' });
  } else {
    await addToSuborganization(trx, actor, members, group, users);
  }
}

async function addToSuborganization(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  group: string,
  users: readonly ScimUser[],
): Promise<void> {
  if (users.length === 0) return;
  const below = await lockOrganization(trx, group);
  const invited = users.filter(({ state }) => state === 'invited').map(({ id }) => id);
  await updateAlsoJoins(trx, members, invited, group, true);
  for (const user of users.filter(({ state }) => state !== 'invited'))
    await joinFromAncestor(trx, actor, below, usernameOf(user));
}

/**
 * Removes users from a group: owners become members, and users removed from `members` leave the organization.
 * @throws Conflict `last_owner`, or NotFound when the suborganization is gone
 */
export async function removeFromGroup(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  group: string,
  ids: readonly string[],
): Promise<void> {
  const users = await usersNamed(trx, members, ids);
  if (group === 'members') {
    for (const user of users) await deactivate(trx, actor, members, user);
  } else if (group === 'owners') {
    for (const user of users)
      await moveMember(trx, actor, members, { username: usernameOf(user), role: 'member' });
  } else {
    await removeFromSuborganization(trx, actor, members, group, users);
  }
}

async function removeFromSuborganization(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  group: string,
  users: readonly ScimUser[],
): Promise<void> {
  if (users.length === 0) return;
  const below = await lockOrganization(trx, group);
  const invited = users.filter(({ username }) => username === null).map(({ id }) => id);
  await updateAlsoJoins(trx, members, invited, group, false);
  for (const { username } of users) {
    const role = username === null ? undefined : await findDirectRole(trx, group, username);
    if (username !== null && role) await removeLockedMember(trx, actor, below, { username, role });
  }
}

async function usersNamed(
  trx: Transaction<Database>,
  { globalid }: LockedMembers,
  ids: readonly string[],
): Promise<ScimUser[]> {
  const users = await findScimUsers(trx, globalid, ids);
  const found = new Set(users.map(({ id }) => id));
  const missing = ids.find((id) => !found.has(id));
  if (missing === undefined) return users;
  throw new ScimError(
    400,
    'invalidValue',
    `members: there is no user with the id ${JSON.stringify(missing.slice(0, 100))}`,
  );
}

function usernameOf({ username, id }: ScimUser): string {
  if (username !== null) return username;
  throw new ScimError(400, 'invalidValue', `members: the user ${id} is no member of the organization`);
}

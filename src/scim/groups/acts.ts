import type { Kysely, Transaction } from 'kysely';
import { recordEvent } from '../../audit/record-event.ts';
import type { Actor } from '../../base/actor.ts';
import { Conflict, Forbidden, NotFound } from '../../base/errors.ts';
import { inTransaction } from '../../db/pg-errors.ts';
import { addOrganization, removeOrganization } from '../../organizations/acts.ts';
import type { DeliveryDependencies } from '../../organizations/invitations/delivery.ts';
import type { LockedMembers } from '../../organizations/members/queries.ts';
import { checkNewGlobalid } from '../../organizations/name-check.ts';
import { hasOrganization, lockOrganization } from '../../organizations/queries.ts';
import type { Database } from '../../schema.ts';
import type { ScimGroup } from '../resources.ts';
import { ScimError } from '../scim-error.ts';
import { addToGroup, removeFromGroup } from './members.ts';
import {
  deleteScimGroupsWithoutOrganization,
  findScimGroup,
  type GroupContent,
  hasKeysOrSuborganizations,
  listMembersOfGroups,
  storeScimGroup,
} from './queries.ts';

export interface ScimGroupDependencies extends DeliveryDependencies {
  readonly db: Kysely<Database>;
}

export interface GroupToAdd extends GroupContent {
  readonly globalid: string;
  /** The ids of directory users. */
  readonly members: readonly string[];
}

/**
 * Creates a suborganization named after the group, without an owner of its own, and adds users to it.
 * @throws NotFound `organization_not_found`, ScimError `uniqueness` or `invalidValue`
 */
export function addScimGroup(
  deps: ScimGroupDependencies,
  actor: Actor,
  { globalid, members: requested, ...content }: GroupToAdd,
): Promise<ScimGroup> {
  return inTransaction(deps.db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const id = await newGroupId(trx, globalid, content.displayName);
    await addOrganization(trx, actor, { globalid: id, parent: globalid });
    await deleteScimGroupsWithoutOrganization(trx, members);
    await storeScimGroup(trx, members, id, { ...content, isMadeByDirectory: true }, actor.now);
    await addToGroup(trx, deps, actor, members, id, requested);
    return existing(trx, globalid, id);
  });
}

const maximumNames = 20;

/**
 * The globalid of a new group. Names are never reused: if a group of this name was deleted, the new one gets a number.
 * @throws ScimError `uniqueness` or `invalidValue`
 */
async function newGroupId(
  trx: Transaction<Database>,
  globalid: string,
  displayName: string,
): Promise<string> {
  const name = globalidPartOf(displayName);
  if (await hasOrganization(trx, `${globalid}.${name}`))
    throw new ScimError(409, 'uniqueness', `displayName: the group ${globalid}.${name} exists already`);
  for (let number = 1; number <= maximumNames; number++) {
    const id = `${globalid}.${name}${number === 1 ? '' : `-${number}`}`;
    const state = await checkNewGlobalid(trx, { globalid: id, parent: globalid });
    if (state === 'free') return id;
    if (state === 'malformed') break;
  }
  const rule = 'a text of which a new name with letters a-z and digits can be made, not too long';
  throw new ScimError(400, 'invalidValue', `displayName: must be ${rule}`);
}

/** Converts `Équipe R&D` to `equipe-r-d`. */
function globalidPartOf(displayName: string): string {
  return displayName
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, '-')
    .replace(/^-+|-+$/g, '');
}

/** The new content of a group; if `members` is undefined, its users stay. */
export interface ChangedGroup extends GroupContent {
  readonly members: readonly string[] | undefined;
}

export interface GroupChange {
  readonly globalid: string;
  readonly id: string;
  /** Called with the current group and the ids of its users; throws to refuse the change. */
  readonly change: (current: ScimGroup, members: readonly string[]) => ChangedGroup;
}

/**
 * Changes what a directory stores about a group, and its users.
 * @returns the changed group
 * @throws NotFound `organization_not_found` or `group_not_found`, what `change` throws, ScimError `uniqueness` or
 * `invalidValue`, or Conflict `last_owner`
 */
export function changeScimGroup(
  deps: ScimGroupDependencies,
  actor: Actor,
  { globalid, id, change }: GroupChange,
): Promise<ScimGroup> {
  return inTransaction(deps.db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const current = await existing(trx, globalid, id);
    const present = await memberIds(trx, globalid, id);
    const { members: requested = present, ...content } = change(current, present);
    await store(trx, actor, members, current, content);
    const [had, wants] = [new Set(present), new Set(requested)];
    // Adds users before removing others, so that one owner can be replaced by another.
    await addToGroup(
      trx,
      deps,
      actor,
      members,
      id,
      [...wants].filter((each) => !had.has(each)),
    );
    await removeFromGroup(
      trx,
      actor,
      members,
      id,
      present.filter((each) => !wants.has(each)),
    );
    return existing(trx, globalid, id);
  });
}

async function store(
  trx: Transaction<Database>,
  actor: Actor,
  members: LockedMembers,
  current: ScimGroup,
  { externalId, displayName }: GroupContent,
): Promise<void> {
  if (current.externalId === externalId && current.displayName === displayName) return;
  const { id, isMadeByDirectory } = current;
  await storeScimGroup(trx, members, id, { externalId, displayName, isMadeByDirectory }, actor.now);
  const { globalid } = members;
  await recordEvent(trx, actor, 'organization.directory_group_changed', { globalid, group: id });
}

/**
 * Deletes a suborganization that the directory created, if it contains nothing except users.
 * @param check throws to refuse the deletion
 * @throws NotFound `organization_not_found` or `group_not_found`, what `check` throws, Forbidden `group_not_removable`
 * for groups that the directory did not create, or Conflict `group_not_empty`
 */
export function removeScimGroup(
  { db }: Pick<ScimGroupDependencies, 'db'>,
  actor: Actor,
  {
    globalid,
    id,
    check,
  }: {
    readonly globalid: string;
    readonly id: string;
    readonly check: (group: ScimGroup, members: readonly string[]) => void;
  },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const members = await lockOrganization(trx, globalid);
    const group = await existing(trx, globalid, id);
    check(group, await memberIds(trx, globalid, id));
    if (!group.isMadeByDirectory)
      throw new Forbidden('group_not_removable', { description: 'The directory did not create this group.' });
    if (await hasKeysOrSuborganizations(trx, id))
      throw new Conflict('group_not_empty', {
        description:
          'The organization has API keys or organizations below it. An owner deletes it in the portal.',
      });
    await removeOrganization(trx, actor, id);
    await deleteScimGroupsWithoutOrganization(trx, members);
  });
}

async function memberIds(trx: Transaction<Database>, globalid: string, id: string): Promise<string[]> {
  return ((await listMembersOfGroups(trx, globalid, [id])).get(id) ?? []).map((member) => member.id);
}

async function existing(trx: Transaction<Database>, globalid: string, id: string): Promise<ScimGroup> {
  const group = await findScimGroup(trx, globalid, id);
  if (!group) throw new NotFound('group_not_found');
  return group;
}

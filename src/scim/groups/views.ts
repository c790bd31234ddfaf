import type { Group, NewGroup, Patch } from '../../../generated/scim/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import { plainValues, requireValidContent } from '../content.ts';
import { applyPatch, type PatchedSchema } from '../patch.ts';
import { type ScimGroup, type ScimReference, urns } from '../resources.ts';
import { versionOf } from '../versions.ts';
import type { ChangedGroup } from './acts.ts';

/** @param base the URL of the directory */
export function groupLocation(base: string, id: string): string {
  return `${base}/Groups/${encodeURIComponent(id)}`;
}

export function groupVersion({ id, externalId, displayName }: ScimGroup, members: readonly string[]): string {
  return versionOf([id, externalId, displayName, members]);
}

/** @param members the users in the group; undefined when they were not read, and the version is omitted with them */
export function toGroup(
  group: ScimGroup,
  members: readonly ScimReference[] | undefined,
  base: string,
): Group {
  const { id, externalId, displayName, createdAt, updatedAt } = group;
  const ids = members?.map((member) => member.id);
  return {
    schemas: [urns.group],
    id,
    ...(externalId !== null && { externalId }),
    displayName,
    ...(members && { members: members.map((member) => toMember(member, base)) }),
    meta: {
      resourceType: 'Group',
      created: formatTimestamp(createdAt),
      lastModified: formatTimestamp(updatedAt),
      location: groupLocation(base, id),
      ...(ids && { version: groupVersion(group, ids) }),
    },
  };
}

function toMember({ id, display }: ScimReference, base: string) {
  return { value: id, display, $ref: `${base}/Users/${encodeURIComponent(id)}`, type: 'User' };
}

export function fromNewGroup({ externalId, displayName, members }: NewGroup): ChangedGroup {
  return {
    externalId: externalId ?? null,
    displayName,
    members: members && [...new Set(members.map(({ value }) => value))],
  };
}

const patchedGroup: PatchedSchema = {
  core: urns.group,
  simple: ['externalId', 'displayName'],
  complex: {},
  lists: { members: ['value'] },
  readOnly: ['id', 'meta'],
};

/** @throws ScimError as `applyPatch` does, and `invalidValue` when the result is invalid */
export function patchGroup(
  { externalId, displayName }: ScimGroup,
  members: readonly string[],
  { Operations }: Patch,
): ChangedGroup {
  const resource = { externalId, displayName, members: members.map((value) => ({ value })) };
  const patched = applyPatch(resource, Operations, patchedGroup);
  return fromNewGroup(requireValidContent<NewGroup>('NewGroup', plainValues({ members: [], ...patched })));
}

import type { NewUser, Patch, User } from '../../../generated/scim/types.ts';
import { formatTimestamp } from '../../base/timestamp.ts';
import { plainValues, requireValidContent } from '../content.ts';
import { applyPatch, type PatchedSchema } from '../patch.ts';
import { type ScimReference, type ScimUser, type UserContent, urns } from '../resources.ts';
import { versionOf } from '../versions.ts';
import type { ChangedUser } from './acts.ts';

/** @param base the URL of the directory */
export function userLocation(base: string, id: string): string {
  return `${base}/Users/${encodeURIComponent(id)}`;
}

/** The version does not cover groups, which have their own. */
export function userVersion({
  isStored: _,
  createdAt: _created,
  updatedAt: _updated,
  ...user
}: ScimUser): string {
  return versionOf(user);
}

/** @param groups the suborganizations that the user is in; undefined when they were not read */
export function toUser(user: ScimUser, groups: readonly ScimReference[] | undefined, base: string): User {
  const { externalId, userName, displayName, name, emails, state, role, username } = user;
  return {
    schemas: [urns.user, urns.membership],
    id: user.id,
    ...(externalId !== null && { externalId }),
    userName,
    ...(Object.keys(name).length > 0 && { name }),
    ...(displayName !== '' && { displayName }),
    ...(emails.length > 0 && { emails: [...emails] }),
    active: state === 'member',
    ...(groups && { groups: [...rolesOf(user), ...groups].map((group) => toGroupOfUser(group, base)) }),
    [urns.membership]: { state, ...(role && { role }), ...(username !== null && { username }) },
    meta: {
      resourceType: 'User',
      created: formatTimestamp(user.createdAt),
      lastModified: formatTimestamp(user.updatedAt),
      location: userLocation(base, user.id),
      version: userVersion(user),
    },
  };
}

function rolesOf({ role }: ScimUser): readonly ScimReference[] {
  const owners = role === 'owner' ? [{ id: 'owners', display: 'owners' }] : [];
  return role === null ? [] : [...owners, { id: 'members', display: 'members' }];
}

function toGroupOfUser({ id, display }: ScimReference, base: string) {
  return { value: id, display, $ref: `${base}/Groups/${encodeURIComponent(id)}`, type: 'direct' };
}

export function fromNewUser({ externalId, userName, displayName, name, emails }: NewUser): UserContent {
  return {
    externalId: externalId ?? null,
    userName,
    displayName: displayName ?? '',
    name: name ?? {},
    emails: (emails ?? []).filter(({ value }) => value !== undefined && value !== ''),
  };
}

const patchedUser: PatchedSchema = {
  core: urns.user,
  simple: ['externalId', 'userName', 'displayName', 'active'],
  complex: {
    name: ['formatted', 'familyName', 'givenName', 'middleName', 'honorificPrefix', 'honorificSuffix'],
  },
  lists: { emails: ['value', 'display', 'type', 'primary'] },
  readOnly: ['id', 'meta', 'groups'],
};

/** @throws ScimError as `applyPatch` does, and `invalidValue` when the result is invalid */
export function patchUser(
  { externalId, userName, displayName, name, emails }: UserContent,
  { Operations }: Patch,
): ChangedUser {
  const resource = { externalId, userName, displayName, name, emails };
  const patched = applyPatch(resource, Operations, patchedUser);
  const whole = requireValidContent<NewUser>('NewUser', plainValues(patched));
  return { content: fromNewUser(whole), isActive: whole.active };
}

import { BadRequest } from '../../base/errors.ts';

const words: Readonly<Record<string, 'owner' | 'member'>> = {
  member: 'member',
  members: 'member',
  'organization:member': 'member',
  owner: 'owner',
  owners: 'owner',
  'organization:owner': 'owner',
};

const organizationWords: Readonly<Record<string, 'orgowner' | 'orgmember'>> = {
  orgmember: 'orgmember',
  orgmembers: 'orgmember',
  orgowner: 'orgowner',
  orgowners: 'orgowner',
};

/**
 * Reads the role of a user from any of the words that clients use for it.
 * @throws BadRequest `invalid_role`
 */
export function readRole(word: string): 'owner' | 'member' {
  return find(words, word) ?? refuse();
}

/**
 * Reads the role of a linked organization from any of the words that clients use for it, including those for users.
 * @throws BadRequest `invalid_role`
 */
export function readOrganizationRole(word: string): 'orgowner' | 'orgmember' {
  const role = find(words, word);
  if (role !== undefined) return `org${role}`;
  return find(organizationWords, word) ?? refuse();
}

function find<Role>(roles: Readonly<Record<string, Role>>, word: string): Role | undefined {
  return Object.hasOwn(roles, word) ? roles[word] : undefined;
}

function refuse(): never {
  throw new BadRequest('invalid_role');
}

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
 * The role of a user by any of the words that clients use for it.
 * @throws BadRequest `invalid_role`
 */
export function readRole(word: string): 'owner' | 'member' {
  return find(words, word) ?? refuse();
}

/**
 * The role of a linked organization by any of the words that clients use for it, those for users included.
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

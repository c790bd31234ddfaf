import type { Kysely } from 'kysely';
import { parseLabelledScope } from '../../consents/coverage.ts';
import { readEmailAddress } from '../../names/email-address.ts';
import { listOpenInvitations } from '../../organizations/invitations/queries.ts';
import { listOrganizationRoles, listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import { impliedScope } from '../../tokens/scopes.ts';

const memberOf = 'user:memberof:';
const treeOf = 'user:organizations:';
const ownerOf = 'user:ownerof:email:';

const plain: ReadonlySet<string> = new Set([
  'openid',
  'user:name',
  'user:github',
  'user:facebook',
  'user:keystore',
  'user:see',
  'offline_access',
]);

const label = /^[a-zA-Z\d\-_\s]{2,50}$/;
const globalid = /^[a-z\d\-_\s.]{3,150}$/;

/**
 * Filters out scopes that a user cannot give to a client: those that applications may not ask for, and
 * memberships that the user neither has nor is invited to. They are dropped silently, so that users are not
 * asked for what they cannot give. Runs at most three statements.
 *
 * @param scopes as parsed from the request
 * @returns the remaining scopes in the same order, email addresses in stored form
 */
export async function possibleScopes(
  db: Kysely<Database>,
  username: string,
  clientId: string,
  scopes: readonly string[],
): Promise<string[]> {
  const requestable = [...new Set(scopes.map(normalScope))].filter((scope) => isRequestable(scope, scopes));
  const named = requestable.flatMap((scope) => organizationIn(scope) ?? []);
  if (named.length === 0) return requestable;
  const [roles, joinable] = await Promise.all([
    listOrganizationRoles(db, named, username),
    listJoinable(db, username, clientId, named),
  ]);
  const isIn = (id: string) => roles.get(id)?.isOwner || roles.get(id)?.isMember || joinable.has(id);
  return requestable.filter((scope) => {
    const organization = organizationIn(scope);
    if (organization === undefined) return true;
    return scope.startsWith(memberOf) ? isIn(organization) : roles.has(organization);
  });
}

function normalScope(scope: string): string {
  if (!scope.startsWith(ownerOf)) return scope;
  const address = scope.slice(ownerOf.length);
  return ownerOf + (readEmailAddress(address) ?? address);
}

function organizationIn(scope: string): string | undefined {
  const prefix = [memberOf, treeOf].find((start) => scope.startsWith(start));
  return prefix && scope.slice(prefix.length);
}

/**
 * Organizations that the user is invited to, and the client itself if the user belongs to one of its
 * suborganizations.
 */
async function listJoinable(
  db: Kysely<Database>,
  username: string,
  clientId: string,
  named: readonly string[],
): Promise<ReadonlySet<string>> {
  const invited = (await listOpenInvitations(db, username)).map((row) => row.globalid);
  if (!named.includes(clientId)) return new Set(invited);
  const own = await listOrganizationsOfUser(db, username);
  const isBelow = own.some((row) => row.globalid.startsWith(`${clientId}.`));
  return new Set(isBelow ? [...invited, clientId] : invited);
}

/** Whether applications may ask for a scope. Aliases such as `profile` are valid only together with `openid`. */
function isRequestable(scope: string, all: readonly string[]): boolean {
  const meant = impliedScope(scope);
  if (meant !== scope) return all.includes('openid');
  if (plain.has(scope)) return true;
  const organization = organizationIn(scope);
  if (organization !== undefined) return globalid.test(organization);
  if (scope.startsWith(ownerOf)) return readEmailAddress(scope.slice(ownerOf.length)) !== undefined;
  return isLabelled(scope);
}

/** Only phone numbers have a write permission. For wallets, the last part is a currency. */
function isLabelled(scope: string): boolean {
  const parsed = parseLabelledScope(scope);
  if (!parsed || (parsed.label !== undefined && !label.test(parsed.label))) return false;
  const parts = scope.split(':');
  const permission = parts[parsed.kind.startsWith('validated') ? 4 : 3];
  if (permission === undefined || permission === 'read') return true;
  if (parsed.kind === 'digitalwallet') return permission !== 'write' && !/\p{Cc}/u.test(permission);
  return parsed.kind === 'phonenumbers' && permission === 'write';
}

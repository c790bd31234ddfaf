import type { Kysely, Transaction } from 'kysely';
import type { AuthorizationRecord } from '../../consents/coverage.ts';
import { listOpenInvitations } from '../../organizations/invitations/queries.ts';
import { listOrganizationsOfUser } from '../../organizations/members/role-queries.ts';
import type { Database } from '../../schema.ts';
import { listShareableLabels } from './queries.ts';

/**
 * The part of a record that the user can share now: entries that exist (and are validated, for validated
 * kinds), and organizations that the user belongs to or is invited to. Locks the entries until the
 * transaction ends.
 */
export async function withShareableContent(
  trx: Transaction<Database>,
  username: string,
  record: AuthorizationRecord,
): Promise<AuthorizationRecord> {
  const { labels, memberOf, grantedTo } = record;
  const shareable = labels.length > 0 ? await listShareableLabels(trx, username, 'keyShare') : new Set();
  const organizations =
    memberOf.length > 0 ? await listShareableOrganizations(trx, username, grantedTo) : new Set();
  return {
    ...record,
    labels: labels.filter(({ kind, realLabel }) => shareable.has(`${kind}:${realLabel}`)),
    memberOf: memberOf.filter((globalid) => organizations.has(globalid)),
  };
}

/** A member of one of the client's suborganizations may also share the membership in the client itself. */
async function listShareableOrganizations(
  trx: Transaction<Database>,
  username: string,
  grantedTo: string,
): Promise<ReadonlySet<string>> {
  const joined = await listOrganizationsOfUser(trx, username);
  const invitations = await listOpenInvitations(trx, username);
  const below = joined.filter(({ globalid }) => globalid.startsWith(`${grantedTo}.`));
  const named = [...joined, ...invitations].map((row) => row.globalid);
  return new Set(below.length > 0 ? [...named, grantedTo] : named);
}

/** A record without entries that no longer exist, or must be validated and no longer are. */
export async function withExistingLabels(
  db: Kysely<Database>,
  username: string,
  record: AuthorizationRecord,
): Promise<AuthorizationRecord> {
  if (record.labels.length === 0) return record;
  const shareable = await listShareableLabels(db, username, 'none');
  return {
    ...record,
    labels: record.labels.filter(({ kind, realLabel }) => shareable.has(`${kind}:${realLabel}`)),
  };
}
